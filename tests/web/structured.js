// What the pages tell search engines (microdata of schema.org): known types, what each must have, values of their kinds.

import { desktop } from "./browser.js";

const day = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;
const words = /\S/;
const address = /^(https?:|file:)\/\//;
// of each property its pattern, or the type that stands there; one with "?" may be missing, one with "*" may repeat
const types = {
	Article: { headline: words, datePublished: day, inLanguage: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "author?": "Person", "dateModified?": day },
	Person: { name: words },
	WebSite: { name: words, url: address },
	BreadcrumbList: { "itemListElement*": "ListItem" },
	ListItem: { position: /^[1-9]\d*$/, name: words, "item?": address },
};

// Runs in the page: every item with its properties, an item among them by its number.
function readItems() {
	const items = [...document.querySelectorAll("[itemscope]")];
	const owner = (node) => node.parentElement.closest("[itemscope]");
	const value = (node) =>
		node.hasAttribute("itemscope") ? items.indexOf(node) : node.tagName === "META" ? node.content : (node.href ?? node.dateTime ?? node.textContent);

	return {
		items: items.map((item) => ({
			type: item.getAttribute("itemtype"),
			properties: [...document.querySelectorAll("[itemprop]")].filter((node) => owner(node) === item).map((node) => [node.getAttribute("itemprop"), value(node)]),
		})),
		stray: [...document.querySelectorAll("[itemprop]")].filter((node) => !owner(node)).map((node) => node.getAttribute("itemprop")),
	};
}

function complain({ items, stray }) {
	const said = stray.map((name) => `${name} is of nothing`);

	for (const { type, properties } of items) {
		const name = type?.replace("https://schema.org/", "");
		const wanted = types[name];
		if (!wanted) {
			said.push(`no type that is known: ${type}`);
			continue;
		}
		const rules = new Map(Object.entries(wanted).map(([key, rule]) => [key.replace(/[?*]$/, ""), { rule, key }]));
		for (const [property, { key }] of rules) {
			const n = properties.filter(([one]) => one === property).length;
			if ((n === 0 && !key.endsWith("?")) || (n > 1 && !key.endsWith("*"))) said.push(`${name} has ${n} of ${property}`);
		}
		for (const [property, value] of properties) {
			const rule = rules.get(property)?.rule;
			if (!rule) said.push(`${name} has a ${property}, which it may not`);
			else if (typeof rule === "string" ? items[value]?.type !== `https://schema.org/${rule}` : typeof value !== "string" || !rule.test(value)) said.push(`${name}'s ${property} is ${value}`);
		}
		// a trail is counted from one, and leads somewhere at all but its end
		if (name === "BreadcrumbList")
			properties.forEach(([, number], i) => {
				const crumb = Object.fromEntries(items[number]?.properties ?? []);
				if (crumb.position !== String(i + 1)) said.push(`step ${i + 1} says it is ${crumb.position}`);
				if (!crumb.item && i + 1 < properties.length) said.push(`step ${i + 1} leads nowhere`);
			});
	}
	return said;
}

export async function checkStructured(report, browser, site, pages) {
	const context = await browser.newContext({ viewport: desktop });
	const tab = await context.newPage();
	const seen = new Set();

	for (const { address: at } of pages) {
		await tab.goto(site.url + at);
		const read = await tab.evaluate(readItems);
		const said = complain(read);

		read.items.forEach(({ type }) => seen.add(type));
		report.check(`structured data: ${at}`, said.length === 0, said.join("\n"));
	}
	for (const type of ["Article", "BreadcrumbList", "WebSite"]) report.check(`some page is told as ${type}`, seen.has(`https://schema.org/${type}`));
	await context.close();
}

// Every published page is valid HTML, and every way out of it leads somewhere.

import { existsSync } from "node:fs";
import path from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const validator = new HtmlValidate(
	new FileSystemConfigLoader({
		root: true,
		extends: ["html-validate:recommended", "html-validate:document"],
		rules: {
			// white space and spelling of tags are the template's business, not the reader's
			"no-trailing-whitespace": "off",
			"attribute-boolean-style": "off",
			// a page's title ends in the site's name
			"long-title": "off",
			"require-sri": "off",
			// a sentence's button stands in no form, so that it has none to send
			"no-implicit-button-type": "off",
			// HTML allows more than letters, digits, dashes and underscores
			"valid-id": ["error", { relaxed: true }],
			"no-inline-style": ["error", { allowedProperties: [] }],
		},
	}),
);

export async function checkValid(report, page) {
	const { valid, results } = await validator.validateString(page.html, page.file);
	const said = results.flatMap(({ messages }) => messages.map((m) => `${m.line}:${m.column} ${m.message} [${m.ruleId}]`));

	report.check(`valid HTML: ${page.address}`, valid, said.slice(0, 10).join("\n"));
}

// An address that begins at the root has the base_url's one part first, and then leads from the page's own site.
function fileOf(name, page, root) {
	if (!name) return path.resolve(page.file);
	return name.startsWith("/")
		? path.resolve(root, decodeURIComponent(name.replace(/^\/[^/]+\//, "")))
		: path.resolve(path.dirname(page.file), decodeURIComponent(name));
}

// Addresses on the site: other pages with their anchors, stylesheets, images.
export function checkLinks(report, page, root, pages) {
	const anchors = (html) => new Set([...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
	const lost = [];

	for (const [, address] of page.html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
		if (/^[a-z]+:/i.test(address)) continue;
		const [name, anchor] = address.split("#");
		const file = fileOf(name, page, root);
		const target = pages.get(file);

		if (!existsSync(file)) lost.push(`${address}: no such file`);
		else if (anchor && target && !anchors(target.html).has(decodeURIComponent(anchor))) lost.push(`${address}: no such anchor`);
	}
	report.check(`links: ${page.address}`, lost.length === 0, [...new Set(lost)].join("\n"));
}

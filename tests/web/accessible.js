// axe-core finds nothing, in light and dark, on a desktop and a phone, also with a popover open;
// nothing on the page asks for what the content policy refuses; no page is wider than a narrow phone.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { desktop, phone } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const looks = [
	{ name: "light desktop", viewport: desktop, colorScheme: "light" },
	{ name: "dark desktop", viewport: desktop, colorScheme: "dark" },
	{ name: "light phone", viewport: phone, colorScheme: "light" },
];

function describe({ id, help, nodes }) {
	return `${id}: ${help}\n${nodes.slice(0, 4).map((node) => `  ${node.target.join(" ")}  ${node.failureSummary.split("\n")[1]?.trim() ?? ""}`).join("\n")}`;
}

async function violations(tab) {
	await tab.evaluate(axe);
	const found = await tab.evaluate(() =>
		globalThis.axe.run(document, {
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
			resultTypes: ["violations"],
		}),
	);
	return found.violations.map(describe);
}

async function checkPage(report, tab, address, name) {
	const found = await violations(tab);
	report.check(`axe, ${name}: ${address}`, found.length === 0, found.join("\n"));

	// a popover open on top of the text must hold up too
	const peek = tab.locator("button.peek").first();
	if ((await peek.count()) === 0) return;
	await peek.click();
	const open = await violations(tab);
	report.check(`axe, ${name}, source shown: ${address}`, open.length === 0, open.join("\n"));
}

// A redirect is looked at as whoever's browser does not follow it sees it.
async function stay(context) {
	await context.route("**/renewal.html", async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv="refresh"[^>]*>/, "") });
	});
}

export async function checkAccessible(report, browser, site, kinds) {
	for (const { name, ...look } of looks) {
		const context = await browser.newContext({ ...look, reducedMotion: "reduce" });
		await stay(context);
		const tab = await context.newPage();
		const complaints = [];

		tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
		tab.on("pageerror", (error) => complaints.push(error.message));
		for (const { address } of kinds) {
			// axe takes the browser's own dark ground, which is all that a redirect has, for white
			if (look.colorScheme === "dark" && address.endsWith("/renewal.html")) continue;
			complaints.length = 0;
			await tab.goto(site.url + address);
			await checkPage(report, tab, address, name);
			report.check(`nothing refused or missing, ${name}: ${address}`, complaints.length === 0, complaints.join("\n"));
		}
		await context.close();
	}
}

// WCAG 1.4.10: at 320 pixels nothing but a table scrolls sideways.
export async function checkReflow(report, browser, site, kinds) {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	await stay(context);
	const tab = await context.newPage();

	for (const { address } of kinds) {
		await tab.goto(site.url + address);
		const wide = await tab.evaluate(() => {
			const room = document.documentElement.clientWidth;
			if (document.documentElement.scrollWidth <= room) return "";
			const culprits = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 1);
			return culprits.slice(0, 4).map((e) => e.outerHTML.slice(0, 100)).join("\n") || "something that cannot be seen";
		});
		report.check(`fits 320 pixels: ${address}`, wide === "", wide);
	}
	await context.close();
}

// On paper: black on white in whatever scheme, and nothing to click.
export async function checkPrint(report, browser, site, kinds) {
	const context = await browser.newContext({ viewport: desktop, colorScheme: "dark" });
	const tab = await context.newPage();

	await tab.emulateMedia({ media: "print", colorScheme: "dark" });
	for (const { address } of kinds) {
		await tab.goto(site.url + address);
		const left = await tab.evaluate(() => {
			const style = getComputedStyle(document.body);
			const shown = [...document.querySelectorAll("button, header nav, .skip")].filter((e) => e.getClientRects().length > 0);
			const wrong = shown.map((e) => e.outerHTML.slice(0, 100));
			if (style.color !== "rgb(0, 0, 0)" || style.backgroundColor !== "rgb(255, 255, 255)")
				wrong.push(`text ${style.color} on ${style.backgroundColor}`);
			return wrong.join("\n");
		});
		report.check(`print: ${address}`, left === "", left);
		for (const format of ["A4", "Letter"]) {
			const pdf = await tab.pdf({ format, preferCSSPageSize: false });
			report.check(`prints on ${format}: ${address}`, pdf.subarray(0, 5).toString() === "%PDF-");
		}
	}
	await context.close();
}

// In colours of the reader's own: the sign that a sentence's source can be shown is there, and no edge lies over its neighbours.
export async function checkForcedColors(report, browser, site, kinds) {
	const context = await browser.newContext({ viewport: desktop, forcedColors: "active" });
	const tab = await context.newPage();

	for (const { address } of kinds) {
		await tab.goto(site.url + address);
		const wrong = await tab.evaluate(() => {
			const signs = [...document.querySelectorAll("button.peek")].map((e) => getComputedStyle(e));
			return signs.filter((s) => s.backgroundImage === "none" || s.borderTopColor !== "rgba(0, 0, 0, 0)").length;
		});
		report.check(`forced colours: ${address}`, wrong === 0, `${wrong} signs cannot be seen, or have an edge`);
	}
	await context.close();
}

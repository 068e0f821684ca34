// The search as a reader uses it: from a server under a strict policy, and from a disk.

import path from "node:path";
import { pathToFileURL } from "node:url";
import { desktop } from "./browser.js";

const asked = [
	{ language: "en-US", words: "renewal", finds: "automatic-renewal.html" },
	{ language: "en-US", words: "RENEW by ha", finds: "renew-by-hand.html" },
	{ language: "zh-TW", words: "續約", finds: "automatic-renewal.html" },
	{ language: "zh-TW", words: "取消訂閱", finds: "cancel.html" },
	{ language: "zh-TW", words: "Action Pack", finds: "action-pack.html" },
	{ language: "en-US", words: "zzzz renewal", finds: null },
];

async function results(tab, address, words) {
	await tab.goto(`${address}?q=${encodeURIComponent(words)}`);
	await tab.waitForFunction(() => document.getElementById("Status").textContent !== "");
	return tab.locator("#Found a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

export async function checkSearch(report, browser, site, folder) {
	const context = await browser.newContext({ viewport: desktop });
	const tab = await context.newPage();
	const complaints = [];

	tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
	tab.on("pageerror", (error) => complaints.push(String(error)));
	for (const { language, words, finds } of asked) {
		const places = [`${site.url}public/${language}/search.html`, pathToFileURL(path.resolve(folder, "public", language, "search.html")).href];

		for (const place of places) {
			const found = await results(tab, place, words);
			report.check(`${place}: '${words}' finds ${finds}`, finds ? found.slice(0, 3).includes(finds) : found.length === 0, found.join(" "));
		}
	}
	await tab.goto(`${site.url}public/en-US/index.html`);
	await tab.fill("#Find", "cancel");
	await tab.press("#Find", "Enter");
	await tab.waitForURL("**/search.html?q=cancel");
	await tab.waitForFunction(() => document.querySelectorAll("#Found a").length > 0);
	report.check("the form in the head leads to the results", (await tab.locator("#Found a").first().getAttribute("href")) === "cancel.html");
	report.check("nothing is refused or broken while searching", complaints.length === 0, complaints.join("\n"));
	await context.close();
}

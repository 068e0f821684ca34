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

/* Asked of a site whose pages spell them otherwise: see run. */
const spelled = [
	{ words: "resume", finds: ["marks.html"] },
	{ words: "R\u00c9SUM\u00c9", finds: ["marks.html"] },
	{ words: "re\u0301sume\u0301 oeuvre", finds: ["marks.html"] },
	{ words: "c\u00e1diz naive", finds: ["marks.html"] },
	{ words: "strasse", finds: ["marks.html"] },
	{ words: "STRA\u1e9eE ", finds: ["marks.html"] },
	{ words: "windows10 ", finds: ["many.html"] },
	{ words: "\uff37\uff29\uff2e\uff24", finds: ["many.html"] },
	{ words: "policy ", finds: ["many.html", "one.html"] },
	{ words: "policies", finds: ["many.html", "one.html"] },
	{ words: "box class ", finds: ["many.html", "one.html"] },
	{ words: "boxes classes ", finds: ["many.html", "one.html"] },
	{ words: "\u8a02\u95b1", finds: ["mixed.html"] },
	{ words: "office365\u65b9\u6848", finds: ["mixed.html"] },
	{ words: "\u8a02\u65b9", finds: [] },
	{ words: "\u30ab\u30bf\u30ab\u30ca", finds: ["mixed.html"] },
	{ words: "\ub274\uc2a4\ub808\ud130 \ud68c\uc6d0 ", finds: ["korean.html"] },
	{ words: "...", finds: [] },
];

async function results(tab, address, words) {
	await tab.goto(`${address}?q=${encodeURIComponent(words)}`);
	if (/[\p{L}\p{N}]/u.test(words)) await tab.waitForFunction(() => document.getElementById("Status").textContent !== "");
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
	for (const { words, finds } of spelled) {
		const found = await results(tab, `${site.url}words/en-US/search.html`, words);
		report.check(`'${words}' finds ${finds.join(" ") || "nothing"}`, found.sort().join() === finds.join(), found.join(" "));
	}
	// by the keyboard alone: the field, what it found, the page
	await tab.goto(`${site.url}public/en-US/search.html`);
	for (let i = 0; i < 30 && (await tab.evaluate(() => document.activeElement.id)) !== "Words"; i++) await tab.keyboard.press("Tab");
	await tab.keyboard.type("zzzz");
	await tab.waitForFunction(() => document.getElementById("Status").textContent !== "");
	const none = await tab.locator("#Status").textContent();
	await tab.keyboard.press("Control+A");
	await tab.keyboard.type("cancel");
	await tab.waitForFunction(() => document.querySelectorAll("#Found a").length > 0);
	report.check("what was found is told as it is typed", (await tab.locator("#Status").textContent()) !== none && none.length > 3, none);
	await tab.keyboard.press("Tab");
	await tab.keyboard.press("Tab");
	await tab.keyboard.press("Enter");
	await tab.waitForURL("**/cancel.html");
	await tab.goto(`${site.url}public/en-US/index.html`);
	await tab.fill("#Find", "cancel");
	await tab.press("#Find", "Enter");
	await tab.waitForURL("**/search.html?q=cancel");
	await tab.waitForFunction(() => document.querySelectorAll("#Found a").length > 0);
	report.check("the form in the head leads to the results", (await tab.locator("#Found a").first().getAttribute("href")) === "cancel.html");
	report.check("nothing is refused or broken while searching", complaints.length === 0, complaints.join("\n"));
	await context.close();
}

// The published pages as readers meet them: valid HTML, links that lead somewhere, accessibility, the keyboard, paper.
// Usage: node test.js FOLDER PREVIEW BROKEN: the addresses of two servers, of the site and of one with a mistake; the folder holds public/, statements/ and more.  tests/web/run makes it.

import path from "node:path";
import { checkAccessible, checkForcedColors, checkPrint, checkReflow } from "./accessible.js";
import { openBrowser } from "./browser.js";
import { checkLinks, checkValid } from "./html.js";
import { checkKeyboard } from "./keyboard.js";
import { kindsOf, kindsOfBroken, kindsOfPreview, readPublished } from "./published.js";
import { Report } from "./report.js";
import { checkSearch } from "./search.js";
import { serve } from "./server.js";
import { checkStructured } from "./structured.js";

const report = new Report();
const published = readPublished(process.argv[2] ?? "build/web");
const kinds = kindsOf(published);
const byFile = new Map(published.pages.map((page) => [path.resolve(page.file), page]));

report.check("help pages and statements were published", ["public", "statements"].every((mount) => kinds.some((page) => page.mount === mount)));
for (const page of published.pages.filter(({ mount }) => mount === "public").concat(kinds.filter(({ mount }) => mount !== "public"))) {
	await checkValid(report, page);
	// the pages of the mirrored site are not published
	if (page.mount !== "right-to-left") checkLinks(report, page, published.mounts[page.mount], byFile);
}

const site = await serve({ ...published.mounts, words: path.join(process.argv[2] ?? "build/web", "words", "public") });
const browser = await openBrowser();
try {
	await checkAccessible(report, browser, site, kinds);
	for (const [url, pages] of [
		[process.argv[3], kindsOfPreview(published)],
		[process.argv[4], kindsOfBroken()],
	]) {
		for (const { mount, address } of pages) {
			const answer = await fetch(url + address);
			await checkValid(report, { html: await answer.text(), file: address, address: `${mount}: ${address}` });
		}
		await checkAccessible(report, browser, { url }, pages);
		await checkReflow(report, browser, { url }, pages);
	}
	await checkReflow(report, browser, site, kinds);
	await checkKeyboard(report, browser, site, kinds.filter(({ html }) => !html.includes('http-equiv="refresh"')));
	const told = published.pages.filter(({ mount, html }) => mount === "public" && !html.includes('http-equiv="refresh"'));
	await checkStructured(report, browser, site, [...told, { address: "words/en-US/marks.html" }, { address: "words/zh-TW/marks.html" }]);
	await checkSearch(report, browser, site, process.argv[2] ?? "build/web");
	await checkPrint(report, browser, site, kinds.filter(({ mount, name }) => mount === "statements" || mount === "right-to-left" || name.includes("/membership-options")));
	await checkForcedColors(report, browser, site, kinds.filter(({ mount, name }) => mount === "statements" || mount === "right-to-left" || name.includes("/membership-options")));
} finally {
	await browser.close();
	site.close();
}
process.exitCode = report.finish();

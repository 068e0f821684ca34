// Screenshots of every kind of page, to be looked at: desktop, phone, dark, print, and with a source sentence shown.
// Usage: node shots.js FOLDER PREVIEW BROKEN [PART OF A NAME], as test.js has them; into build/shots.

import { mkdirSync, rmSync } from "node:fs";
import { desktop, openBrowser, phone } from "./browser.js";
import { kindsOf, kindsOfBroken, kindsOfPreview, readPublished } from "./published.js";
import { serve } from "./server.js";

const [folder = "build/web", preview, broken, part = ""] = process.argv.slice(2);
const out = new URL("../../build/shots/", import.meta.url).pathname;
const published = readPublished(folder);
const looks = [
	{ name: "desktop", viewport: desktop, colorScheme: "light" },
	{ name: "dark", viewport: desktop, colorScheme: "dark" },
	{ name: "phone", viewport: phone, colorScheme: "light" },
];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const site = await serve(published.mounts);
const browser = await openBrowser();
const on = (kinds, url) => kinds.map(({ address }) => ({ address, url: url + address }));
const kinds = [...on(kindsOf(published), site.url), ...on(kindsOfPreview(published), preview), ...on(kindsOfBroken(), broken)].filter(({ address }) => address.includes(part));
for (const { name, ...look } of looks) {
	const context = await browser.newContext(look);
	const tab = await context.newPage();

	for (const { address, url } of kinds) {
		const file = out + (address.replace(/\.html|\?.*/g, "").replaceAll("/", "_") || "preview") + (url.startsWith(broken) ? "_broken" : "");
		await tab.goto(url);
		await tab.screenshot({ path: `${file}.${name}.png`, fullPage: true });
		if (name === "desktop") await tab.pdf({ path: `${file}.pdf`, format: "A4" });
		const peek = tab.locator("button.peek").nth(1);
		if ((await peek.count()) === 0 || name === "dark") continue;
		await peek.click();
		await tab.screenshot({ path: `${file}.${name}.source.png` });
	}
	await context.close();
}
await browser.close();
site.close();
console.log(out);

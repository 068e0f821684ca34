// A walk through pages by keyboard alone.

import { desktop, phone } from "./browser.js";

// What has the focus: its place in the document, whether it can be seen and whether the focus can.
function focused() {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return null;
	const box = e.getBoundingClientRect();
	const style = getComputedStyle(e);

	return {
		index: [...document.querySelectorAll("*")].indexOf(e),
		html: e.outerHTML.slice(0, 120),
		visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility === "visible",
		marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
	};
}

// What a keyboard must reach, in the document's order; `also` links come and go with the heading in view.
function reachable() {
	const all = [...document.querySelectorAll("*")];
	const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible";

	return [...document.querySelectorAll("a[href]:not(.also), button, summary, [tabindex='0']")]
		.filter((e) => shown(e) && !(e.matches("summary") && getComputedStyle(e).pointerEvents === "none"))
		.map((e) => ({ index: all.indexOf(e), html: e.outerHTML.slice(0, 120) }));
}

async function walk(tab, most = 400) {
	const steps = [];

	for (let i = 0; i < most; i++) {
		await tab.keyboard.press("Tab");
		const step = await tab.evaluate(focused);
		if (!step || step.index === steps[0]?.index) break;
		steps.push(step);
	}
	return steps;
}

async function checkWalk(report, tab, address) {
	const steps = await walk(tab);
	const wanted = await tab.evaluate(reachable);
	const seen = new Set(steps.map((step) => step.index));
	const missed = wanted.filter(({ index }) => !seen.has(index));
	const backwards = steps.filter((step, i) => i > 0 && step.index < steps[i - 1].index);
	const unseen = steps.filter((step) => !step.visible);
	const unmarked = steps.filter((step) => !step.marked);
	const show = (list) => list.slice(0, 5).map(({ html }) => html).join("\n");

	report.check(`keyboard: reaches everything: ${address}`, wanted.length > 0 && missed.length === 0, show(missed));
	report.check(`keyboard: goes forward: ${address}`, backwards.length === 0, show(backwards));
	report.check(`keyboard: focus never hidden: ${address}`, unseen.length === 0, show(unseen));
	report.check(`keyboard: focus always marked: ${address}`, unmarked.length === 0, show(unmarked));
}

async function checkSkip(report, tab, address) {
	await tab.keyboard.press("Tab");
	const first = await tab.evaluate(focused);
	report.check(`keyboard: skip link first: ${address}`, first?.html.includes('class="skip"') && first.visible, first?.html);
	await tab.keyboard.press("Enter");
	await tab.keyboard.press("Tab");
	const inside = await tab.evaluate(() => document.activeElement.closest("main") !== null || document.activeElement === document.body);
	report.check(`keyboard: skip link leads to the text: ${address}`, inside);
}

async function checkPopover(report, tab, address) {
	const button = tab.locator("button.peek").first();
	const source = tab.locator(`[id="${await button.getAttribute("popovertarget")}"]`);

	for (const key of ["Enter", "Space"]) {
		await button.focus();
		await tab.keyboard.press(key);
		report.check(`keyboard: ${key} shows the source: ${address}`, await source.isVisible());
		await tab.keyboard.press("Escape");
		report.check(`keyboard: Escape hides it: ${address}`, !(await source.isVisible()));
		const back = await button.evaluate((e) => e === document.activeElement);
		report.check(`keyboard: the focus is where it was: ${address}`, back);
	}
	const [name, words, lang] = [await button.getAttribute("aria-label"), await source.innerText(), await source.getAttribute("lang")];
	report.check(`the button has a name, the source words and a language: ${address}`, name && words.trim() && lang, `${name} / ${words} / ${lang}`);
}

// Follows a link by keyboard and says where it led.
async function follow(tab, link) {
	await link.focus();
	await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
	return new URL(tab.url()).pathname;
}

// A view, once chosen, stays; a change of language keeps the page.
async function checkSwitchers(report, tab, site, language) {
	await tab.goto(`${site.url}public/${language}/membership-options.html`);
	const view = await follow(tab, tab.locator(".views a").nth(1));
	report.check(`keyboard: the view switcher keeps the page`, view === `/public/${language}.sentences/membership-options.html`, view);
	const next = await follow(tab, tab.locator(".neighbours a").first());
	report.check(`keyboard: the view stays on the next page`, next.startsWith(`/public/${language}.sentences/`), next);
	const other = await follow(tab, tab.locator(".top .languages a:not([aria-current])").first());
	report.check(`keyboard: the language switcher keeps the page`, other.split("/").at(-1) === next.split("/").at(-1) && other !== next, other);
}

async function checkMenu(report, browser, site, address) {
	const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce" });
	const tab = await context.newPage();

	await tab.goto(site.url + address);
	const menu = tab.locator("header button.menu[popovertarget='Pages']");
	const pages = tab.locator("nav.pages");
	report.check(`phone: the menu is closed: ${address}`, !(await pages.isVisible()));
	await menu.focus();
	await tab.keyboard.press("Enter");
	report.check(`phone: Enter opens the menu: ${address}`, await pages.isVisible());
	await tab.keyboard.press("Tab");
	const inside = await tab.evaluate(() => document.activeElement.closest("nav.pages") !== null);
	report.check(`phone: Tab goes into the menu: ${address}`, inside);
	await tab.keyboard.press("Escape");
	report.check(`phone: Escape closes it: ${address}`, !(await pages.isVisible()));
	const back = await menu.evaluate((e) => e === document.activeElement);
	report.check(`phone: the focus is on the button again: ${address}`, back);
	await context.close();
}

export async function checkKeyboard(report, browser, site, kinds) {
	const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce" });
	const tab = await context.newPage();
	const withFrame = kinds.filter(({ html }) => html.includes('class="skip"'));

	for (const { address, html } of kinds) {
		await tab.goto(site.url + address);
		await checkWalk(report, tab, address);
		if (html.includes('class="skip"')) {
			await tab.goto(site.url + address);
			await checkSkip(report, tab, address);
		}
		if (html.includes('class="peek"')) {
			await tab.goto(site.url + address);
			await checkPopover(report, tab, address);
		}
	}
	for (const { address } of withFrame.filter(({ mount }) => mount === "public").slice(0, 4)) await checkMenu(report, browser, site, address);

	const translated = kinds.find(({ html }) => html.includes('class="views"'));
	report.check("some page is translated", translated !== undefined);
	if (translated) await checkSwitchers(report, tab, site, translated.language);
	await context.close();
}

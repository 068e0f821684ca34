// What a run of tierbook has published, and which of it stands for each kind of page.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

function walk(folder, below = "") {
	return readdirSync(path.join(folder, below), { withFileTypes: true })
		.flatMap((entry) => {
			const name = path.posix.join(below, entry.name);
			return entry.isDirectory() ? walk(folder, name) : [name];
		})
		.sort();
}

const languageOf = (html) => html.match(/<html lang="([^"]+)"/)?.[1];

// folder holds these, of which the first two must be there
const names = ["public", "statements", "pseudo", "right-to-left", "reports"];

export function readPublished(folder) {
	const mounts = Object.fromEntries(names.map((name) => [name, path.join(folder, name)]));
	const files = Object.entries(mounts).flatMap(([mount, root]) =>
		existsSync(root) ? walk(root).map((name) => ({ mount, name, file: path.join(root, name) })) : [],
	);
	const pages = files
		.filter(({ name }) => name.endsWith(".html"))
		.map(({ mount, name, file }) => {
			const html = readFileSync(file, "utf8");
			return { mount, name, file, address: `${mount}/${name}`, html, language: languageOf(html) };
		});

	// 404.html, which servers show at any address, asks for what it shows at the base_url of content/site.yaml
	mounts.programme = mounts.public;
	return { mounts, pages };
}

// The statements that show most and least, one pair a language.
function choose(statements) {
	const languages = [...new Set(statements.map((page) => page.language))].sort();

	return languages.flatMap((language) => {
		const bySize = statements
			.filter((page) => page.language === language)
			.sort((a, b) => a.html.length - b.html.length || (a.name < b.name ? -1 : 1));
		return bySize.length > 1 ? [bySize[0], bySize.at(-1)] : bySize;
	});
}

// Every kind of page in every language and view: the root, the start, the comparison, tables, alerts, steps, an outdated
// and a missing sentence, statements.
export function kindsOf(published) {
	const names = ["index", "membership-options", "reminders-and-grace", "automatic-renewal", "search", "guides/docs-writers", "renewal"];
	const help = published.pages.filter(({ mount, name }) => {
		const parts = name.split("/");
		return (
			(mount === "public" && (parts.length === 1 || names.some((one) => parts.slice(1).join("/") === `${one}.html`))) ||
			(mount === "pseudo" && ["en-XA", "ar-XB"].includes(parts[0]) && names.slice(0, 2).includes(parts.slice(1).join("/").replace(/\.html$/, ""))) ||
			mount === "reports"
		);
	});
	const of = (wanted) => published.pages.filter(({ mount }) => mount === wanted);

	return [...help, ...choose(of("statements")), ...choose(of("right-to-left").filter(({ language }) => language === "ar"))];
}

// What only the preview shows, one of each kind a language.
export function kindsOfPreview(published) {
	const member = published.pages.find(({ mount }) => mount === "statements") && "M000005";
	const languages = ["en-US", "zh-TW", "de-DE"];

	return [
		"",
		...languages.slice(1).map((language) => `translate/${language}/automatic-renewal`),
		...languages.map((language) => `statement/${member}?as-of=2026-11-22&language=${language}`),
	].map((address) => ({ mount: "preview", address }));
}

// The same of a site with a mistake and a warning: its pages with the problems over them, and the preview's own.
export function kindsOfBroken() {
	return ["", "en-US/index.html", "zh-TW/automatic-renewal.html", "translate/zh-TW/automatic-renewal"].map((address) => ({ mount: "broken", address }));
}

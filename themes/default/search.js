// Finds pages by their words, in this browser alone: LANG/search.html shows the results, search/LANG/ holds the index.
// Works from a disk too, so the index comes as scripts, not by fetch.
"use strict";

(() => {
	const main = document.getElementById("Text");
	const form = document.getElementById("Search");
	const field = form.elements.q;
	const list = document.getElementById("Found");
	const status = document.getElementById("Status");
	const shards = 32;
	const longest = 40;
	const letter = /[\p{L}\p{N}\p{M}]/u;
	// scripts without spaces; the same ranges as in the program that made the index
	const ranges = [
		[0x2e80, 0x312f], [0x3190, 0x4dbf], [0x4e00, 0xa4cf], [0xf900, 0xfaff], [0xfe30, 0xfe4f],
		[0xff01, 0xff9f], [0xffe0, 0xffe6], [0x1b000, 0x1b16f], [0x20000, 0x3ffff],
	];
	const isCjk = (c) => ranges.some(([first, last]) => c >= first && c <= last);
	const small = (c) => {
		const lower = c.toLowerCase();
		return [...lower].length === 1 ? lower : c;
	};
	// the small letter, of Latin and Greek without its marks, of other widths the usual one: as in the program, too
	const apart = [[0xc0, 0x24f], [0x370, 0x3ff], [0x1e00, 0x1fff], [0xff01, 0xff9d]];
	const spelling = { "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0111": "d", "\u0142": "l" };
	const mark = /[\u0300-\u036f]/;
	const fold = (c) => {
		const lower = small(c);
		if (mark.test(c)) return "";
		if (!apart.some(([first, last]) => c.codePointAt(0) >= first && c.codePointAt(0) <= last)) return lower;
		const parts = [...(spelling[lower] ?? c.normalize("NFKD"))].filter((part) => !mark.test(part));
		return parts.length > 0 ? parts.map(small).join("") : lower;
	};
	// English says the same of one and of many
	const numbers = (word) => {
		if (!/^en\b/.test(document.documentElement.lang) || !/^[a-z]{3,}$/.test(word)) return [];
		const forms = [`${word}s`, `${word}es`];
		if (word.endsWith("y")) forms.push(`${word.slice(0, -1)}ies`);
		if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
		if (/(s|x|z|ch|sh)es$/.test(word)) forms.push(word.slice(0, -2));
		if (/[^su]s$/.test(word)) forms.push(word.slice(0, -1));
		return forms;
	};

	// What is asked for, cut as the index is: words, and of scripts without spaces every two neighbours.
	const cut = (text) => {
		const terms = [];
		let word = [];
		let run = [];
		const end = () => {
			if (word.length > 0) terms.push({ term: word.slice(0, longest).join(""), begun: false });
			if (run.length === 1) terms.push({ term: run[0], begun: false });
			for (let i = 1; i < run.length; i++) terms.push({ term: run[i - 1] + run[i], begun: false });
			word = [];
			run = [];
		};
		for (const c of [...text].map(fold).join("")) {
			if (!letter.test(c)) {
				end();
			} else if (isCjk(c.codePointAt(0))) {
				if (word.length > 0) end();
				run.push(c);
			} else {
				if (run.length > 0) end();
				word.push(c);
			}
		}
		// the last word may still be being typed
		const typing = word.length > 0;
		end();
		if (typing) terms.at(-1).begun = true;
		return terms;
	};

	let pages = null;
	let filled = [];
	const loaded = new Map();
	const waiting = new Map();
	globalThis.tierbookSearch = {
		pages: (_, which, all) => {
			filled = which;
			pages = all;
		},
		shard: (_, number, terms) => loaded.set(number, terms),
	};
	const load = (name) => {
		if (!waiting.has(name))
			waiting.set(name, new Promise((done) => {
				const script = document.createElement("script");
				script.src = `${main.dataset.index}${name}.js`;
				script.onload = script.onerror = () => done();
				document.head.append(script);
			}));
		return waiting.get(name);
	};

	// Page number to weight.
	const find = async ({ term, begun }) => {
		const number = term.codePointAt(0) % shards;
		const found = new Map();
		if (!filled[number]) return found;
		await load(number);
		const terms = loaded.get(number) ?? {};
		const forms = [term, ...numbers(term)];
		// in Korean, what stands behind a word is written with it
		const names = begun || /^[\uac00-\ud7a3]/.test(term)
			? Object.keys(terms).filter((name) => name.startsWith(term) || forms.includes(name))
			: forms.filter((name) => Object.hasOwn(terms, name));
		for (const name of names)
			for (let i = 0; i < terms[name].length; i += 2) {
				const [page, weight] = [terms[name][i], terms[name][i + 1] / (name === term ? 1 : 2)];
				found.set(page, Math.max(found.get(page) ?? 0, weight));
			}
		return found;
	};

	const show = (numbers) => {
		list.replaceChildren(...numbers.slice(0, 50).map((number) => {
			const [path, title, description] = pages[number];
			const item = document.createElement("li");
			const link = document.createElement("a");
			const text = document.createElement("p");
			link.href = `${path}.html`;
			link.textContent = title;
			text.textContent = description;
			item.append(link, text);
			return item;
		}));
	};

	let latest = 0;
	const search = async () => {
		const mine = ++latest;
		const terms = cut(field.value);
		if (terms.length === 0) {
			show([]);
			status.textContent = "";
			return;
		}
		await load("pages");
		if (!pages) {
			status.textContent = status.dataset.none;
			return;
		}
		const all = await Promise.all(terms.map(find));
		if (mine !== latest) return;
		const score = (page) => all.reduce((sum, found) => sum + found.get(page) * Math.log(1 + pages.length / found.size), 0);
		const both = [...all[0].keys()].filter((page) => all.every((found) => found.has(page)));
		const scores = new Map(both.map((page) => [page, score(page)]));
		both.sort((a, b) => scores.get(b) - scores.get(a) || a - b);
		show(both);
		// a full-width colon brings its own space
		const gap = isCjk(status.dataset.found.codePointAt(status.dataset.found.length - 1)) ? "" : " ";
		status.textContent = both.length > 0 ? status.dataset.found + gap + both.length : status.dataset.none;
	};

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		search();
	});
	field.addEventListener("input", search);
	field.value = new URLSearchParams(location.search).get("q") ?? "";
	document.getElementById("Unscripted").remove();
	form.hidden = false;
	search();
})();

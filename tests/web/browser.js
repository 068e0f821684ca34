// Debian's Chromium.  Nothing is downloaded, no profile is kept.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function openBrowser() {
	const executablePath = places.find((place) => place && existsSync(place));

	if (!executablePath) throw new Error("no Chromium was found; CHROMIUM=/path/to/it tells where it is");
	return chromium.launch({
		executablePath,
		// its own sandbox needs another user than root
		args: process.getuid() === 0 ? ["--no-sandbox"] : [],
	});
}

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

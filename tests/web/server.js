// Serves folders from disk on 127.0.0.1, under the strictest policy a site could ask for:
// whatever a page needs that is not a stylesheet, a script or an image of its own is refused, and the tests hear of it.

import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

export const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

const types = {
	".html": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".xml": "application/xml",
	".txt": "text/plain; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
};

// mounts: the first part of an address and the folder behind it, { public: "build/web/public" }
export async function serve(mounts) {
	const server = http.createServer(async (request, response) => {
		const [, mount, ...rest] = decodeURIComponent(new URL(request.url, "http://localhost").pathname).split("/");
		const folder = path.resolve(mounts[mount] ?? ".");
		const file = path.resolve(folder, rest.join("/"));

		try {
			if (!mounts[mount] || !file.startsWith(folder + path.sep)) throw new Error("outside");
			const body = await readFile(file);
			response.writeHead(200, {
				"Content-Type": types[path.extname(file)] ?? "application/octet-stream",
				// a report brings its style and its own policy along: it is opened from disk
				...(mount === "reports" ? {} : { "Content-Security-Policy": policy }),
			});
			response.end(body);
		} catch {
			response.writeHead(mount === "favicon.ico" ? 204 : 404);
			response.end();
		}
	});

	await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
	return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

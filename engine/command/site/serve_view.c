#include "command/site/serve_view.h"

#include <inttypes.h>

#include "base/arena.h"
#include "site/content/outline.h"
#include "site/content/page.h"
#include "text/words/escape.h"

static const char style[] =
	".tierbook-own{color-scheme:light dark;--ink:#1d2430;--soft:#566072;--paper:#fff;--line:#d5dae2;--mark:#b3261e;"
	"--link:#1a56b0;--band:#f4f6f9}\n"
	"@media(prefers-color-scheme:dark){.tierbook-own{--ink:#e6e9ef;--soft:#a6b0c0;--paper:#14181f;--line:#38404d;"
	"--mark:#ff8a80;--link:#8ab4ff;--band:#1c222b}}\n"
	"body.tierbook-own{font:1rem/1.5 system-ui,'Noto Sans','Noto Sans CJK TC',sans-serif;color:var(--ink);"
	"background:var(--paper);max-width:72rem;margin:0 auto;padding:1.5rem}\n"
	".tierbook-own a{color:var(--link)}\n"
	".tierbook-own h1{font-size:1.5rem}.tierbook-own h2{font-size:1.15rem;margin-top:2rem}\n"
	".tierbook-own .wide{overflow-x:auto}\n"
	".tierbook-own table{border-collapse:collapse;width:100%}\n"
	".tierbook-own th,.tierbook-own td{text-align:start;vertical-align:top;padding:.45rem .75rem .45rem 0;"
	"border-bottom:1px solid var(--line)}\n"
	".tierbook-own th{color:var(--soft);font-weight:600;font-size:.9rem}\n"
	".tierbook-own label{display:inline-block;margin:0 1rem .5rem 0}\n"
	".tierbook-own input,.tierbook-own select,.tierbook-own button{font:inherit;padding:.3rem .5rem}\n"
	".tierbook-own .soft{color:var(--soft)}\n"
	".tierbook-own .state-stale,.tierbook-own .state-new{color:var(--mark)}\n"
	".tierbook-problems{position:sticky;bottom:0;z-index:1000;max-height:60vh;overflow:auto;"
	"background:#1c222b;color:#f2f4f8;border-top:4px solid #ff8a80;padding:1rem 1.5rem;text-align:left}\n"
	".tierbook-own .tierbook-problems{position:static;max-height:none}\n"
	".tierbook-problems h2{margin:0 0 .5rem;font:600 1rem/1.4 system-ui,sans-serif;color:#fff}\n"
	".tierbook-problems pre{margin:0;font:.875rem/1.45 ui-monospace,'Noto Sans Mono CJK TC',monospace;"
	"white-space:pre;overflow-x:auto;background:none;color:inherit}\n";

static const char script[] =
	"'use strict';\n"
	"const version = document.currentScript.dataset.version;\n"
	"let asking;\n"
	"const shown = () => new Promise((go) => {\n"
	"  if (!document.hidden) return go();\n"
	"  document.addEventListener('visibilitychange', go, { once: true });\n"
	"});\n"
	"// A browser has few connections to one place: only pages that are seen hold one.\n"
	"document.addEventListener('visibilitychange', () => document.hidden && asking && asking.abort());\n"
	"const wait = async () => {\n"
	"  for (;;) {\n"
	"    await shown();\n"
	"    asking = new AbortController();\n"
	"    try {\n"
	"      const answer = await fetch('/-/changes?since=' + version, { cache: 'no-store', signal: asking.signal });\n"
	"      if (answer.ok && (await answer.text()).trim() !== version) return location.reload();\n"
	"    } catch {\n"
	"      await new Promise((go) => setTimeout(go, 500));\n"
	"    }\n"
	"  }\n"
	"};\n"
	"wait();\n";

struct str serve_view_file(struct str path)
{
	if (str_is(path, "/-/serve.css"))
		return str_from(style);
	if (str_is(path, "/-/serve.js"))
		return str_from(script);
	return (struct str){0};
}

static void add_text(struct buf *out, struct str s)
{
	escape_add_value(out, s, PLACE_TEXT, false);
}

static void add_data(struct buf *out, struct str s)
{
	escape_add_words(out, s, PLACE_DATA);
}

static void add_problems(struct serve_site *s, struct buf *out)
{
	if (!s->problems || !s->problems[0])
		return;
	buf_add_format(
		out,
		"<section class=\"tierbook-problems\" id=\"tierbook-problems\" role=\"alert\" lang=\"en\" dir=\"ltr\">\n"
		"<h2>%s</h2>\n<pre tabindex=\"0\">",
		s->errors > 0 ? "Not published: the page beneath is the last good one" : "Warnings");
	escape_add_words(out, str_from(s->problems), PLACE_TEXT);
	buf_add_z(out, "</pre>\n</section>\n");
}

static void add_script(struct serve_site *s, struct buf *out)
{
	buf_add_format(out, "<script src=\"/-/serve.js\" data-version=\"%" PRIu64 "\" defer></script>\n",
	               s->version);
}

static void begin(struct buf *out, const char *title)
{
	buf_add_format(out,
	               "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	               "<title>%s | tierbook serve</title>\n<link rel=\"stylesheet\" href=\"/-/serve.css\">\n"
	               "</head>\n<body class=\"tierbook-own\">\n<main>\n<h1>%s</h1>\n",
	               title, title);
}

static void end(struct serve_site *s, struct buf *out)
{
	buf_add_z(out, "</main>\n");
	add_script(s, out);
	buf_add_z(out, "</body>\n</html>\n");
}

static void add_page(struct serve_site *s, const struct outline *o, struct buf *out)
{
	const struct config *c = &s->site->config;

	buf_add_z(out, "<tr><td><span lang=\"");
	add_data(out, c->source_language);
	buf_add_z(out, "\">");
	add_text(out, o->titles[0].text);
	buf_add_z(out, "</span>");
	buf_add_z(out, o->draft ? " <span class=\"soft\">(draft)</span>" : "");
	buf_add_z(out, "<br><span class=\"soft\">content/");
	add_text(out, o->path);
	buf_add_z(out, ".md</span></td>");
	for (size_t l = 0; l < c->n_languages; l++) {
		buf_add_z(out, "<td><a href=\"/");
		add_data(out, c->languages[l]);
		buf_add_char(out, '/');
		escape_add_words(out, o->path, PLACE_URL);
		buf_add_z(out, ".html\">page</a>");
		if (l > 0) {
			buf_add_z(out, ", <a href=\"/translate/");
			add_data(out, c->languages[l]);
			buf_add_char(out, '/');
			escape_add_words(out, o->path, PLACE_URL);
			buf_add_z(out, "\">sentences</a>");
		}
		buf_add_z(out, "</td>");
	}
	buf_add_z(out, "</tr>\n");
}

static void add_pages(struct serve_site *s, struct buf *out)
{
	const struct config *c = &s->site->config;
	const struct outlines *all = s->site->outlines;

	buf_add_z(
		out,
		"<h2 id=\"pages\">Pages</h2>\n<section class=\"wide\" aria-label=\"Pages\" tabindex=\"0\">\n<table aria-labelledby=\"pages\">\n<thead><tr><th scope=\"col\">Page</th>");
	for (size_t l = 0; l < c->n_languages; l++) {
		buf_add_z(out, "<th scope=\"col\">");
		add_text(out, c->languages[l]);
		buf_add_z(out, "</th>");
	}
	buf_add_z(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < all->n; i++)
		if (!str_equal(all->list[i].path, c->statement_page))
			add_page(s, &all->list[i], out);
	buf_add_z(out, "</tbody>\n</table>\n</section>\n");
}

static void add_form(struct serve_site *s, struct buf *out)
{
	const struct config *c = &s->site->config;

	if (!s->records)
		return;
	buf_add_z(out,
	          "<h2>A member's statement</h2>\n<form action=\"/statement\" method=\"get\">\n"
	          "<label>Member <input name=\"member\" type=\"text\" required></label>\n"
	          "<label>Day <input name=\"as-of\" type=\"date\"></label>\n"
	          "<label>Language <select name=\"language\"><option value=\"\">the member's own</option>");
	for (size_t l = 0; l < c->n_languages; l++) {
		buf_add_z(out, "<option>");
		add_text(out, c->languages[l]);
		buf_add_z(out, "</option>");
	}
	buf_add_z(out, "</select></label>\n<button>Show</button>\n</form>\n");
}

void serve_view_start(struct serve_site *s, struct buf *out)
{
	begin(out, "Preview");
	add_problems(s, out);
	if (s->site) {
		buf_add_z(out, "<p><strong>");
		add_text(out, s->site->config.name);
		buf_add_format(out,
		               "</strong>: %zu pages, last built in %.0f ms, %zu errors, %zu warnings.</p>\n",
		               s->site->outlines->n, s->took, s->errors, s->warnings);
		add_form(s, out);
		add_pages(s, out);
	}
	end(s, out);
}

static const char *state_of(const struct unit *u)
{
	if (!u || u->n_target == 0)
		return "new";
	if (u->state == UNIT_NEEDS_ADAPTATION)
		return "stale";
	if (u->state == UNIT_NEEDS_REVIEW)
		return "review";
	return u->state == UNIT_FINAL ? "approved" : "translated";
}

static void add_sentence(struct arena *a, const struct catalogue *c, const struct segment *g,
                         const struct config *config, struct str language, struct buf *out)
{
	const struct unit *u = c ? catalogue_find_segment(c, g) : NULL;
	const char *state = state_of(u);

	buf_add_z(out, "<tr><td lang=\"");
	add_data(out, config->source_language);
	buf_add_z(out, "\">");
	add_text(out, document_plain(a, g->spans, g->n_spans, g->codes));
	buf_add_z(out, "</td><td lang=\"");
	add_data(out, language);
	buf_add_z(out, "\" dir=\"auto\">");
	if (u && u->n_target > 0)
		add_text(out, document_plain(a, u->target, u->n_target, g->codes));
	buf_add_format(out, "</td><td class=\"state-%s\">%s%s</td><td class=\"soft\">", state, state,
	               u && u->origin == ORIGIN_MACHINE ? ", by machine" : "");
	add_text(out, g->id);
	buf_add_z(out, "</td></tr>\n");
}

bool serve_view_translation(struct serve_site *s, struct str language, struct str path, struct buf *out)
{
	const struct config *c = s->site ? &s->site->config : NULL;
	size_t l = c ? config_language(c, language) : SIZE_MAX;
	struct diagnostics *unheard;
	struct arena *a;
	const struct page *p;

	if (l == SIZE_MAX || l == 0 || !outline_find(s->site->outlines, path))
		return false;
	unheard = diag_open();
	a = arena_open();
	p = page_load(unheard, a, s->root, c, path);
	if (p) {
		begin(out, "Sentences");
		add_problems(s, out);
		buf_add_z(out, "<p>content/");
		add_text(out, path);
		buf_add_z(out, ".md in ");
		add_text(out, language);
		buf_add_z(out, " | <a href=\"/\">all pages</a> | <a href=\"/");
		add_data(out, language);
		buf_add_char(out, '/');
		escape_add_words(out, path, PLACE_URL);
		buf_add_z(
			out,
			".html\">the page</a></p>\n<section class=\"wide\" aria-label=\"Sentences\" tabindex=\"0\">\n"
			"<table aria-label=\"Sentences\">\n<thead><tr>"
			"<th scope=\"col\">Source</th><th scope=\"col\">Translation</th>"
			"<th scope=\"col\">State</th><th scope=\"col\">Unit</th></tr></thead>\n<tbody>\n");
		for (size_t i = 0; i < p->doc->n_blocks; i++)
			for (size_t k = 0; k < p->doc->blocks[i]->n_segments; k++)
				if (p->doc->blocks[i]->segments[k].id.len > 0)
					add_sentence(a, p->catalogues[l], &p->doc->blocks[i]->segments[k], c,
					             language, out);
		buf_add_z(out, "</tbody>\n</table>\n</section>\n");
		end(s, out);
	}
	arena_close(a);
	diag_close(unheard);
	return p != NULL;
}

void serve_view_notice(struct serve_site *s, const char *title, struct str text, struct buf *out)
{
	begin(out, title);
	buf_add_z(out, "<p>");
	add_text(out, text);
	buf_add_z(out, "</p>\n<p><a href=\"/\">All pages</a></p>\n");
	add_problems(s, out);
	end(s, out);
}

/* Where the last </body> stands. */
static size_t body_end(struct str page)
{
	size_t at = SIZE_MAX;

	for (size_t i = str_find(page, STR("</body>"), 0); i != SIZE_MAX;
	     i = str_find(page, STR("</body>"), i + 1))
		at = i;
	return at == SIZE_MAX ? page.len : at;
}

void serve_view_put_over(struct serve_site *s, struct str page, struct buf *out)
{
	size_t head = str_find(page, STR("</head>"), 0), end = body_end(page);

	head = head < end ? head : 0;
	buf_add(out, str_slice(page, 0, head));
	if (s->errors + s->warnings > 0 && head > 0)
		buf_add_z(out, "<link rel=\"stylesheet\" href=\"/-/serve.css\">\n");
	buf_add(out, str_slice(page, head, end));
	/* warnings stand on the start page; only a mistake hides part of a page */
	if (s->errors > 0)
		add_problems(s, out);
	add_script(s, out);
	buf_add(out, str_slice(page, end, page.len));
}

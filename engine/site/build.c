#include "site/build.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/frame.h"
#include "site/link.h"
#include "site/sitemap.h"

/* One run: what all pages share. */
struct build {
	struct diagnostics *d;
	const struct site *site;
	struct theme *theme;
	struct frame *frame;
	struct publish *publish;
	struct arena *scratch; /* reset after each page */
	struct buf out;
};

static const struct template *compile_page(struct build *b, const struct page *p, size_t language,
                                           enum view view)
{
	const struct site *s = b->site;
	const struct language *l = &s->languages[language];
	struct weave w = {
		.catalogue = p->catalogues[language],
		.source_language = s->config.source_language,
		.language = l->tag,
		.view = view,
		.badge_stale = s->config.badge_stale,
		.messages = l->messages,
		.source_messages = s->languages[0].messages,
		.partial = theme_partial,
		.context = b->theme,
	};
	const struct template *body = weave_page(b->d, b->scratch, p->doc, &w);

	return body ? theme_compile(b->d, b->scratch, b->theme, "page", l->messages, body) : NULL;
}

static bool publish_page(struct build *b, const struct page *p, size_t language, enum view view)
{
	const struct language *l = &b->site->languages[language], *source = &b->site->languages[0];
	const struct template *t = compile_page(b, p, language, view);
	bool done = false;

	if (t) {
		struct value root = frame_make(b->frame, b->scratch, p, language, view);

		buf_clear(&b->out);
		template_render_beside(t, &root, (struct template_language){l->locale, l->messages},
		                       (struct template_language){source->locale, source->messages}, &b->out);
		done = publish_file(b->publish,
		                    str_format(b->scratch, "%.*s/%.*s.html",
		                               STR_ARG(frame_tree(b->scratch, l->tag, view)),
		                               STR_ARG(p->path)),
		                    buf_str(&b->out));
	}
	arena_reset(b->scratch);
	return done;
}

static bool publish_pages(struct build *b)
{
	const struct site *s = b->site;

	for (size_t i = 0; i < s->n_pages; i++) {
		const struct page *p = &s->pages[i];

		if (p->draft || p == s->statement)
			continue;
		for (size_t l = 0; l < s->config.n_languages; l++)
			for (int v = VIEW_PLAIN; v <= (l > 0 ? VIEW_COLUMNS : VIEW_PLAIN); v++)
				if (!publish_page(b, p, l, (enum view)v))
					return false;
	}
	return true;
}

/* index.html, the choice of languages, and 404.html, for servers that want one at the root. */
static bool publish_root(struct build *b, const char *layout, const char *path)
{
	const struct language *l = &b->site->languages[0];
	const struct template *t = theme_compile(b->d, b->scratch, b->theme, layout, l->messages, NULL);
	struct value root = frame_make_root(b->frame, b->scratch, 0);
	bool done;

	if (!t)
		return false;
	buf_clear(&b->out);
	template_render(t, &root, l->locale, l->messages, &b->out);
	done = publish_file(b->publish, str_from(path), buf_str(&b->out));
	arena_reset(b->scratch);
	return done;
}

static bool publish_assets(struct build *b)
{
	struct file_list files;
	size_t n;
	const struct theme_asset *assets = theme_assets(b->theme, &n);

	for (size_t i = 0; i < n; i++)
		if (!publish_file(b->publish, assets[i].published, assets[i].bytes))
			return false;
	if (!link_assets(b->d, b->site->arena, b->site, &files))
		return false;
	for (size_t i = 0; i < files.n; i++) {
		struct str bytes, path = str_format(b->scratch, "content/%.*s", STR_ARG(files.paths[i]));

		if (!file_read(b->d, b->scratch, file_path(b->scratch, b->site->root, path), SOURCE_LIMIT,
		               &bytes) ||
		    !publish_file(b->publish, files.paths[i], bytes))
			return false;
		arena_reset(b->scratch);
	}
	return true;
}

static bool publish_for_robots(struct build *b)
{
	if (b->site->config.base_url.len == 0)
		return true;
	buf_clear(&b->out);
	sitemap_render(b->site, b->scratch, &b->out);
	if (!publish_file(b->publish, STR("sitemap.xml"), buf_str(&b->out)))
		return false;
	buf_clear(&b->out);
	buf_add_format(&b->out, "User-agent: *\nAllow: /\nSitemap: %.*ssitemap.xml\n",
	               STR_ARG(b->site->config.base_url));
	return publish_file(b->publish, STR("robots.txt"), buf_str(&b->out));
}

/* The page in its theme, as it will be published: every name of either is one that its values have. */
static void check_slots(struct build *b, const struct page *p)
{
	struct weave w = {
		.source_language = b->site->config.source_language,
		.language = b->site->config.source_language,
		.messages = b->site->languages[0].messages,
		.partial = theme_partial,
		.context = b->theme,
	};
	const struct template *body = weave_page(b->d, b->scratch, p->doc, &w), *t;

	if (body && p != b->site->statement) {
		struct value root = frame_make(b->frame, b->scratch, p, 0, VIEW_PLAIN);

		t = theme_compile(b->d, b->scratch, b->theme, "page", w.messages, body);
		if (t)
			template_check(b->d, t, &root);
	}
	arena_reset(b->scratch);
}

bool build_check(struct diagnostics *d, const struct site *s, struct theme *t, int32_t day)
{
	static const char *const layouts[] = {"page", "chooser", "404"};
	struct build b = {.d = d, .site = s, .theme = t, .scratch = arena_open()};
	size_t errors = diag_errors(d);

	for (size_t l = 0; l < s->config.n_languages; l++)
		for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
			theme_compile(d, b.scratch, t, layouts[i], s->languages[l].messages, NULL);
	arena_reset(b.scratch);
	if (s->policy) {
		b.frame = frame_open(s->arena, s, t, day);
		for (size_t i = 0; i < s->n_pages; i++)
			check_slots(&b, &s->pages[i]);
	}
	arena_close(b.scratch);
	return diag_errors(d) == errors;
}

bool build_run(struct diagnostics *d, const struct site *s, struct theme *t, int32_t day, const char *out,
               struct publish_count *count)
{
	struct build b = {.d = d, .site = s, .theme = t};
	bool done;

	b.publish = publish_open(d, out);
	if (!b.publish)
		return false;
	b.scratch = arena_open();
	b.frame = frame_open(s->arena, s, t, day);
	done = publish_pages(&b) && publish_root(&b, "chooser", "index.html") &&
	       publish_root(&b, "404", "404.html") && publish_assets(&b) && publish_for_robots(&b) &&
	       publish_finish(b.publish);
	*count = publish_count(b.publish);
	buf_free(&b.out);
	arena_close(b.scratch);
	publish_close(b.publish);
	return done;
}

int32_t build_newest_day(const struct policy *p)
{
	int32_t newest = p->programme.begins;

	for (size_t i = 0; i < p->n_parameters; i++) {
		const struct parameter *q = &p->parameters[i];

		if (q->n_rows > 0 && q->rows[q->n_rows - 1].from > newest)
			newest = q->rows[q->n_rows - 1].from;
	}
	return newest;
}

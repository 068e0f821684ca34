#include "site/build/build_whole.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "site/build/build_search.h"
#include "site/build/feed.h"
#include "site/build/sitemap.h"
#include "site/build/whole.h"
#include "site/content/address.h"
#include "site/content/redirect.h"

/* index.html, the choice of languages, and 404.html, for servers that want one at the root. */
static bool put_root(struct whole *w, const char *layout, struct str path, struct str way)
{
	struct value root = frame_make_root(w->b->frame, w->scratch, 0, way);

	return whole_put_layout(w, layout, 0, &root, path);
}

/* Servers show 404.html at any address, however deep; where nobody says where the site stands, at its root at least. */
static struct str way_of_404(const struct config *c)
{
	return c->base_url.len > 0 ? address_base(c) : STR("");
}

/* A file of content/ as it is. */
static bool put_copy(struct whole *w, struct str path, struct memo_copy *now)
{
	struct build *b = w->b;
	struct str from = str_format(b->site->arena, "content/%.*s", STR_ARG(path)), bytes;
	const char *file = file_path(w->scratch, b->site->root, from);
	struct memo_copy *before = memo_copy(b->memo, path);

	if (before && memo_holds(b->memo, w->scratch, &b->memo->site, &before->from) &&
	    memo_holds(b->memo, w->scratch, &b->memo->out, &before->to)) {
		publish_keep(b->publish, path);
		*now = *before;
		return true;
	}
	now->from = (struct memo_file){.path = from, .stamp = stamp_of(file)};
	now->to.path = path;
	if (!file_read(b->d, w->scratch, file, SOURCE_LIMIT, &bytes))
		return false;
	now->from.hash = hash_of(bytes);
	return publish_file(b->publish, b->d, path, bytes);
}

static bool put_files(struct whole *w)
{
	struct build *b = w->b;
	const struct folder_entries *files = &b->site->assets;
	struct memo *m = w->now;
	size_t n;
	const struct theme_asset *assets = theme_assets(b->theme, &n);

	for (size_t i = 0; i < n; i++)
		if (!publish_file(b->publish, b->d, assets[i].published, assets[i].shown))
			return false;
	m->copies = arena_array(b->site->arena, files->n + 1, sizeof(*m->copies));
	for (; m->n_copies < files->n; m->n_copies++) {
		if (!put_copy(w, files->paths[m->n_copies], &m->copies[m->n_copies]))
			return false;
		arena_reset(w->scratch);
	}
	return true;
}

static bool put_for_robots(struct whole *w)
{
	const struct site *s = w->b->site;

	if (s->config.base_url.len == 0)
		return true;
	if (!whole_keep(w, STR("sitemap.xml"))) {
		sitemap_render(s, w->scratch, &w->out);
		if (!whole_put(w, STR("sitemap.xml")))
			return false;
	}
	buf_add_format(&w->out, "User-agent: *\nAllow: /\nSitemap: %.*ssitemap.xml\n",
	               STR_ARG(s->config.base_url));
	return whole_put(w, STR("robots.txt"));
}

static bool put_feeds(struct whole *w)
{
	const struct site *s = w->b->site;

	for (size_t l = 0; s->config.feed && l < s->config.n_languages; l++) {
		struct str path = str_format(s->arena, "%.*s/feed.xml", STR_ARG(s->languages[l].tag));

		if (whole_keep(w, path))
			continue;
		feed_render(s, l, w->scratch, &w->out);
		if (!whole_put(w, path))
			return false;
	}
	return true;
}

static bool put_redirects(struct whole *w)
{
	const struct site *s = w->b->site;
	size_t n;
	const struct redirect *all = redirect_list(s->arena, s, &n);

	for (size_t i = 0; i < n; i++) {
		if (whole_keep(w, all[i].file))
			continue;
		redirect_render(&all[i], s, &w->out);
		if (!whole_put(w, all[i].file))
			return false;
	}
	if (n == 0 || whole_keep(w, STR("_redirects")))
		return true;
	redirect_render_list(all, n, s, &w->out);
	return whole_put(w, STR("_redirects"));
}

static bool put_others(struct whole *w)
{
	return put_root(w, "chooser", STR("index.html"), STR("")) &&
	       put_root(w, "404", STR("404.html"), way_of_404(&w->b->site->config)) && put_files(w) &&
	       put_for_robots(w) && put_feeds(w) && put_redirects(w);
}

bool build_whole_publish(struct build *b, struct memo *now)
{
	struct whole w = {.b = b, .now = now, .scratch = arena_open()};
	bool done = build_search_publish(&w, put_others);

	buf_free(&w.out);
	arena_close(w.scratch);
	return done;
}

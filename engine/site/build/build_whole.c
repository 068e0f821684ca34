#include "site/build/build_whole.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"
#include "site/build/feed.h"
#include "site/build/search.h"
#include "site/build/sitemap.h"
#include "site/content/address.h"
#include "site/content/redirect.h"

/* The pages that may be searched, in the order of their paths. */
struct searched {
	const struct outline **pages;
	struct terms **terms;
	struct str *before; /* what those that were made now had when the last build ended */
	size_t n;
};

struct whole {
	struct build *b;
	struct memo *now;
	struct arena *scratch;
	struct buf out;
};

/* Keeps what a file would be again; false: it has to be made. */
static bool keep(struct whole *w, struct str path, bool same)
{
	struct build *b = w->b;
	struct memo_file *before = same && b->settled ? memo_file(b->memo, path) : NULL;

	if (!before || !memo_holds(b->memo, w->scratch, &b->memo->out, before))
		return false;
	publish_keep(b->publish, before->path);
	*ARRAY_ADD(b->site->arena, w->now->files, w->now->n_files) = *before;
	return true;
}

/* Publishes what is in the buffer. */
static bool put(struct whole *w, struct str path)
{
	struct build *b = w->b;
	struct memo_file file = {.path = str_copy(b->site->arena, path)};
	bool done = publish_file(b->publish, b->d, path, buf_str(&w->out));

	*ARRAY_ADD(b->site->arena, w->now->files, w->now->n_files) = file;
	buf_clear(&w->out);
	arena_reset(w->scratch);
	return done;
}

/* A page of the theme that shows none of content/. */
static bool put_layout(struct whole *w, const char *layout, size_t language, const struct value *root,
                       struct str path)
{
	struct build *b = w->b;
	const struct language *l = &b->site->languages[language];
	const struct template *t = theme_compile(b->d, w->scratch, b->theme, layout, l->messages, NULL);

	if (!t)
		return false;
	template_render(t, root, l->locale, l->messages, &w->out);
	return put(w, path);
}

/* index.html, the choice of languages, and 404.html, for servers that want one at the root. */
static bool put_root(struct whole *w, const char *layout, struct str path)
{
	struct value root = frame_make_root(w->b->frame, w->scratch, 0);

	return put_layout(w, layout, 0, &root, path);
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
		if (!publish_file(b->publish, b->d, assets[i].published, assets[i].bytes))
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
	if (!keep(w, STR("sitemap.xml"), true)) {
		sitemap_render(s, w->scratch, &w->out);
		if (!put(w, STR("sitemap.xml")))
			return false;
	}
	buf_add_format(&w->out, "User-agent: *\nAllow: /\nSitemap: %.*ssitemap.xml\n",
	               STR_ARG(s->config.base_url));
	return put(w, STR("robots.txt"));
}

static bool put_feeds(struct whole *w)
{
	const struct site *s = w->b->site;

	for (size_t l = 0; s->config.feed && l < s->config.n_languages; l++) {
		struct str path = str_format(s->arena, "%.*s/feed.xml", STR_ARG(s->languages[l].tag));

		if (keep(w, path, true))
			continue;
		feed_render(s, l, w->scratch, &w->out);
		if (!put(w, path))
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
		if (keep(w, all[i].file, true))
			continue;
		redirect_render(&all[i], s, &w->out);
		if (!put(w, all[i].file))
			return false;
	}
	if (n == 0 || keep(w, STR("_redirects"), true))
		return true;
	redirect_render_list(all, n, s, &w->out);
	return put(w, STR("_redirects"));
}

bool build_whole_has_search(const struct site *s, const struct theme *t)
{
	return theme_has(t, STR("search")) && !outline_find(s->outlines, STR("search"));
}

static bool is_searched(const struct site *s, const struct outline *o)
{
	return !o->hidden && !str_equal(o->path, s->config.statement_page) &&
	       str_find(o->robots, STR("noindex"), 0) == SIZE_MAX;
}

/* JavaScript that holds words of pages: what could end it, or the element it stands in, is spelt out. */
static void add_javascript(struct buf *out, struct str s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>')
			buf_add_format(out, "\\u%04x", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

/* The documents that the shards speak of by their number. */
static bool put_documents(struct whole *w, size_t l, const struct searched *found, const bool *filled)
{
	const struct language *language = &w->b->site->languages[l];
	struct str path = str_format(w->b->site->arena, "search/%.*s/pages.js", STR_ARG(language->tag));
	const char *comma = "";

	if (keep(w, path, true))
		return true;
	buf_add_format(&w->out, "tierbookSearch.pages(\"%.*s\",[", STR_ARG(language->tag));
	for (size_t i = 0; i < SEARCH_SHARDS; i++)
		buf_add_format(&w->out, "%s%d", i > 0 ? "," : "", filled[i]);
	buf_add_z(&w->out, "],[\n");
	for (size_t i = 0; i < found->n; i++, comma = ",\n") {
		buf_add_z(&w->out, comma);
		buf_add_char(&w->out, '[');
		add_javascript(&w->out, found->pages[i]->path);
		buf_add_char(&w->out, ',');
		add_javascript(&w->out, found->pages[i]->titles[l].text);
		buf_add_char(&w->out, ',');
		add_javascript(&w->out, found->pages[i]->descriptions[l].text);
		buf_add_char(&w->out, ']');
	}
	buf_add_z(&w->out, "\n]);\n");
	return put(w, path);
}

/* A page's terms in a language that are in a shard. */
static struct str shard_of(struct str terms, size_t l, size_t shard)
{
	struct bytes in = {terms, false};

	while (l-- > 0)
		bytes_text(&in);
	return search_shard(bytes_text(&in), shard);
}

/* The shards of one language. */
struct shards {
	const struct searched *found;
	const char *tag;
	size_t language;
	bool *filled; /* of those that were made, or kept */
	bool kept[SEARCH_SHARDS];
	struct buf made[SEARCH_SHARDS];
};

static bool has_changed(const struct shards *s, size_t shard)
{
	const struct searched *f = s->found;

	for (size_t i = 0; i < f->n; i++)
		if (f->terms[i]->made && !str_equal(shard_of(f->terms[i]->bytes, s->language, shard),
		                                    shard_of(f->before[i], s->language, shard)))
			return true;
	return false;
}

static void make_shard(void *context, size_t hand, size_t shard)
{
	struct shards *s = context;
	struct arena *a;
	struct str *terms;

	(void)hand;
	if (s->kept[shard])
		return;
	a = arena_open();
	terms = arena_array(a, s->found->n, sizeof(*terms));
	for (size_t i = 0; i < s->found->n; i++)
		terms[i] = shard_of(s->found->terms[i]->bytes, s->language, shard);
	s->filled[shard] = search_write_shard(terms, s->found->n, s->tag, shard, &s->made[shard]);
	arena_close(a);
}

static bool put_shards(struct whole *w, size_t l, const struct searched *found, bool *filled)
{
	struct arena *a = w->b->site->arena;
	struct shards s = {found, str_z(a, w->b->site->languages[l].tag), l, filled, {0}, {{0}}};
	struct str paths[SEARCH_SHARDS];
	bool done = true;

	for (size_t shard = 0; shard < SEARCH_SHARDS; shard++) {
		paths[shard] = str_format(a, "search/%s/%zu.js", s.tag, shard);
		filled[shard] = s.kept[shard] = keep(w, paths[shard], !has_changed(&s, shard));
	}
	crew_run(w->b->n_hands, SEARCH_SHARDS, make_shard, &s);
	for (size_t shard = 0; shard < SEARCH_SHARDS; shard++) {
		if (!s.kept[shard] && filled[shard] && done) {
			buf_add(&w->out, buf_str(&s.made[shard]));
			done = put(w, paths[shard]);
		}
		buf_free(&s.made[shard]);
	}
	return done;
}

static struct str terms_before(const struct build *b, const struct build_page *p)
{
	const struct memo_page *m = p->known;

	return m && (b->terms_hold || terms_hold(b->terms, &m->terms)) ? terms_at(b->terms, &m->terms)
	                                                               : (struct str){0};
}

static struct searched list_searched(struct build *b)
{
	const struct outlines *all = b->site->outlines;
	struct arena *a = b->site->arena;
	struct searched found = {
		.pages = arena_array(a, all->n + 1, sizeof(*found.pages)),
		.terms = arena_array(a, all->n + 1, sizeof(*found.terms)),
		.before = arena_array(a, all->n + 1, sizeof(*found.before)),
	};

	for (size_t i = 0; i < all->n; i++) {
		if (!is_searched(b->site, &all->list[i]))
			continue;
		found.pages[found.n] = &all->list[i];
		found.terms[found.n] = &b->pages[i].terms;
		if (b->pages[i].terms.made)
			found.before[found.n] = terms_before(b, &b->pages[i]);
		found.n++;
	}
	return found;
}

static bool any_made(const struct build *b)
{
	for (size_t i = 0; i < b->n_pages; i++)
		if (!b->pages[i].before)
			return true;
	return false;
}

/* Where no page was made, the search is what it was. */
static bool keep_search(struct whole *w)
{
	struct build *b = w->b;

	if (!b->settled || any_made(b))
		return false;
	for (size_t i = 0; i < b->memo->n_files; i++) {
		struct memo_file *f = &b->memo->files[i];

		if (str_starts(f->path, STR("search/")) && !memo_holds(b->memo, w->scratch, &b->memo->out, f))
			return false;
	}
	for (size_t i = 0; i < b->memo->n_files; i++)
		if (str_starts(b->memo->files[i].path, STR("search/")))
			keep(w, b->memo->files[i].path, true);
	return true;
}

static bool put_index(struct whole *w)
{
	struct build *b = w->b;
	const struct site *s = b->site;
	struct searched found = list_searched(b);

	for (size_t l = 0; l < s->config.n_languages; l++) {
		bool filled[SEARCH_SHARDS];

		if (!put_shards(w, l, &found, filled) || !put_documents(w, l, &found, filled))
			return false;
	}
	return terms_save(b->d, b->options->out, b->memo ? b->terms : (struct str){0}, found.terms, found.n);
}

static bool put_search(struct whole *w)
{
	struct build *b = w->b;
	const struct site *s = b->site;

	if (!b->frame->search)
		return true;
	for (size_t l = 0; l < s->config.n_languages; l++) {
		struct value root = frame_make_own(b->frame, w->scratch, l, STR("search"));
		struct str path = str_format(s->arena, "%.*s/search.html", STR_ARG(s->languages[l].tag));

		if (!put_layout(w, "search", l, &root, path))
			return false;
	}
	return keep_search(w) || put_index(w);
}

bool build_whole_publish(struct build *b, struct memo *now)
{
	struct whole w = {.b = b, .now = now, .scratch = arena_open()};
	bool done = put_root(&w, "chooser", STR("index.html")) && put_root(&w, "404", STR("404.html")) &&
	            put_files(&w) && put_for_robots(&w) && put_feeds(&w) && put_redirects(&w) &&
	            put_search(&w);

	buf_free(&w.out);
	arena_close(w.scratch);
	return done;
}

#include "site/build/build_search.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/crew.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "site/build/search.h"
#include "site/build/search_patch.h"

enum { PATCHED = 16 }; /* changed pages whose terms cost less to write into a shard than to make it of all */

/* The pages that may be searched, in the order of their paths. */
struct searched {
	const struct outline **pages;
	struct terms **terms;
	struct str *before; /* what those that were made now had when the last build ended */
	bool known;         /* that is known, and the pages are the same */
	size_t n;
};

bool build_search_is_had(const struct site *s, const struct theme *t)
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
	static const uint8_t spelt[256] = {[0x00 ... 0x1F] = 1, ['"'] = 1, ['\\'] = 1, ['<'] = 1, ['>'] = 1};
	size_t from = 0, to;

	buf_add_char(out, '"');
	for (; (to = str_find_class(s, from, spelt, 1)) < s.len; from = to + 1) {
		buf_add(out, str_slice(s, from, to));
		buf_add_format(out, "\\u%04x", (unsigned char)s.at[to]);
	}
	buf_add(out, str_slice(s, from, s.len));
	buf_add_char(out, '"');
}

/* A page's terms in a language that are in a shard. */
static struct str shard_of(struct str terms, size_t l, size_t shard)
{
	struct bytes in = {terms, false};

	while (l-- > 0)
		bytes_text(&in);
	return search_shard(bytes_text(&in), shard);
}

/* One of a language's shards. */
struct shard {
	struct str path;
	struct search_change *changes; /* of the pages that were made, which have others in it */
	size_t n_changes;
	struct str was; /* what lies there, if only those are to be written into it */
	bool idle;      /* it stays, whether there is a file or none */
	bool filled;    /* there is something in it, and so a file */
	bool failed;    /* which could not be written: said */
	struct diagnostics *said;
};

struct shards {
	struct publish *publish;
	const struct searched *found;
	const char *tag;
	size_t language;
	struct shard list[SEARCH_SHARDS];
};

static void list_changes(struct shards *s, size_t shard, struct arena *a)
{
	const struct searched *f = s->found;
	struct shard *one = &s->list[shard];

	for (size_t i = 0; i < f->n; i++) {
		struct search_change c = {.document = i};

		if (!f->terms[i]->made)
			continue;
		c.before = shard_of(f->before[i], s->language, shard);
		c.after = shard_of(f->terms[i]->bytes, s->language, shard);
		if (!str_equal(c.before, c.after))
			*ARRAY_ADD(a, one->changes, one->n_changes) = c;
	}
}

/* The bytes of a shard that a few pages have changed, to be unmapped; empty: it is to be made of all pages. */
static struct str map_shard(struct whole *w, const struct shard *one)
{
	const struct memo_file *before = one->n_changes <= PATCHED ? whole_before(w, one->path) : NULL;
	struct str was = {0};

	if (before)
		was = file_read_map(file_path(w->scratch, w->b->options->out, one->path));
	if (!before || hash_equal(hash_of(was), before->hash))
		return was;
	file_read_unmap(was);
	return (struct str){0};
}

/* What of a shard can be kept of what the last build made of the same pages. */
static void look_at_shard(struct whole *w, struct shards *s, size_t shard)
{
	struct shard *one = &s->list[shard];
	struct arena *a = w->b->site->arena;

	one->path = str_format(a, "search/%s/%zu.js", s->tag, shard);
	if (!s->found->known)
		return;
	list_changes(s, shard, a);
	if (one->n_changes == 0) {
		one->filled = memo_file(w->b->memo, one->path) != NULL;
		one->idle = !one->filled || whole_keep(w, one->path);
	} else {
		one->was = map_shard(w, one);
	}
	arena_reset(w->scratch);
}

static void write_shard(struct shards *s, size_t shard, struct arena *a)
{
	struct shard *one = &s->list[shard];
	struct str *terms;
	struct buf out = {0};

	if (one->was.len > 0) {
		one->filled = search_patch(a, one->was, one->changes, one->n_changes, &out);
	} else {
		terms = arena_array(a, s->found->n, sizeof(*terms));
		for (size_t i = 0; i < s->found->n; i++)
			terms[i] = shard_of(s->found->terms[i]->bytes, s->language, shard);
		one->filled = search_write_shard(terms, s->found->n, s->tag, shard, &out);
	}
	one->failed = one->filled && !publish_file(s->publish, one->said, one->path, buf_str(&out));
	buf_free(&out);
}

/* What is made of all pages at the same time: first what takes longest, then the shards. */
enum { TERMS, OTHERS, SHARDS };

struct indexing {
	struct build *b;
	const struct searched *found;
	struct shards *languages;
	struct diagnostics *said; /* of the file of terms, which the next build may ask */
	bool saved;
	struct whole *whole; /* of this hand alone, meanwhile */
	bool (*others)(struct whole *w);
	bool made;
};

static void save_terms(struct indexing *x)
{
	const struct build *b = x->b;

	x->said = diag_open();
	x->saved = terms_save(x->said, b->options->out, b->memo ? b->terms : (struct str){0}, x->found->terms,
	                      x->found->n);
}

static void make_shard(struct shards *s, size_t shard)
{
	struct arena *a;

	if (s->list[shard].idle)
		return;
	a = arena_open();
	s->list[shard].said = diag_open();
	write_shard(s, shard, a);
	arena_close(a);
}

static void make_one(void *context, size_t hand, size_t item)
{
	struct indexing *x = context;

	(void)hand;
	if (item == TERMS)
		save_terms(x);
	else if (item == OTHERS)
		x->made = x->others(x->whole);
	else
		make_shard(&x->languages[(item - SHARDS) / SEARCH_SHARDS], (item - SHARDS) % SEARCH_SHARDS);
}

static void hear(struct build *b, struct diagnostics *said)
{
	if (said)
		diag_move(b->d, said);
	diag_close(said);
}

/* *same: those are filled that the last build filled. */
static bool note_shards(struct whole *w, struct shards *s, bool *same)
{
	struct build *b = w->b;
	bool done = true;

	*same = true;
	for (size_t i = 0; i < SEARCH_SHARDS; i++) {
		struct shard *one = &s->list[i];

		*same &= one->filled == (memo_file(b->memo, one->path) != NULL);
		done &= !one->failed;
		if (!one->idle && one->filled)
			*ARRAY_ADD(b->site->arena, w->now->files,
			           w->now->n_files) = (struct memo_file){.path = one->path};
		hear(b, one->said);
		file_read_unmap(one->was);
	}
	return done;
}

/* The documents that the shards speak of by their number. */
static bool put_documents(struct whole *w, const struct shards *s, bool same)
{
	const struct searched *found = s->found;
	struct str path = str_format(w->b->site->arena, "search/%s/pages.js", s->tag);
	const char *comma = "";

	if (same && whole_keep(w, path))
		return true;
	buf_add_format(&w->out, "tierbookSearch.pages(\"%s\",[", s->tag);
	for (size_t i = 0; i < SEARCH_SHARDS; i++)
		buf_add_format(&w->out, "%s%d", i > 0 ? "," : "", s->list[i].filled);
	buf_add_z(&w->out, "],[\n");
	for (size_t i = 0; i < found->n; i++, comma = ",\n") {
		buf_add_z(&w->out, comma);
		buf_add_char(&w->out, '[');
		add_javascript(&w->out, found->pages[i]->path);
		buf_add_char(&w->out, ',');
		add_javascript(&w->out, found->pages[i]->titles[s->language].text);
		buf_add_char(&w->out, ',');
		add_javascript(&w->out, found->pages[i]->descriptions[s->language].text);
		buf_add_char(&w->out, ']');
	}
	buf_add_z(&w->out, "\n]);\n");
	return whole_put(w, path);
}

/* What a page said when the last build ended; false: nobody knows. */
static bool find_before(const struct build *b, const struct build_page *p, struct str *terms)
{
	const struct memo_page *m = p->known;

	if (!m || !(b->terms_hold || terms_hold(b->terms, &m->terms)))
		return false;
	*terms = terms_at(b->terms, &m->terms);
	return true;
}

static struct searched list_searched(struct build *b)
{
	const struct outlines *all = b->site->outlines;
	struct arena *a = b->site->arena;
	struct searched found = {
		.pages = arena_array(a, all->n + 1, sizeof(*found.pages)),
		.terms = arena_array(a, all->n + 1, sizeof(*found.terms)),
		.before = arena_array(a, all->n + 1, sizeof(*found.before)),
		.known = b->settled,
	};

	for (size_t i = 0; i < all->n; i++) {
		if (!is_searched(b->site, &all->list[i]))
			continue;
		found.pages[found.n] = &all->list[i];
		found.terms[found.n] = &b->pages[i].terms;
		if (found.known && b->pages[i].terms.made)
			found.known = find_before(b, &b->pages[i], &found.before[found.n]);
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
			whole_keep(w, b->memo->files[i].path);
	return true;
}

static bool put_index(struct whole *w, bool (*others)(struct whole *w))
{
	struct build *b = w->b;
	const struct site *s = b->site;
	size_t n = s->config.n_languages;
	struct searched found = list_searched(b);
	struct indexing x = {.b = b, .found = &found, .whole = w, .others = others};
	bool done;

	x.languages = arena_array(s->arena, n, sizeof(*x.languages));
	for (size_t l = 0; l < n; l++) {
		x.languages[l] = (struct shards){b->publish, &found, str_z(s->arena, s->languages[l].tag), l};
		for (size_t i = 0; i < SEARCH_SHARDS; i++)
			look_at_shard(w, &x.languages[l], i);
	}
	crew_run(b->n_hands, SHARDS + n * SEARCH_SHARDS, make_one, &x);
	hear(b, x.said);
	done = x.saved && x.made;
	for (size_t l = 0; l < n; l++) {
		bool same;

		done = note_shards(w, &x.languages[l], &same) && done &&
		       put_documents(w, &x.languages[l], same);
	}
	return done;
}

bool build_search_publish(struct whole *w, bool (*others)(struct whole *w))
{
	struct build *b = w->b;
	const struct site *s = b->site;

	if (!b->frame->search)
		return others(w);
	for (size_t l = 0; l < s->config.n_languages; l++) {
		struct value root = frame_make_own(b->frame, w->scratch, l, STR("search"));
		struct str path = str_format(s->arena, "%.*s/search.html", STR_ARG(s->languages[l].tag));

		if (!whole_put_layout(w, "search", l, &root, path))
			return false;
	}
	return keep_search(w) ? others(w) : put_index(w, others);
}

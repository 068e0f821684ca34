#include "site/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/utf8.h"
#include "text/cjk.h"
#include "text/letters.h"

enum { LONGEST = 40 };         /* code points of a word */
enum { MOST = 9, TITLE = 20 }; /* weights: how often it stands on the page, at most; and in its title */
enum { IN_TITLE = 1 << 20 };   /* while it is being counted */

struct term {
	struct str text;
	unsigned shard, weight;
};

struct gathering {
	struct arena *arena;
	struct buf terms; /* struct term */
	struct buf word;
	size_t length; /* of the word, in code points */
	size_t last;   /* where its last character begins, if that is CJK */
	bool cjk;      /* the run at hand is of a script without spaces */
	unsigned weight;
};

static void add_term(struct gathering *g, struct str text)
{
	size_t at = 0;
	int32_t first = utf8_next(text, &at);
	struct term t = {str_copy(g->arena, text), (unsigned)first % SEARCH_SHARDS, g->weight};

	buf_add(&g->terms, (struct str){(const char *)&t, sizeof(t)});
}

static void end_word(struct gathering *g)
{
	if (g->length > 0 && !g->cjk)
		add_term(g, buf_str(&g->word));
	buf_clear(&g->word);
	g->length = g->last = 0;
	g->cjk = false;
}

static void add_code_point(struct buf *out, int32_t c)
{
	char bytes[4];

	buf_add(out, (struct str){bytes, utf8_encode(c, bytes)});
}

static void add_cjk(struct gathering *g, int32_t c)
{
	size_t from;

	if (!g->cjk)
		end_word(g);
	g->cjk = true;
	from = g->word.len;
	add_code_point(&g->word, c);
	add_term(g, (struct str){g->word.at + from, g->word.len - from});
	if (g->length > 0)
		add_term(g, (struct str){g->word.at + g->last, g->word.len - g->last});
	g->last = from;
	g->length++;
}

static void add_character(struct gathering *g, int32_t c)
{
	if (!letters_is(c)) {
		end_word(g);
		return;
	}
	if (cjk_is(c)) {
		add_cjk(g, c);
		return;
	}
	if (g->cjk)
		end_word(g);
	if (g->length++ < LONGEST)
		add_code_point(&g->word, letters_small(c));
}

/* &amp; and the like are no letters; what they stand for is none either. */
static size_t skip_reference(struct str html, size_t i)
{
	size_t end = str_find(html, STR(";"), i);

	return end != SIZE_MAX && end - i < 10 ? end + 1 : i + 1;
}

static size_t skip_tag(struct str html, size_t i)
{
	char quote = 0;

	for (; i < html.len; i++) {
		if (quote ? html.at[i] == quote : html.at[i] == '"' || html.at[i] == '\'')
			quote = quote ? 0 : html.at[i];
		else if (!quote && html.at[i] == '>')
			return i + 1;
	}
	return i;
}

static bool is_inline(struct str tag)
{
	static const char *const names[] = {"<a ",   "</a>", "<em>",   "</em>",   "<strong>", "</strong>",
	                                    "<span", "</sp", "<code>", "</code>", "<sub>",    "<sup>"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_starts(tag, str_from(names[i])))
			return true;
	return false;
}

static void gather(struct gathering *g, struct str html, bool plain)
{
	for (size_t i = 0; i < html.len;) {
		char c = html.at[i];

		if (!plain && c == '<') {
			if (!is_inline(str_slice(html, i, html.len)))
				end_word(g);
			i = skip_tag(html, i);
		} else if (!plain && c == '&') {
			end_word(g);
			i = skip_reference(html, i);
		} else {
			add_character(g, utf8_next(html, &i));
		}
	}
	end_word(g);
}

static int compare_term(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (x->shard != y->shard)
		return x->shard < y->shard ? -1 : 1;
	return str_compare(x->text, y->text);
}

static size_t merge(struct term *terms, size_t n)
{
	size_t kept = 0;

	if (n > 0)
		qsort(terms, n, sizeof(*terms), compare_term);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && str_equal(terms[kept - 1].text, terms[i].text))
			terms[kept - 1].weight += terms[i].weight;
		else
			terms[kept++] = terms[i];
	}
	for (size_t i = 0; i < kept; i++) {
		unsigned often = terms[i].weight % IN_TITLE;

		terms[i].weight = (terms[i].weight >= IN_TITLE ? TITLE : 0) + (often > MOST ? MOST : often);
	}
	return kept;
}

struct str search_terms(struct arena *a, struct str html, struct str title)
{
	struct gathering g = {.arena = arena_open(), .weight = 1};
	struct buf out = {0}, part = {0};
	struct term *terms;
	size_t n, i = 0;
	struct str made;

	gather(&g, html, false);
	g.weight = IN_TITLE;
	gather(&g, title, true);
	terms = (struct term *)g.terms.at;
	n = merge(terms, g.terms.len / sizeof(*terms));
	for (unsigned shard = 0; shard < SEARCH_SHARDS; shard++) {
		buf_clear(&part);
		for (; i < n && terms[i].shard == shard; i++) {
			bytes_put_text(&part, terms[i].text);
			bytes_put_number(&part, terms[i].weight);
		}
		bytes_put_text(&out, buf_str(&part));
	}
	made = str_copy(a, buf_str(&out));
	buf_free(&out);
	buf_free(&part);
	buf_free(&g.terms);
	buf_free(&g.word);
	arena_close(g.arena);
	return made;
}

static struct str shard_of(struct str terms, size_t shard)
{
	struct bytes in = {terms, false};
	struct str part = {0};

	for (size_t i = 0; i <= shard && in.rest.len > 0; i++)
		part = bytes_text(&in);
	return in.broken ? (struct str){0} : part;
}

bool search_differs(struct str one, struct str other, size_t shard)
{
	return !str_equal(shard_of(one, shard), shard_of(other, shard));
}

struct posting {
	struct str term;
	uint32_t document, weight;
};

static int compare_posting(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;
	int order = str_compare(x->term, y->term);

	return order != 0 ? order : x->document < y->document ? -1 : 1;
}

/* Letters and digits alone, so nothing in them is JavaScript's. */
static void write_postings(const struct posting *list, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && str_equal(list[i].term, list[i - 1].term);

		if (!same) {
			buf_add_z(out, i > 0 ? "],\n\"" : "\"");
			buf_add(out, list[i].term);
			buf_add_z(out, "\":[");
		} else {
			buf_add_char(out, ',');
		}
		buf_add_integer(out, list[i].document);
		buf_add_char(out, ',');
		buf_add_integer(out, list[i].weight);
	}
	buf_add_z(out, n > 0 ? "]" : "");
}

bool search_write_shard(const struct str *terms, size_t n, const char *language, size_t shard,
                        struct buf *out)
{
	struct buf all = {0};
	size_t count;

	for (size_t i = 0; i < n; i++) {
		struct bytes in = {shard_of(terms[i], shard), false};

		while (in.rest.len > 0 && !in.broken) {
			struct posting p = {.term = bytes_text(&in), .document = (uint32_t)i};

			p.weight = (uint32_t)bytes_number(&in);
			buf_add(&all, (struct str){(const char *)&p, sizeof(p)});
		}
	}
	count = all.len / sizeof(struct posting);
	if (count > 0)
		qsort(all.at, count, sizeof(struct posting), compare_posting);
	buf_add_format(out, "tierbookSearch.shard(\"%s\",%zu,{\n", language, shard);
	write_postings((const struct posting *)all.at, count, out);
	buf_add_z(out, "\n});\n");
	buf_free(&all);
	return count > 0;
}

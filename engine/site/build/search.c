#include "site/build/search.h"

#include <assert.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "site/build/search_words.h"

enum { MOST = 9, TITLE = 20 }; /* weights: how often it stands on the page, at most; and in its title */
enum { IN_TITLE = 1 << 20 };   /* while it is being counted */

static unsigned shard_of(struct str term)
{
	size_t at = 0;

	return (unsigned)utf8_next(term, &at) % SEARCH_SHARDS;
}

static void put_term(struct buf *out, const struct tally_entry *word)
{
	size_t often = word->count % IN_TITLE;

	bytes_put_text(out, word->name);
	bytes_put_number(out, (word->count >= IN_TITLE ? TITLE : 0) + (often > MOST ? MOST : often));
}

/* The words in the order of their shards, and of each shard how many there are in it and in those before. */
static const struct tally_entry **sort_words(struct arena *a, const struct tally *words,
                                             size_t ends[SEARCH_SHARDS])
{
	const struct tally_entry **sorted = arena_array(a, words->n, sizeof(*sorted));
	size_t begins[SEARCH_SHARDS + 1] = {0};

	for (size_t i = 0; i < words->n; i++)
		begins[shard_of(words->entries[i].name) + 1]++;
	for (size_t i = 0; i < SEARCH_SHARDS; i++)
		ends[i] = begins[i + 1] += begins[i];
	for (size_t i = 0; i < words->n; i++)
		sorted[begins[shard_of(words->entries[i].name)]++] = &words->entries[i];
	return sorted;
}

struct str search_terms(struct arena *a, struct arena *scratch, struct str html, struct str title)
{
	struct buf out = {0};
	uint32_t ends[SEARCH_SHARDS] = {0};
	size_t sorted_to[SEARCH_SHARDS], n = 0;
	struct tally words = search_words_html(scratch, html), titled = search_words_plain(scratch, title);
	const struct tally_entry **sorted;

	for (size_t i = 0; i < titled.n; i++)
		tally_enter_key(&words, scratch, titled.entries[i].name, titled.entries[i].key)->count +=
			IN_TITLE;
	sorted = sort_words(scratch, &words, sorted_to);
	buf_add(&out, (struct str){(const char *)ends, sizeof(ends)}); /* as they will be */
	for (size_t i = 0; i < SEARCH_SHARDS; i++) {
		for (; n < sorted_to[i]; n++)
			put_term(&out, sorted[n]);
		ends[i] = (uint32_t)out.len;
	}
	memcpy(out.at, ends, sizeof(ends));
	return buf_keep(&out, a);
}

struct str search_shard(struct str terms, size_t shard)
{
	uint32_t ends[SEARCH_SHARDS];
	size_t begin;

	if (terms.len < sizeof(ends))
		return (struct str){0};
	memcpy(ends, terms.at, sizeof(ends));
	begin = shard > 0 ? ends[shard - 1] : sizeof(ends);
	return begin <= ends[shard] && ends[shard] <= terms.len ? str_slice(terms, begin, ends[shard])
	                                                        : (struct str){0};
}

/* Where its digits end. */
static char *put_number(char *at, uint32_t n)
{
	size_t len = 1;

	for (uint32_t rest = n; rest >= 10; rest /= 10)
		len++;
	for (size_t i = len; i > 0; n /= 10)
		at[--i] = (char)('0' + n % 10);
	return at + len;
}

/* Letters and digits alone, so nothing in them is JavaScript's. */
void search_put_term(struct str term, const struct search_posting *list, size_t n, bool first,
                     struct buf *out)
{
	enum { NUMBER = 11 }; /* with what stands before it */
	char *at;

	buf_add_z(out, first ? "\"" : ",\n\"");
	buf_add(out, term);
	buf_add_z(out, "\":[");
	at = buf_reserve(out, 2 * NUMBER * n + 1);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*at++ = ',';
		at = put_number(at, list[i].document);
		*at++ = ',';
		at = put_number(at, list[i].weight);
	}
	*at++ = ']';
	out->len = (size_t)(at - out->at);
}

enum { LEAST = 3 }; /* bytes of a term: its length, its letters, its weight */

/* A term on a page, by its place in the tally. */
struct finding {
	uint32_t term;
	struct search_posting posting;
};

/* All of them, page by page. */
static struct finding *list_findings(const struct str *terms, size_t n, struct tally *t, struct arena *a,
                                     struct buf *room, size_t *n_findings)
{
	size_t size = 0;

	for (size_t i = 0; i < n; i++)
		size += terms[i].len;
	buf_reserve(room, memory_multiply(size / LEAST, sizeof(struct finding)));
	for (size_t i = 0; i < n; i++) {
		struct bytes in = {terms[i], false};

		while (in.rest.len > 0 && !in.broken) {
			struct tally_entry *e = tally_enter(t, a, bytes_text(&in));
			struct finding f = {(uint32_t)(e - t->entries),
			                    {(uint32_t)i, (uint32_t)bytes_number(&in)}};

			e->count++;
			buf_add(room, (struct str){(const char *)&f, sizeof(f)});
		}
	}
	*n_findings = room->len / sizeof(struct finding);
	return (struct finding *)room->at;
}

bool search_write_shard(const struct str *terms, size_t n, const char *language, size_t shard,
                        struct buf *out)
{
	struct arena *a = arena_open();
	struct tally t = {0};
	struct buf room = {0};
	size_t n_findings, from = 0;
	const struct finding *findings = list_findings(terms, n, &t, a, &room, &n_findings);
	struct search_posting *postings = arena_array(a, n_findings, sizeof(*postings));
	struct tally_entry **list = tally_list(&t, a);

	assert(n_findings == 0 || t.entries); /* each finding's term was tallied */
	/* a term's count becomes where its postings begin, and then where they end */
	for (size_t i = 0; i < t.n; i++) {
		size_t often = list[i]->count;

		list[i]->count = from;
		from += often;
	}
	for (size_t i = 0; i < n_findings; i++)
		postings[t.entries[findings[i].term].count++] = findings[i].posting;
	buf_add_format(out, "tierbookSearch.shard(\"%s\",%zu,{\n", language, shard);
	from = 0;
	for (size_t i = 0; i < t.n; i++) {
		search_put_term(list[i]->name, postings + from, list[i]->count - from, i == 0, out);
		from = list[i]->count;
	}
	buf_add_z(out, SEARCH_END);
	buf_free(&room);
	arena_close(a);
	return t.n > 0;
}

#include "site/build/search.h"

#include <assert.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/utf8.h"
#include "site/build/search_words.h"

enum { MOST = 9, TITLE = 20 }; /* weights: how often it stands on the page, at most; and in its title */
enum { IN_TITLE = 1 << 20 };   /* while it is being counted */

static uint8_t shard_of(struct str term)
{
	size_t at = 0;

	return (uint8_t)((unsigned)utf8_next(term, &at) % SEARCH_SHARDS);
}

/* Where it ends; bytes behind that may be written over. */
static char *put_term(char *at, const struct tally_entry *word)
{
	size_t often = word->count % IN_TITLE;

	*at++ = (char)word->name.len;
	*at++ = (char)((word->count >= IN_TITLE ? TITLE : 0) + (often > MOST ? MOST : often));
	for (size_t i = 0; i < word->name.len; i += SEARCH_SPARE)
		memcpy(at + i, word->name.at + i, SEARCH_SPARE);
	return at + word->name.len;
}

/* The words in the order of their shards, of each shard how many there are in it and in those before, and all bytes. */
static const struct tally_entry **sort_words(struct arena *a, const struct tally *words,
                                             size_t ends[SEARCH_SHARDS], size_t *size)
{
	const struct tally_entry **sorted = arena_room(a, words->n, sizeof(*sorted));
	uint8_t *shards = arena_room(a, words->n, sizeof(*shards));
	size_t begins[SEARCH_SHARDS + 1] = {0};

	*size = words->n * SEARCH_HEAD;
	for (size_t i = 0; i < words->n; i++) {
		shards[i] = shard_of(words->entries[i].name);
		begins[shards[i] + 1]++;
		*size += words->entries[i].name.len;
	}
	for (size_t i = 0; i < SEARCH_SHARDS; i++)
		ends[i] = begins[i + 1] += begins[i];
	for (size_t i = 0; i < words->n; i++)
		sorted[begins[shards[i]]++] = &words->entries[i];
	return sorted;
}

struct str search_terms(struct arena *a, struct arena *scratch, struct str html, struct str title)
{
	uint32_t bounds[SEARCH_SHARDS + 1];
	size_t sorted_to[SEARCH_SHARDS], size, n = 0;
	struct tally words = search_words_html(scratch, html), titled = search_words_plain(scratch, title);
	const struct tally_entry **sorted;
	char *begin, *at;

	for (size_t i = 0; i < titled.n; i++)
		tally_enter_key(&words, scratch, titled.entries[i].name, titled.entries[i].key)->count +=
			IN_TITLE;
	sorted = sort_words(scratch, &words, sorted_to, &size);
	begin = at = arena_bytes(a, size + sizeof(bounds));
	for (size_t i = 0; i < SEARCH_SHARDS; i++) {
		bounds[i] = (uint32_t)(at - begin);
		for (; n < sorted_to[i]; n++)
			at = put_term(at, sorted[n]);
	}
	bounds[SEARCH_SHARDS] = (uint32_t)(at - begin);
	/* behind the terms: of the last one, too, more is written and read than its letters */
	memcpy(at, bounds, sizeof(bounds));
	return (struct str){begin, size + sizeof(bounds)};
}

struct str search_shard(struct str terms, size_t shard)
{
	uint32_t bounds[SEARCH_SHARDS + 1], here[2];
	size_t size;

	if (terms.len < sizeof(bounds))
		return (struct str){0};
	size = terms.len - sizeof(bounds);
	memcpy(here, terms.at + size + shard * sizeof(*bounds), sizeof(here));
	return here[0] <= here[1] && here[1] <= size ? str_slice(terms, here[0], here[1]) : (struct str){0};
}

enum { POSTING = sizeof("4294967295,29,") }; /* bytes at most */

/* A document as its postings begin: with its number and a comma. */
struct document {
	char room[STR_DECIMAL + POSTING];
	struct str begin; /* in it; there are bytes behind it, so that it is copied at once */
};

static void name_document(struct document *d, uint32_t number)
{
	d->begin = str_decimal(number, d->room);
	d->room[STR_DECIMAL] = ',';
	d->begin.len++;
}

static inline void put_posting(struct buf *postings, const struct document *d, uint32_t weight)
{
	char *at;

	if (postings->cap - postings->len < POSTING)
		buf_reserve(postings, POSTING);
	at = postings->at + postings->len;
	memcpy(at, d->begin.at, POSTING);
	at += d->begin.len;
	if (weight >= 10)
		*at++ = (char)('0' + weight / 10);
	*at++ = (char)('0' + weight % 10);
	*at++ = ',';
	postings->len = (size_t)(at - postings->at);
}

void search_add_posting(struct buf *postings, uint32_t document, uint32_t weight)
{
	struct document d = {0};

	name_document(&d, document);
	put_posting(postings, &d, weight);
}

/* Letters and digits alone, so nothing in them is JavaScript's. */
void search_put_term(struct str term, struct str postings, bool first, struct buf *out)
{
	buf_add_z(out, first ? "\"" : ",\n\"");
	buf_add(out, term);
	buf_add_z(out, "\":[");
	buf_add(out, str_slice(postings, 0, postings.len - 1));
	buf_add_char(out, ']');
}

bool search_write_shard(const struct str *terms, size_t n, const char *language, size_t shard,
                        struct buf *out)
{
	struct arena *a = arena_open();
	struct tally t = {0};
	struct buf *postings = NULL; /* of each entry */
	size_t n_postings = 0;
	struct tally_entry **list;

	for (size_t i = 0; i < n; i++) {
		struct document d = {0};
		struct str rest = terms[i];
		struct search_term term;

		name_document(&d, (uint32_t)i);
		while (search_take_term(&rest, &term)) {
			uint64_t key = search_words_key(term.name);
			struct tally_entry *e = tally_find_key(&t, term.name, key);

			if (!e) {
				e = tally_enter_key(&t, a, term.name, key);
				ARRAY_ADD(a, postings, n_postings);
			}
			assert(postings); /* as many as entries */
			put_posting(&postings[e - t.entries], &d, term.weight);
		}
	}
	list = tally_list(&t, a);
	buf_add_format(out, "tierbookSearch.shard(\"%s\",%zu,{\n", language, shard);
	for (size_t i = 0; i < t.n; i++) {
		struct buf *p = &postings[list[i] - t.entries];

		search_put_term(list[i]->name, buf_str(p), i == 0, out);
		buf_free(p);
	}
	buf_add_z(out, SEARCH_END);
	arena_close(a);
	return t.n > 0;
}

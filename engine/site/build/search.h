#ifndef SITE_SEARCH_H
#define SITE_SEARCH_H

#include "base/buf.h"

struct arena;

/*
 * The words of pages for the reader's own browser to search: no server is
 * asked.  Words are runs of letters, digits and marks, made small; of scripts
 * without spaces every character and every two neighbours.  The theme's search.js cuts
 * what a reader types in the same way (tests/web compares the two).
 *
 * The index of a language lies in shards, by the first character of a term,
 * so that a reader fetches few of them and the beginning of a word finds it.
 */
enum { SEARCH_SHARDS = 32 };

/*
 * The terms of one page in one language, shard by shard, in bytes of our own:
 * html is its text as published, title what it is called.  Equal pages have equal bytes.
 */
struct str search_terms(struct arena *a, struct arena *scratch, struct str html, struct str title);

/* A view of the terms that belong to a shard; empty: there are none. */
struct str search_shard(struct str terms, size_t shard);

/* A term of a page: so many bytes, how much it weighs there, and its letters. */
struct search_term {
	struct str name;
	uint32_t weight;
};
enum { SEARCH_HEAD = 2 };

/* Takes the first of a shard's terms; false: there is none. */
static inline bool search_take_term(struct str *terms, struct search_term *taken)
{
	size_t size = terms->len > SEARCH_HEAD ? (uint8_t)terms->at[0] : 0;

	if (size == 0 || size > terms->len - SEARCH_HEAD)
		return false;
	*taken = (struct search_term){{terms->at + SEARCH_HEAD, size}, (uint8_t)terms->at[1]};
	*terms = str_slice(*terms, SEARCH_HEAD + size, terms->len);
	return true;
}

/* Writes a shard over what n pages have in it, which are its documents 0 to n - 1.  false: it is empty. */
bool search_write_shard(const struct str *terms, size_t n, const char *language, size_t shard,
                        struct buf *out);

/*
 * What of a shard is known to who writes it again: the line of a term, of postings in the order of their documents,
 * "document,weight," each, of which there is one at least; and its end.
 */
void search_add_posting(struct buf *postings, uint32_t document, uint32_t weight);
void search_put_term(struct str term, struct str postings, bool first, struct buf *out);
#define SEARCH_END "\n});\n"

#endif

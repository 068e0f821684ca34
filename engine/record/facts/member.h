#ifndef RECORD_MEMBER_H
#define RECORD_MEMBER_H

#include "record/facts/schema.h"

struct arena;

/*
 * One member's facts, in the schema's order.  An unknown fact (absent, NULL)
 * is not false and not zero: known tells.  A known text is never empty.
 */
struct fact {
	bool known;
	union {
		int64_t number; /* integer; bool 0 or 1; date: day; money: minor units; enum: index of the value */
		struct str text;
	};
};

enum { MEMBER_ROWS_LIMIT = 10000 /* rows of one collection; a member with more is refused */ };

/* Rows of a collection, one after the other, each of its n_fields; ordered by key (texts and values by bytes). */
struct rows {
	struct fact *facts;
	size_t n;
};

struct member {
	struct str id;
	struct fact *facts; /* schema->n_fields */
	struct rows *rows;  /* schema->n_collections */
};

/* Fact `field` of row `row`. */
const struct fact *member_row(const struct schema *s, const struct member *m, size_t collection, size_t row,
                              size_t field);

/*
 * Turns text into a fact of the field's type, checking range, enum, UTF-8 and
 * controls.  Texts keep bidi and zero-width characters (names of people hold
 * them; the page neutralises them), tabs and line feeds; CR LF becomes LF.  An
 * empty text is an unknown fact.  NULL when fine, else why not, to follow the
 * field's name: "is no date: '2016-02-30'" (in the arena, the value as it came).
 */
const char *member_parse_fact(struct arena *a, const struct field *f, struct str text, struct fact *out);

/* The same for a number that is one already: integer, bool or money. */
const char *member_check_number(struct arena *a, const struct field *f, int64_t n);

/*
 * The same for an id, which besides may hold nothing that cannot be seen, nor begin
 * or end with a space: two members would look alike.
 */
const char *member_check_id(struct arena *a, struct str id);

/* The fact as a machine reads it: 2016-03-01, yes, 100.00, silver; empty when unknown. */
struct str member_format_fact(struct arena *a, const struct field *f, const struct fact *fact);

/* The order of rows: of two of a collection, which comes first by key. */
int member_compare_keys(const struct collection *c, const struct fact *a, const struct fact *b);

/* Of the id, every fact and every row. */
struct hash member_hash(const struct schema *s, const struct member *m);

#endif

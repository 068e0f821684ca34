#ifndef RECORD_MEMBER_H
#define RECORD_MEMBER_H

#include "record/schema.h"

/*
 * One member's facts, in the schema's order.  An unknown fact (absent, NULL)
 * is not false and not zero: known tells.
 */
struct fact {
	bool known;
	union {
		int64_t number; /* integer; bool 0 or 1; date: day; money: minor units; enum: index of the value */
		struct str text;
	};
};

struct rows {
	struct fact *facts; /* n rows of the collection's n_fields, row after row, in key order */
	size_t n;
};

struct member {
	struct str id;
	struct fact *facts; /* schema->n_fields */
	struct rows *rows;  /* schema->n_collections */
	struct hash hash;   /* of everything above */
};

/* Fact f of row r. */
const struct fact *member_row(const struct schema *s, const struct member *m, size_t collection, size_t row, size_t field);

/*
 * Turns text into a fact of the field's type, checking range, enum, UTF-8, controls and bidi
 * characters.  NULL when fine, else why not (wording in the arena).
 */
const char *member_parse_fact(struct arena *a, const struct field *f, struct str text, struct fact *out);

/* The fact as a machine reads it: 2016-03-01, yes, 100.00, silver. */
struct str member_format_fact(struct arena *a, const struct field *f, const struct fact *fact);

struct hash member_hash(const struct schema *s, const struct member *m);

#endif

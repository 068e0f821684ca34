#ifndef RECORD_JSON_RECORD_H
#define RECORD_JSON_RECORD_H

#include "record/intake/intake.h"

/* The rows of a collection that a record brings. */
struct json_rows {
	bool there;   /* replacing those there were */
	size_t entry; /* which of the object's */
};

/*
 * One member of JSON, in the intake's scratch memory; its rows are in the order
 * in which they came, and it has no hash.
 */
struct json_record {
	struct str text;
	struct member member;   /* whatever is wrong with the rest, the id where there is one */
	const bool *given;      /* as schema->fields: mentioned */
	struct json_rows *rows; /* as schema->collections */
};

/* Reads a JSON value, a view of the text at hand; in->bad where it is no member (said). */
void json_record_read(struct intake *in, struct str json, struct json_record *out);
/* Where a row stands in the text. */
struct str json_record_row(const struct json_record *r, size_t collection, size_t row);

#endif

#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H

#include "base/hash.h"
#include "base/source.h"

/*
 * The facts a programme keeps of its members, as rules/records.lua declares
 * them: one record a member, and collections of rows under it (its offers, its
 * competencies).  Made by policy/, followed by the stores, import and samples.
 */
enum fact_type { FACT_TEXT, FACT_INTEGER, FACT_BOOL, FACT_DATE, FACT_MONEY, FACT_ENUM };

struct field {
	struct str name; /* schema_name_is_fit; unique in its record */
	enum fact_type type;
	bool required;
	bool has_min, has_max;
	int64_t min, max;   /* integer: value; date: day; money: minor units; text: code points */
	struct str *values; /* enum: at least one, each different and not empty */
	size_t n_values;
	char currency[4]; /* money: one currency a field, known to money_digits */
	struct position position;
};

struct collection {
	struct str name; /* schema_name_is_fit; unique, and not that of a fact of the member */
	struct field *fields;
	size_t n_fields;
	size_t *key; /* fields that together are unique within a member; at least one, all required */
	size_t n_key;
	struct position position;
};

struct schema {
	struct field *fields; /* fields[0] is the member's id: text, required, unique */
	size_t n_fields;
	struct collection *collections;
	size_t n_collections;
	size_t name_field, language_field; /* SIZE_MAX when not declared */
	struct hash hash;                  /* schema_hash */
};

enum {
	SCHEMA_TEXT_LIMIT = 200,  /* code points in a text, where the field says nothing */
	SCHEMA_TEXT_MOST = 10000, /* what a field may say */
	SCHEMA_FIELD_LIMIT = 200, /* fields in one record */
	SCHEMA_COLLECTION_LIMIT = 50,
};

/*
 * Names of facts and collections are columns and tables, in CSV files and in
 * databases that tell no A from a: lower-case ASCII letters, digits and
 * underscores, a letter first, at most 63; not `member`, nor sqlite_ or
 * tierbook_ and more.
 */
bool schema_name_is_fit(struct str name);

const struct field *schema_field(const struct field *fields, size_t n, struct str name);
const struct collection *schema_collection(const struct schema *s, struct str name);
bool schema_is_key(const struct collection *c, size_t field);

/* The name of a type as records.lua writes it: "text", "integer", "yes or no", "date", "money", "one of". */
const char *schema_type_name(enum fact_type t);

/* Of everything above but positions: two schemas with one hash hold the same facts. */
struct hash schema_hash(const struct schema *s);

#endif

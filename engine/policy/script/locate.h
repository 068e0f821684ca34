#ifndef POLICY_LOCATE_H
#define POLICY_LOCATE_H

#include "base/source.h"

struct arena;

/*
 * Where in a rules file the parts of a declaration stand.  Lua tells the line
 * on which a word was called; from there the source is read again, alongside
 * the values that Lua made of it.  What a loop or a local variable made has no
 * place of its own and gets that of the declaration.
 */
enum shape_kind { SHAPE_VALUE, SHAPE_TABLE, SHAPE_CALL };

struct shape {
	enum shape_kind kind;
	struct position position;          /* of the whole value */
	const struct shape_entry *entries; /* a table's; a call's arguments */
	size_t n;
};

enum shape_key {
	SHAPE_PLACE,    /* none: by position */
	SHAPE_NAME,     /* name = value, ["name"] = value */
	SHAPE_COMPARED, /* name == value, which is a value without a name */
	SHAPE_BRACKETS, /* [anything] = value */
};

struct shape_entry {
	enum shape_key by;
	struct str key; /* NAME, COMPARED */
	struct position key_position;
	const struct shape *bracketed; /* BRACKETS: what stands in them */
	const struct shape *value;
};

struct locate;

struct locate *locate_open(struct arena *a, const struct source *s); /* lives in the arena */

/*
 * The call of `word` that begins on the line and whose first argument is the
 * text `name` (empty: whatever it is), or NULL.  Asked again, it tells the same.
 */
const struct shape *locate_call(struct locate *l, uint32_t line, struct str word, struct str name);

/* Where a name stands on a line, else the whole line; and how it is used there. */
enum name_use {
	NAME_USED,
	NAME_COMPARED, /* begins a table's entry `name == value`, where `name = value` was meant */
	NAME_VALUE, /* is all of a table's entry or of its value, where a text in quotes may have been meant */
};
struct position locate_name(const struct locate *l, uint32_t line, struct str name, enum name_use *use);

/* The whole line, without its white space at both ends. */
struct position locate_line(const struct locate *l, uint32_t line);

#endif

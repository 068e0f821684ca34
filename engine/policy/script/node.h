#ifndef POLICY_NODE_H
#define POLICY_NODE_H

#include "base/source.h"
#include "policy/script/word.h"

/*
 * What somebody wrote in a declaration, copied out of Lua at once, each part
 * with its place in the file.  From here on Lua plays no role.
 */
enum node_kind {
	NODE_NOTHING, /* nil */
	NODE_BOOL,
	NODE_INTEGER,
	NODE_NUMBER, /* with a fraction: nothing takes one */
	NODE_TEXT,
	NODE_TABLE,
	NODE_WORD,
	NODE_FUNCTION,
	NODE_DECLARATION, /* `tier "gold"` where only its name belongs */
	NODE_UNKNOWN,     /* an unknown word, already said: nobody says more of it */
};

struct node {
	enum node_kind kind;
	struct position position;
	bool truth;
	int64_t integer;
	struct str text; /* TEXT, without controls; DECLARATION: its name; UNKNOWN: of `name == value` */
	enum word word;
	bool called;                /* WORD: with arguments, even none */
	const struct entry *fields; /* TABLE: by name, sorted; then those in brackets, as written */
	size_t n_fields;
	const struct node *items; /* TABLE: by position; WORD: its arguments */
	size_t n_items;
	int function; /* FUNCTION: Lua's reference, while its file runs */
};

struct entry {
	struct str key; /* empty: word */
	const struct node *word;
	struct position key_position;
	struct node value;
};

/* NULL when there is no such field, or node is no table. */
const struct node *node_field(const struct node *n, const char *key);
const struct entry *node_entry(const struct node *n, struct str key);

/* What it is, for "must be a text, not ...": "the text 'x'", "a table", "3". */
const char *node_describe(struct arena *a, const struct node *n);

#endif

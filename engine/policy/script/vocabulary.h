#ifndef POLICY_VOCABULARY_H
#define POLICY_VOCABULARY_H

#include "policy/script/node.h"

struct arena;
struct diagnostics;
struct image;
struct lost;
struct sandbox;

/*
 * The Lua side of the policy language: its words, and the declarations that
 * the files made with them.  Nothing is understood here but the form
 * `family "name" { ... }`; what it says is read when all files have run, so
 * their order does not matter.
 */
#define FAMILIES(FAMILY)                                                                                     \
	FAMILY(PROGRAMME, "programme")                                                                       \
	FAMILY(RECORD, "record")                                                                             \
	FAMILY(PARAMETER, "parameter")                                                                       \
	FAMILY(TIER, "tier")                                                                                 \
	FAMILY(BENEFITS, "benefits")                                                                         \
	FAMILY(OFFER, "offer")                                                                               \
	FAMILY(RENEWAL, "renewal")                                                                           \
	FAMILY(ACTION, "action")                                                                             \
	FAMILY(DERIVED, "derived")                                                                           \
	FAMILY(DECIDE, "decide")                                                                             \
	FAMILY(CUSTOM, "custom")                                                                             \
	FAMILY(EXAMPLE, "example")                                                                           \
	FAMILY(EXAMPLES, "examples")                                                                         \
	FAMILY(SAMPLE, "sample")

enum family {
#define FAMILY(NAME, name) FAMILY_##NAME,
	FAMILIES(FAMILY)
#undef FAMILY
		FAMILY_COUNT
};

struct declaration {
	enum family family;
	struct str name;
	struct position position; /* of its word and name */
	struct node body;         /* a table, or NODE_UNKNOWN: already said */
	int function;             /* `run` as a number in the image, or -1 */
	bool described;           /* given its table; else only named, which has been said */
	bool referred;            /* `custom "name"` as a value */
	struct declaration *next;
};

struct vocabulary;

/* Adds the words to the sandbox, which must not be sealed yet; all in the arena. */
struct vocabulary *vocabulary_open(struct diagnostics *d, struct arena *a, struct sandbox *s);

/*
 * Runs one file and keeps what it declares.  What of it can't be read is left out, and said; so is what comes after a
 * failure.  NULL is a file that could not be read.
 */
void vocabulary_run(struct vocabulary *v, const struct source *file);

/* In the order of the files, and in each as they were made. */
const struct declaration *vocabulary_declarations(const struct vocabulary *v);

/* The functions of `custom`; NULL without any. */
const struct image *vocabulary_image(const struct vocabulary *v);

const char *vocabulary_family(enum family f);

/* NULL: all has been read. */
const struct lost *vocabulary_lost(const struct vocabulary *v);

#endif

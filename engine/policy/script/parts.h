#ifndef POLICY_PARTS_H
#define POLICY_PARTS_H

#include "policy/script/lexer.h"
#include "policy/script/vocabulary.h"

struct arena;

/*
 * A file of rules as what stands one after the other in it: declarations, functions, local names.  What can't be read
 * is left out, so that the mistakes of all the rest are found in the same run.
 */
struct part {
	struct position position; /* up to where the next one begins */
	enum family family;       /* FAMILY_COUNT: no declaration, which may yet name what others use */
	struct position heading;  /* of its word and name */
	struct str name;          /* empty: none that can be one */
	bool left_out;
};

/* All but the arena is nothing until something is left out. */
struct parts {
	struct arena *arena; /* of all that is in it */
	struct part *at;
	size_t n;
	char *text; /* the file's, with blanks for what is left out */
};

/*
 * Leaves out the part that stands there; false: it has been left out before.  A part begins at the beginning of a
 * line: outside of functions, and of braces unless it is plainly a declaration.
 */
bool parts_leave_out(struct parts *p, const struct tokens *t, size_t offset);

/*
 * Puts a name in the place of a number that can't be read, so that all else of its part can; false: no name may stand
 * there, nothing has happened.
 */
bool parts_hide_number(struct parts *p, const struct tokens *t, size_t i);
/* Whether the name is such a one. */
bool parts_has_hidden(const struct parts *p, struct str name);

/* Whether what is left out may have given the name to something, other than by declaring it. */
bool parts_may_define(const struct parts *p, struct str name);

#endif

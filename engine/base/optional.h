#ifndef BASE_OPTIONAL_H
#define BASE_OPTIONAL_H

#include <stdbool.h>

struct diagnostics;

/*
 * A shared library that only few commands need.  The program is not linked
 * with it: to load it, and the thirty others that one of them brings, takes
 * longer than most commands do.  Its functions are named once, in a list
 *
 *	#define LIBPQ(F) F(PQ, clear) F(PQ, exec)
 *	struct libpq { LIBPQ(OPTIONAL_POINTER) } libpq;
 *
 * and called as libpq.exec(...), with the types that its header declares.
 */
#define OPTIONAL_POINTER(prefix, name) typeof(prefix##name) *(name);
#define OPTIONAL_NAME(prefix, name) #prefix #name,

struct optional {
	const char *file;         /* as the linker would note it: "libpq.so.5" */
	const char *package;      /* Debian's that has it */
	const char *const *names; /* of the functions; NULL ends them */
};

/*
 * Opens it, unless it is open, for as long as the program runs, and fills the
 * table, which has a pointer a name.  From any thread.  false: said, with the
 * package to install.
 */
bool optional_open(struct diagnostics *d, const struct optional *library, void *table);

#endif

#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/str.h"

struct arena;

/*
 * Runs another program, found in PATH, without a shell, and waits for its end.
 * It reads nothing; what it prints is kept, up to limit bytes, and so is the first
 * line of what it complains of.
 */
enum child_end {
	CHILD_FINE,    /* exit status 0 */
	CHILD_FAILED,  /* any other */
	CHILD_MISSING, /* there is no such program, or it could not be started */
	CHILD_TOO_LONG /* it printed more than the limit */
};

struct child_words {
	struct str output, complaint;
};

/* arguments[0] names the program; NULL ends them. */
enum child_end child_run(struct arena *a, const char *const *arguments, size_t limit,
                         struct child_words *out);

#endif

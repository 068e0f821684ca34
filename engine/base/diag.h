#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/source.h"
#include "base/str.h"

struct arena;
struct json;

/*
 * Every message stands once, in base/diag.def: DIAG(NAME, "slug", SEVERITY, "wording").
 * The wording takes arguments as {1} to {9}.
 */
enum diag {
#define DIAG(name, slug, severity, wording) DIAG_##name,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* Advice is a warning to who writes the rules: whoever runs them can do nothing with it. */
enum severity { SEVERITY_NOTE, SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_ERROR };
enum diag_format { DIAG_TEXT, DIAG_JSON };

struct diagnostics;

struct diagnostics *diag_open(void);
void diag_close(struct diagnostics *d);
/* From now on advice is neither kept nor counted. */
void diag_spare_advice(struct diagnostics *d);

/*
 * Adds one message; arguments are zero-terminated strings.  A mistake in
 * someone's file has a position; the world's (disk, database) has
 * POSITION_NONE and names its path among the arguments.
 * The source must outlive the diagnostics, unless they are settled before.
 */
#define diag_add(d, which, position, ...)                                                                    \
	diag_add_array((d), DIAG_##which, (position), (const char *[]){__VA_ARGS__ __VA_OPT__(, ) NULL})
void diag_add_array(struct diagnostics *d, enum diag which, struct position p, const char *const *arguments);

/* Appends "; did you mean 'x'?" to the last message, where a candidate is near enough to the name. */
void diag_suggest(struct diagnostics *d, struct str name, const struct str *candidates, size_t n);

/* Puts what is shown of the sources into the arena, which then must live in their stead; in print order, each once. */
void diag_settle(struct diagnostics *d, struct arena *a);

/* Moves what one thread collected to the diagnostics that are printed. */
void diag_move(struct diagnostics *to, struct diagnostics *from);

size_t diag_errors(const struct diagnostics *d);
/* Advice among them. */
size_t diag_warnings(const struct diagnostics *d);
/* Goes through the errors not printed yet: *at is 0 before the first, p gets its place.  false: there are no more. */
bool diag_next_error(const struct diagnostics *d, size_t *at, struct position *p);

/*
 * Prints what was collected since the last print, ordered by path and
 * position, each message once, and forgets it (the counts stay).
 *
 *   path:line:column: error: wording [slug]
 *      12 |   minn = 3,
 *         |   ^~~~
 *
 * or, as JSON, an object a line with path, line, column, end_column (the first
 * column after), severity, slug and message; the first four only with a
 * position.  Control and bidi characters of the file or the arguments are
 * spelt out as <U+202E>.  Of more than 10,000 messages the rest is counted.
 */
void diag_print(struct diagnostics *d, FILE *out, enum diag_format format);
/* The same as one array in a larger piece of JSON. */
void diag_write_json(struct diagnostics *d, struct json *out);
/* Forgets them unprinted, for messages that have become pointless. */
void diag_forget(struct diagnostics *d);

/* For the manual and the tests. */
const char *diag_slug(enum diag which);
enum severity diag_severity(enum diag which);
const char *diag_wording(enum diag which);

#endif

#ifndef TEXT_MARKDOWN_LIMIT_H
#define TEXT_MARKDOWN_LIMIT_H

#include <stdbool.h>
#include <stddef.h>

struct diagnostics;
struct text;

/*
 * What is decided before cmark reads a byte, because what it does with some
 * inputs grows with their square, and its memory with the marks in them.
 */
enum {
	MARKDOWN_SIZE = 1 << 20,    /* bytes of a page with all that it includes */
	MARKDOWN_NESTING = 100,     /* quotes and lists within each other */
	MARKDOWN_OPEN_IMAGES = 500, /* `![` without their `]`, in one block */
	MARKDOWN_PILE = 20,         /* combining marks on one character: more are worth a warning */
	/*
	 * Lines, and characters that may be marks: a page's memory is up to 0.8 KB for each, its time up to 5 us.
	 * A megabyte of a real page has 50,000 to 100,000, of one line a heading or row twice that.
	 */
	MARKDOWN_MARKS = 200000,
#define MARKDOWN_MARKS_WRITTEN "200000"
/* what to do about it, where no heading is known to begin another page with */
#define MARKDOWN_SPLIT "move what follows to a page of its own"
};

/*
 * Of a text in which nothing has been replaced; size: bytes of the page so far, with this; *marks counts on, where they
 * are enough to be worth it.  The depth it finds is never less than the true one; more only for lines that look like
 * quotes or lists but are code.
 */
bool markdown_limit_check(struct diagnostics *d, const struct text *t, size_t size, size_t *marks);

#endif

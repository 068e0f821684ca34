#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdint.h>

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * The text of one file somebody wrote, kept to show excerpts of it.
 * A line ends with LF or CR LF, and what follows the last LF, though empty, is
 * a line.
 */
struct source {
	struct str path;            /* as a person would type it, relative to the site */
	struct str text;            /* with a zero behind it */
	struct source_lines *lines; /* for source.c alone */
	bool marked;                /* the file began with a byte order mark, which the text has not */
	bool odd; /* it has a C0 control but tab and line feed, DEL, U+FFFE or U+FFFF, as hardly any has */
	uint32_t lines_before; /* of the file, where the text is a piece of a long one; else 0 */
};

/* Bytes [offset, offset + length) of a source.  source NULL: nowhere in particular. */
struct position {
	const struct source *source;
	uint32_t offset, length;
};

#define POSITION_NONE ((struct position){0})

/* The limit of 64 MiB on any one source file keeps offsets in 32 bits. */
enum { SOURCE_LIMIT = 64 << 20 };

/*
 * Reads root/path: a regular file of strict UTF-8 without NUL, at most limit
 * bytes; a byte order mark is dropped.  Anything else is a diagnostic and NULL.
 */
const struct source *source_load(struct diagnostics *d, struct arena *a, const char *root, struct str path,
                                 size_t limit);

/* The same of a path that somebody typed: "-" is standard input. */
const struct source *source_load_typed(struct diagnostics *d, struct arena *a, const char *path,
                                       size_t limit);

/* The byte order mark of UTF-8, which spreadsheets and editors put before all else. */
#define SOURCE_MARK STR("\xEF\xBB\xBF")

/* What follows it where a text begins with one, else the whole text. */
struct str source_without_mark(struct str text);

/* By its byte order mark. */
bool source_is_utf16(struct str text);

/* The same of what was read elsewhere: text in the arena with a zero behind it, within SOURCE_LIMIT. */
const struct source *source_take(struct diagnostics *d, struct arena *a, struct str path, struct str text);

/* A source over text already in memory (both copied into the arena). */
const struct source *source_make(struct arena *a, struct str path, struct str text);

/* The same over whole lines from the middle of a file too long to keep: so many come before them. */
const struct source *source_piece(struct arena *a, struct str path, struct str text, uint32_t lines_before);

/* Several threads may ask for the lines of one source. */
uint32_t source_n_lines(const struct source *s);
uint32_t source_line(const struct source *s, uint32_t offset);   /* from 1 */
uint32_t source_column(const struct source *s, uint32_t offset); /* from 1, in code points */
/*
 * The same of places in their order: on a long line each is counted from the one before.  Begins as {0}, and holds
 * what else was found on the way: the line's number, where it begins, and where its text ends.
 */
struct source_walk {
	const struct source *source;
	uint32_t offset, column, line, begin, end;
};

uint32_t source_walk_column(struct source_walk *w, const struct source *s, uint32_t offset);
struct str source_line_text(const struct source *s, uint32_t line); /* without its line end */
/* byte_in_line counts from 0; what lies outside the text is moved to its nearest byte. */
uint32_t source_offset(const struct source *s, uint32_t line, uint32_t byte_in_line);

/* The position of a view that must lie inside the source's text. */
struct position source_at(const struct source *s, struct str view);

/* rules/tiers.lua:12; {0} where the position is nowhere. */
struct str source_place(struct arena *a, struct position p);

#endif

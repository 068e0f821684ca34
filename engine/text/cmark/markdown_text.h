#ifndef TEXT_MARKDOWN_TEXT_H
#define TEXT_MARKDOWN_TEXT_H

#include "base/source.h"

struct arena;

/*
 * What cmark is given, and where it comes from.  cmark knows no tables, tags
 * or includes; where it found lines of them in a paragraph, they are replaced by marks:
 * comments of MARK_BEGINNING and a number on lines of their own, which end the paragraph
 * without a blank line, so that no list becomes loose.  The control in it occurs nowhere in
 * the text, so no page can write a mark.  Among words a mark is a tag, as long as what it
 * replaces: there a comment that begins a line would be a block.
 */
#define MARK_BEGINNING "<!--\x01"
#define MARK_INSIDE_BEGINNING "<i n=\x01"

enum mark_kind {
	MARK_SECTION, /* {{#name}}, {{^name}}, {{/name}}, {{> name}} */
	MARK_INVERTED,
	MARK_END,
	MARK_PARTIAL,
	MARK_INCLUDE,
	MARK_INSIDE, /* an include among words */
	MARK_PART,   /* where a zone of DocFX begins or ends */
	MARK_TABLE, /* then those of its cells that are to be read, each a heading, and section marks between rows */
	MARK_TABLE_END,
	MARK_FOOTNOTE, /* n: then a paragraph, its words */
};

enum mark_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* What there is to read in words: nothing, nothing between `**`, Markdown for cmark. */
enum text_reading { READ_PLAIN, READ_STRONG, READ_MARKDOWN };

struct text_cell {
	struct str words; /* as written; empty: it has none */
	enum text_reading reading;
	struct position position;
};

/* The cells that a table's row has, though no more than the table; NULL: a section mark stands there. */
struct text_row {
	struct text_cell *cells;
	size_t n;
};

struct text_mark {
	enum mark_kind kind;
	struct str name;    /* of the tag; path of the include; label of the footnote; the zone's word */
	struct str written; /* include among words */
	const enum mark_align *columns; /* table */
	struct text_row *rows;          /* table: the first is its head */
	size_t n, n_rows;               /* table: n columns */
	struct position position;
};

/* Before the words of a footnote, so that they begin no block whatever they are: `x # no heading`. */
#define MARK_WORDS_PREFIX "x "
/* A cell is a heading, which ends with its line and begins no other block. */
#define MARK_CELL_PREFIX "# "

struct text_line {
	uint32_t at;     /* where it begins in bytes */
	uint32_t prefix; /* so many bytes of it are not the source's */
	uint32_t origin; /* and the next is this one of the source */
	bool unescaped;  /* a cell in which `\|` became `|` */
	bool plain;      /* a paragraph of the page's, of which cmark was given its first letter alone */
};

/* Marks are in what was read again alone.  The blocks of the page that come from there have it as their user data. */
struct text {
	const struct source *source;
	struct str bytes;
	struct text_line *lines;
	size_t n_lines;
	struct text_mark *marks;
	size_t n_marks;
	bool inner;             /* what a footnote holds, and so without footnotes */
	struct text *rewritten; /* what was read again; NULL: nothing was */
};

/*
 * The body of a page, byte for byte, but for what no page can show: controls
 * become spaces, a CR alone, which ends a line, becomes LF, and the last two code points of plane 0 become U+FFFD.
 */
struct text *markdown_text_make(struct arena *a, const struct source *s, struct str body);

/* Line number from 1, without its end; empty past the last. */
struct str markdown_text_line(const struct text *t, size_t line);
/* What there is of lines [first, last], with their ends. */
struct str markdown_text_lines(const struct text *t, size_t first, size_t last);

/* Whether words have no Markdown, and none of what pages have beyond it. */
bool markdown_text_is_plain(struct str words);

/* Bytes [at, at + length) of t->bytes in the source; both on one line. */
struct position markdown_text_place(const struct text *t, size_t at, size_t length);
/* The same of a line that is known, by its number from 1; at counts from where it begins. */
struct position markdown_text_place_in(const struct text *t, size_t line, size_t at, size_t length);

/* Lines [first, last], each without the four columns that make them code. */
struct text *markdown_text_inner(struct arena *a, const struct text *t, size_t first, size_t last);

/* The mark that the literal of an HTML block stands for, or of a tag among words; or NULL. */
struct text_mark *markdown_text_mark(const struct text *t, const char *literal);
struct text_mark *markdown_text_mark_inside(const struct text *t, const char *literal);

#endif

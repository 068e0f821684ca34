#ifndef COMMAND_REPORT_H
#define COMMAND_REPORT_H

#include "base/buf.h"
#include "base/source.h"

struct arena;

/*
 * Writes a page of figures that stands alone: one HTML file without scripts,
 * its style (report.css) in it, for screens in both colour schemes and for
 * paper.  Every text given is a value: it is escaped here.  Charts: chart.h.
 */
struct report {
	struct buf *out;
	struct arena *arena; /* for what is formatted on the way */
	bool right_to_left;
	bool has_listings; /* set it where listings follow: places in source lead there */

	const struct report_column *columns; /* of the open table */
	size_t n_columns, column;
	size_t n_charts; /* so far */
};

struct report_column {
	struct str heading;
	bool number; /* stands to the end of its column */
};

/* The title is the page's h1 too.  The language is a tag: zh-TW. */
void report_open(struct report *r, struct buf *out, struct arena *a, struct str title, struct str language,
                 bool right_to_left);
void report_close(struct report *r);

void report_heading(struct report *r, int level, struct str words); /* 2 to 6 */
void report_paragraph(struct report *r, struct str words);

/* Items of words; between open and close of one, report_text and the like may follow each other. */
void report_list_open(struct report *r);
void report_item_open(struct report *r);
void report_item_close(struct report *r);
void report_list_close(struct report *r);
void report_text(struct report *r, struct str words);
void report_strong(struct report *r, struct str words);
void report_code(struct report *r, struct str words);

/* "rules/tiers.lua:12", a link to its line where the page has listings; nothing without a source. */
void report_source(struct report *r, struct position p);

/*
 * Cells follow each other, row by row; the first of a row is its heading.  The
 * columns must outlive the table.
 */
void report_table_open(struct report *r, struct str caption, const struct report_column *columns, size_t n);
void report_cell(struct report *r, struct str words);
void report_cell_integer(struct report *r, int64_t n);
void report_cell_source(struct report *r, struct position p);
/* For cells of several parts: what is written between the two. */
void report_cell_open(struct report *r, const char *class_name); /* or NULL; a word of report.css */
void report_cell_close(struct report *r);
void report_table_close(struct report *r);

/* The lines of a source file.  A mark shows by colour, and by its word to who sees none. */
enum report_mark { REPORT_PLAIN, REPORT_GOOD, REPORT_BAD };

void report_listing_open(struct report *r, struct str path);
/* The note, which may be empty, stands at the end of the line. */
void report_line(struct report *r, struct str path, uint32_t line, struct str text, enum report_mark mark,
                 struct str note);
void report_listing_close(struct report *r);

/* 1 234 567: groups of three, from five digits on, by a space that is no place to break at. */
struct str report_integer(struct arena *a, int64_t n);

#endif

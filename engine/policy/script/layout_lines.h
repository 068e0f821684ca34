#ifndef POLICY_LAYOUT_LINES_H
#define POLICY_LAYOUT_LINES_H

#include "base/str.h"

struct arena;

/* A file on its way through layout.h: what stands on each line, and how many spaces before it. */
enum layout_kind { LAYOUT_NAME, LAYOUT_KEYWORD, LAYOUT_TEXT, LAYOUT_NUMBER, LAYOUT_SYMBOL, LAYOUT_COMMENT };

struct layout_item {
	enum layout_kind kind;
	struct str text;
	size_t gap; /* spaces before it, unless it begins a line */
};

struct layout_line {
	struct layout_item *items;
	size_t n;
	size_t indent;
	bool blank_before;
	int opens; /* brackets and blocks that it leaves open, less those it closes */
};

struct layout_lines {
	struct layout_line *at;
	size_t n;
};

bool layout_item_is(const struct layout_item *i, const char *z);
/* 1 opens a bracket or block, -1 closes one, else 0. */
int layout_turn(const struct layout_item *i);
size_t layout_width(struct str s); /* in columns */
/* Of the line up to the item, without its indentation. */
size_t layout_width_before(const struct layout_line *l, size_t item);

/* Puts the equals signs, cells and comments of lines that stand below each other into columns. */
void layout_align(struct arena *a, const struct layout_lines *lines);

#endif

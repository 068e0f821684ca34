#ifndef POLICY_LAYOUT_LINES_H
#define POLICY_LAYOUT_LINES_H

#include "base/str.h"

struct arena;

/* A file on its way through layout.h: what stands on each line, and how many spaces before it. */
enum item_kind { ITEM_NAME, ITEM_KEYWORD, ITEM_TEXT, ITEM_NUMBER, ITEM_SYMBOL, ITEM_COMMENT };

struct item {
	enum item_kind kind;
	struct str text;
	size_t gap; /* spaces before it, unless it begins a line */
};

struct line {
	struct item *items;
	size_t n;
	size_t indent;
	bool blank_before;
	int opens; /* brackets and blocks that it leaves open, less those it closes */
};

struct lines {
	struct line *at;
	size_t n;
};

bool layout_item_is(const struct item *i, const char *z);
/* 1 opens a bracket or block, -1 closes one, else 0. */
int layout_turn(const struct item *i);
size_t layout_width(struct str s); /* in columns */
/* Of the line up to the item, without its indentation. */
size_t layout_width_before(const struct line *l, size_t item);

/* Puts the equals signs, cells and comments of lines that stand below each other into columns. */
void layout_align(struct arena *a, const struct lines *lines);

#endif

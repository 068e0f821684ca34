#ifndef TEXT_MARKDOWN_PATCH_H
#define TEXT_MARKDOWN_PATCH_H

#include "base/buf.h"
#include "text/cmark/markdown_container.h"
#include "text/cmark/markdown_text.h"
#include "text/extensions/markdown_slot.h"

struct diagnostics;

/*
 * A text while lines of its paragraphs are replaced by marks, and by words that a mark tells of.  What takes a
 * line's place stands within the same quotes and lists, and knows where in the source it comes from.
 */
struct patch {
	struct diagnostics *d;
	struct arena *arena;
	struct text *old, *new; /* the new one's bytes are out's so far */
	struct buf out;
	bool slots;    /* the page has tags */
	bool changed;  /* something has been replaced */
	bool parted;   /* and what is left of the paragraph after it may be another block */
	size_t copied; /* lines of the old text that are done with */
	size_t cells, footnotes;
};

/* One line of a paragraph. */
struct patch_row {
	struct str line, content; /* the whole, and what is left without containers and white space */
	struct container_entry entry;
	size_t number;
};

/* The paragraph that is being looked through. */
struct patch_leaf {
	struct container_chain chain;
	size_t first, last; /* lines */
	size_t column;      /* bytes before its words in the first */
	bool begun;         /* something stands in the place of the first line, with the marker before it */
};

/* Whether the new text has not grown beyond all measure. */
bool markdown_patch_is_bounded(const struct patch *p);

/* Takes over the next line as it is; adds one that comes from nowhere. */
void markdown_patch_copy_line(struct patch *p);
void markdown_patch_add_line(struct patch *p, struct str line);

struct patch_row markdown_patch_row(const struct patch *p, const struct patch_leaf *leaf, size_t number);

/* Where a view of a line comes from. */
struct position markdown_patch_place(const struct patch *p, const struct patch_row *row, struct str view);

/* In the place of a row: a line, which the caller fills and ends; a mark; a mark of a tag, if it is one; words. */
void markdown_patch_begin(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row);
void markdown_patch_mark(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                         struct text_mark mark);
bool markdown_patch_tag(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                        struct slot slot);
/*
 * Replaces the includes among a paragraph's or a cell's words, bytes [from, to) of out, by marks that are as long as they
 * are: what stands around them keeps its place.
 */
void markdown_patch_includes(struct patch *p, const struct patch_leaf *leaf, size_t from, size_t to);
/* A line of words, after a prefix that keeps them from beginning a block; the caller adds them, and ends it. */
struct text_line *markdown_patch_words(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                                       struct str prefix, struct str words);

#endif

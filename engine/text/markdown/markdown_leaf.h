#ifndef TEXT_MARKDOWN_LEAF_H
#define TEXT_MARKDOWN_LEAF_H

#include "text/markdown/markdown_inline.h"

/* What box stands before an item's words. */
enum task { TASK_NONE, TASK_OPEN, TASK_DONE };

/* How the words of a container's paragraphs are published. */
struct setting {
	enum block_kind kind;
	bool bare;             /* without <p>: in a tight list, in a cell */
	enum inline_skip skip; /* of the first */
	struct str after;      /* and after them */
	struct str end;        /* after the words of the last */
	enum task task;        /* before the first's words */
	struct position item;
};

void markdown_leaf_words(struct markdown_page *p, const struct text *t, struct cmark_node *leaf,
                         const struct setting *how);
/* The same of words that cmark need not read. */
void markdown_leaf_plain(struct markdown_page *p, enum block_kind kind, struct str words,
                         enum text_reading reading, struct position where);
/* false: it has no words, and is left out. */
bool markdown_leaf_heading(struct markdown_page *p, const struct text *t, struct cmark_node *node);
void markdown_leaf_code(struct markdown_page *p, struct cmark_node *node);

#endif

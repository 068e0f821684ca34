#ifndef TEXT_MARKDOWN_ALERT_H
#define TEXT_MARKDOWN_ALERT_H

#include "text/cmark/markdown_text.h"

struct cmark_node;

/*
 * Quotes that are notes: `> [!NOTE]` on a line of its own, with a title that is
 * ours to translate; and `> **Note** ...`, as it was written until about 2019, whose title is
 * among its words.
 */
struct alert {
	const char *kind;    /* note, tip, important, warning, caution; NULL: an ordinary quote */
	bool titled;         /* by its first line, which is no text */
	struct str division; /* `> [!div class="nextstepaction"]`: its class, instead of a kind */
	struct str unknown;  /* `> [!WORD]` of another word; such a quote is an ordinary one */
	struct str crowded;  /* `> [!NOTE] and more`: so is this */
};

struct alert markdown_alert_find(const struct text *t, struct cmark_node *quote);

#endif

#ifndef TEXT_MARKDOWN_INLINE_H
#define TEXT_MARKDOWN_INLINE_H

#include "text/cmark/markdown_text.h"
#include "text/markdown/markdown_page.h"

struct cmark_node;

/* What part of a leaf's words is not its words. */
enum inline_skip {
	INLINE_ALL,
	INLINE_AFTER_LINE, /* its first line: `[!NOTE]` */
	INLINE_MARKED,     /* MARK_WORDS_PREFIX */
	INLINE_TASK,       /* `[ ] ` */
};

/*
 * The words of a paragraph or heading as items: slots found, tildes and raw
 * tags told apart from text, addresses checked.  The items are the page's
 * scratch.
 */
void markdown_inline_collect(struct markdown_page *p, const struct text *t, struct cmark_node *leaf,
                             enum inline_skip skip, struct items *out);

/* One raw tag, or the text that it is if it is not allowed; written is the page's. */
struct item markdown_inline_tag(struct markdown_page *p, struct str written, struct position where);

#endif

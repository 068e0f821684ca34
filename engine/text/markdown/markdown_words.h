#ifndef TEXT_MARKDOWN_WORDS_H
#define TEXT_MARKDOWN_WORDS_H

#include "text/cmark/markdown_trail.h"
#include "text/markdown/markdown_page.h"

/*
 * The text of one node as items: slots, footnotes, tildes and, unless it stands in a link, bare
 * addresses are told apart from words, unless they were escaped.
 */
struct words_setting {
	size_t cut; /* bytes to leave out at the beginning */
	bool linked;
};

void markdown_words_collect(struct markdown_page *p, struct trail *trail, struct cmark_node *node,
                            const struct words_setting *how, struct items *items);

/* Character references can name controls, which no page and no catalogue can hold: they become spaces. */
struct str markdown_words_clean(struct arena *a, struct str text);

#endif

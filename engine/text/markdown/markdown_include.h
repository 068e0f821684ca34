#ifndef TEXT_MARKDOWN_INCLUDE_H
#define TEXT_MARKDOWN_INCLUDE_H

#include "text/cmark/markdown_text.h"
#include "text/markdown/markdown_page.h"

/* Publishes the file that a mark includes. */
void markdown_include_publish(struct markdown_page *p, const struct text_mark *mark);

/*
 * An include among words: a code with the words of the file, in a block of its own; without a block when
 * there are none.  As at DocFX it is the file's paragraphs; a file that holds more is left out (said).
 */
struct code markdown_include_words(struct markdown_page *p, struct str path, struct str written,
                                   struct position where);

#endif

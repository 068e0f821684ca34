#ifndef TEXT_MARKDOWN_SENTENCE_H
#define TEXT_MARKDOWN_SENTENCE_H

#include "base/buf.h"
#include "text/document/document.h"

/*
 * A sentence as canonical Markdown: what would be taken for markup is escaped,
 * codes are as their `markdown` says, line ends are spaces.  in_cell: `|` too.
 */
void markdown_sentence_write(struct buf *out, const struct span *spans, size_t n, const struct code *codes,
                             bool in_cell);
/* One side of a code.  A cell's bars lose their backslashes before anything in it is read, those of addresses, too. */
void markdown_sentence_write_code(struct buf *out, struct str markdown, bool in_cell);

#endif

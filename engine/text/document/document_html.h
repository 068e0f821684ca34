#ifndef TEXT_DOCUMENT_HTML_H
#define TEXT_DOCUMENT_HTML_H

#include "base/buf.h"
#include "text/document/document.h"

/*
 * A document as HTML in its source language, as simply as can be; slots stay
 * {{name}}.  closed: `<br />`, as CommonMark's own suite has it.
 */
void document_html_render(const struct document *doc, bool closed, struct buf *out);
/* The attribute that makes a tag the target of links. */
void document_html_anchor(struct str anchor, struct buf *out);
/* One block's words, without its own tags. */
void document_html_words(const struct document_block *block, bool closed, struct buf *out);

#endif

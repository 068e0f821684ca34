#ifndef TEXT_MARKDOWN_BLOCK_H
#define TEXT_MARKDOWN_BLOCK_H

#include "text/markdown/markdown_page.h"

/*
 * A block of these items, all of them text, codes and soft line ends; also
 * their links, alternative texts and titles.  NULL: there is nothing to show.
 */
struct document_block *markdown_block_make(struct markdown_page *p, enum block_kind kind,
                                           const struct items *items);
/* The same of an include's words, which join the document with the block they stand in. */
struct document_block *markdown_block_included(struct markdown_page *p, const struct items *items);
/* The block of an alternative text or a title; NULL: it says nothing.  It joins the document with its image or link. */
struct document_block *markdown_block_attribute(struct markdown_page *p, enum block_kind kind,
                                                struct str words, bool slots, struct position where);
/* The block of a value of the front matter; NULL: it says nothing. */
struct document_block *markdown_block_field(struct markdown_page *p, const struct front_node *node);
/* What a field's codes bring, once all fields stand before it. */
void markdown_block_register(struct markdown_page *p, struct document_block *b);

#endif

#ifndef TEXT_MARKDOWN_TABLE_REWRITE_H
#define TEXT_MARKDOWN_TABLE_REWRITE_H

#include "text/extensions/markdown_patch.h"

/* Replaces the table that begins on this line by marks and the cells' words: the line after it, or 0 when none does. */
size_t markdown_table_rewrite(struct patch *p, struct patch_leaf *leaf, const struct patch_row *head);

#endif

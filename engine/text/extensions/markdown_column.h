#ifndef TEXT_MARKDOWN_COLUMN_H
#define TEXT_MARKDOWN_COLUMN_H

#include "text/cmark/markdown_text.h"

/*
 * The text without the white space that lines have for standing in a column of DocFX alone, `:::column:::` in
 * `:::row:::`: in Markdown it would make them code.
 */
struct text *markdown_column_straighten(struct arena *a, struct text *t);

#endif

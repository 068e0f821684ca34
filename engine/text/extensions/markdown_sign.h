#ifndef TEXT_MARKDOWN_SIGN_H
#define TEXT_MARKDOWN_SIGN_H

#include "text/cmark/markdown_text.h"

/*
 * Whether anything in lines [first, last] looks as what may be replaced begins: most paragraphs have nothing of the kind,
 * and need not be looked through line by line.
 */
bool markdown_sign_stands(const struct text *t, size_t first, size_t last);

#endif

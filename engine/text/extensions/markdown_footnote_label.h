#ifndef TEXT_MARKDOWN_FOOTNOTE_LABEL_H
#define TEXT_MARKDOWN_FOOTNOTE_LABEL_H

#include "base/str.h"

/* The length of the `[^label]` that s begins with, or 0. */
size_t markdown_footnote_label(struct str s, struct str *label);

#endif

#ifndef TEXT_WEAVE_CODE_H
#define TEXT_WEAVE_CODE_H

#include "text/template/weave_words.h"

/* The tags of a code that encloses words. */
void weave_code_open(struct loom *l, const struct code *c, enum weave_detail detail);
void weave_code_close(struct loom *l, const struct code *c, enum weave_detail detail);

/* A code that stands alone. */
void weave_code_alone(struct loom *l, const struct code *c, enum weave_detail detail);

#endif

#ifndef TEXT_TEMPLATE_NUMBER_H
#define TEXT_TEMPLATE_NUMBER_H

#include "text/template/assembly.h"

struct locale;

/* A number, date or sum of money: as the language writes it where people read, and otherwise as programs do. */
void template_number_add(struct buf *out, struct locale *l, const struct value *v, const struct op *op,
                         enum place place);

/* The number without a plural's offset. */
int64_t template_number_less(int64_t n, int64_t offset);

#endif

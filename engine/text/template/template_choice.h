#ifndef TEXT_TEMPLATE_CHOICE_H
#define TEXT_TEMPLATE_CHOICE_H

#include "text/template/assembly.h"

struct locale;

/*
 * A sentence's plural or select, which the op begins: the case to go on with for this value, which may be NULL.  An exact
 * number goes before a category, `other` is taken when nothing fits.
 */
const struct op *template_choice_make(const struct template *t, const struct op *op, const struct value *v,
                                      struct locale *l);

/* The choice's end, once a case was run: the op begins the next one. */
const struct op *template_choice_end(const struct template *t, const struct op *op);

#endif

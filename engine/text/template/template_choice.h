#ifndef TEXT_TEMPLATE_CHOICE_H
#define TEXT_TEMPLATE_CHOICE_H

#include "text/template/assembly.h"

struct locale;

/*
 * A sentence's plural or select, the op at choice: the case to go on with for this value, which may be NULL.  An exact
 * number goes before a category, `other` is taken when nothing fits.
 */
uint32_t template_choice_make(const struct template *t, uint32_t choice, const struct value *v,
                              struct locale *l);

/* The choice's end, once a case was run: the op i begins the next one. */
uint32_t template_choice_end(const struct template *t, uint32_t i);

#endif

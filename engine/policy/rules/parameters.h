#ifndef POLICY_PARAMETERS_H
#define POLICY_PARAMETERS_H

#include "policy/rules/reading.h"

/*
 * What `param "name"` or `param { "name", as_of = "term_start" }` refers to,
 * which is then used; a term's start only where there is a term.  false: said.
 */
bool parameters_refer(struct reading *r, bool term, const struct node *n, size_t *parameter,
                      enum as_of *as_of);

/* "days", "money", ... */
const char *parameters_unit(enum parameter_unit u);

#endif

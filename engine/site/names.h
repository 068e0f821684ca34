#ifndef SITE_NAMES_H
#define SITE_NAMES_H

#include "text/template.h"

struct arena;
struct diagnostics;

/*
 * Says which slots of a page nothing fills, with a suggestion.  What a section
 * brings into reach counts as known: the fields of every record in the values.
 */
void names_check(struct diagnostics *d, struct arena *a, const struct template *t, const struct value *root);

#endif

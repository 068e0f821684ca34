#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H

#include "text/template/template.h"

/*
 * One sentence in ICU's MessageFormat, with its apostrophes (' quotes before a
 * brace, and before # in a plural; '' is one), compiled to a plain program:
 *
 *   {name}  {n, number}  {n, number, integer}  {n, number, ::percent}
 *   {day, date}  {day, date, short|medium|long|full}
 *   {n, plural, offset:1 =0 {...} one {# ...} other {...}}  {kind, select, a {...} other {...}}
 *
 * where: the text in its file; where the file spells it otherwise (escapes),
 * mistakes are shown at the whole of it.  NULL: said.
 */
const struct template *pattern_compile(struct diagnostics *d, struct arena *a, struct str text,
                                       struct position where);

#endif

#ifndef TEXT_PSEUDO_H
#define TEXT_PSEUDO_H

#include "text/catalogue/catalogue.h"

/*
 * Languages that nobody speaks, made from the source, to see before any
 * translator begins what will not fit, is not translatable, or breaks from right
 * to left:
 *
 *   en-XA   accented: ⟦Ĵöíñ ţĥé çļûƀ⟧
 *   en-XC   longer by about half: ⟦Join the club one two⟧
 *   ar-XB   right to left, in Arabic letters
 *
 * A site that lists one of them has all its pages in it.
 */
enum pseudo { PSEUDO_NONE, PSEUDO_ACCENTED, PSEUDO_LONG, PSEUDO_RTL };

enum pseudo pseudo_of(struct str tag);
/* The tags of all, for a build of them: NULL past the last. */
const char *pseudo_tag(size_t i);

/* Fills the catalogue's targets.  Codes stay, and in messages what is ICU's syntax. */
struct catalogue *pseudo_translate(struct arena *a, struct catalogue *c, enum pseudo how);

#endif

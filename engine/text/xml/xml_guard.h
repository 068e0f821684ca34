#ifndef TEXT_XML_GUARD_H
#define TEXT_XML_GUARD_H

#include "base/source.h"

struct diagnostics;

/*
 * What must not reach the parser at all, found by one pass over the bytes: a
 * document type, a foreign encoding, tags with too many attributes (the parser
 * compares each with each).
 */
bool xml_guard(struct diagnostics *d, const struct source *s);

#endif

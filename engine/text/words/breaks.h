#ifndef TEXT_BREAKS_H
#define TEXT_BREAKS_H

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/str.h"

enum breaks_kind { BREAKS_SENTENCES, BREAKS_WORDS, BREAKS_KINDS };

/*
 * ICU's breaks in a text, as its bytes are counted, until the thread opens others of the kind.  The view is made for
 * them: the caller closes it when it has them.
 */
UBreakIterator *breaks_open(enum breaks_kind kind, struct str language, struct str text, UText *view);

#endif

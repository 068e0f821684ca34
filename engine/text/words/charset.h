#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/str.h"

struct arena;

/*
 * Bytes in a character set by its name (ISO-8859-1, Big5), as UTF-8 in the arena with a zero behind it.
 * NULL, else why not, to follow the name: nobody knows that set, or some bytes are none of it.
 */
const char *charset_convert(struct arena *a, struct str bytes, struct str name, struct str *out);

#endif

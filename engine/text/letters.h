#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

/* A letter, digit or mark of any script: Unicode's L, N and M, \p{L}\p{N}\p{M} in a browser. */
bool letters_is(int32_t code_point);
/* The small letter, where it is one code point. */
int32_t letters_small(int32_t code_point);

#endif

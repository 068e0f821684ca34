#ifndef TEXT_CJK_H
#define TEXT_CJK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Characters of the scripts that are written without spaces: Han, kana,
 * bopomofo, Yi, and their full-width punctuation.  Not Hangul, which has spaces.
 * Two of them meet without a space where lines or sentences are joined.
 */
bool cjk_is(int32_t code_point);

/* Quotation marks, dashes, dots that Chinese and Japanese share with others: there they behave like the above. */
bool cjk_is_shared(int32_t code_point);

#endif

#ifndef TEXT_BILINGUAL_STRONG_H
#define TEXT_BILINGUAL_STRONG_H

#include "text/bilingual/bilingual_inline.h"

/*
 * Makes strong what was meant to be: `**[保存]**を` is text to CommonMark, since
 * after its second `**` no word ends, and yet whoever wrote it meant the
 * source's strong.  At most so many pairs, the first ones.
 */
void bilingual_strong_find(struct arena *a, struct bilingual_inline *sentence, size_t most);

#endif

#ifndef TEXT_BILINGUAL_TARGET_H
#define TEXT_BILINGUAL_TARGET_H

#include "text/bilingual/bilingual_inline.h"
#include "text/catalogue/catalogue.h"

/*
 * Puts an imported target onto its source's codes: each of its codes becomes
 * the source's that does the same work.  What the source has no code for is
 * text; a pair around the whole source that the target lacks stands in the
 * skeleton, and is put around the target too.  Which of the source's codes
 * each of the target's became, or BILINGUAL_NO_CODE; NULL: there is no target.
 */
enum { BILINGUAL_NO_CODE = UINT16_MAX };

const uint16_t *bilingual_target_set(struct arena *a, struct unit *u, const struct segment *source,
                                     struct bilingual_inline *target);

#endif

#ifndef TEXT_BILINGUAL_PLACE_H
#define TEXT_BILINGUAL_PLACE_H

#include "text/bilingual/bilingual_inline.h"
#include "text/document/document.h"

/*
 * Finds an imported file's segments on the page made of their sources, and
 * splits the page's blocks where the segments begin and end.
 */
struct bilingual_place {
	const struct bilingual_inline *source;
	uint32_t from, to; /* in the page's text */
	/* Found: the segment of the page; NULL where it is in nothing that can be translated. */
	struct document_block *block;
	struct segment *segment;
};

void bilingual_place_find(struct arena *a, struct document *doc, struct bilingual_place *places, size_t n);

#endif

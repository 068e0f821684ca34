#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H

#include "text/document/document.h"

/* A block's spans before they are split: texts, none of them empty, may stand side by side; each knows its place. */
struct segment_span {
	struct span span;
	struct position position;
};

struct segment_input {
	struct segment_span *spans;
	size_t n;
	struct code *codes;
	size_t n_codes;
};

/*
 * Splits one block's spans into sentences: ICU's sentence breaks, kept only
 * after white space or one of the full-width stops, never after " .", never
 * before a lower-case letter, never after an abbreviation of the language, never
 * inside a code; hard line breaks are segments of their own.  Codes are
 * renumbered from 0 in each segment.  Fills block->segments and block->outer;
 * ids come later, when all are known.  What scratch then holds is no longer needed, nor
 * is the input, which is worked on.
 */
void segment_split(struct arena *a, struct arena *scratch, struct document_block *block,
                   const struct segment_input *input, struct str language);

/* Gives every segment of the document its id and number; again where some were cut anew, which have none. */
void segment_name_all(struct arena *a, struct document *doc);
/* Of every block the id of its XLIFF group: kind, hash of all its words, occurrence; of a field its name. */
struct str *segment_name_groups(struct arena *a, const struct document *doc);

/* Words, for weighing: ICU's word breaks; a CJK character counts as one. */
size_t segment_words(const struct span *spans, size_t n, struct str language);

#endif

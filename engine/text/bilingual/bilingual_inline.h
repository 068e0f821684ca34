#ifndef TEXT_BILINGUAL_INLINE_H
#define TEXT_BILINGUAL_INLINE_H

#include "text/document/document.h"

/* What a piece of inline Markdown says, parsed on its own as the page's loader would. */
struct bilingual_inline {
	struct span *spans;
	size_t n_spans;
	struct code *codes;
	size_t n_codes;
};

/*
 * Parses n pieces.  Nothing in one reaches the next, and none is a list, a
 * heading or a table, however it begins.  references: definitions of links
 * that the pieces may use.  slots: `{{name}}` is a slot.
 */
struct bilingual_inline *bilingual_inline_parse(struct arena *a, const struct str *pieces, size_t n,
                                                struct str references, struct str language, bool slots);

/* A page's lines that define what links refer to: a segment may use them. */
struct str bilingual_inline_references(struct arena *a, struct str text);

#endif

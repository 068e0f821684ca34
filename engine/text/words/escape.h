#ifndef TEXT_ESCAPE_H
#define TEXT_ESCAPE_H

#include "base/buf.h"

/* Where in a page characters stand, and so what they must not hold. */
enum place {
	PLACE_TEXT,  /* between tags */
	PLACE_PROSE, /* in an attribute that people are shown: title, alt, aria-label */
	PLACE_DATA,  /* in any other attribute */
	PLACE_URL,   /* in an address, before its query */
	PLACE_QUERY, /* in an address, after ? or # */
	PLACE_PLAIN, /* in no markup at all */
};

/* Words of ours or of a document: only what is markup there is escaped. */
void escape_add_words(struct buf *out, struct str words, enum place place);

/* Text as CommonMark's own suite has it: & < > and ". */
void escape_add_commonmark(struct buf *out, struct str words);

/* Whether that would change anything; not for addresses. */
bool escape_is_needed(struct str words, enum place place);

/*
 * A value, which may be hostile: escaped; controls become visible (U+2400..),
 * line ends and tabs spaces, broken UTF-8 U+FFFD.  In text and prose a value
 * that holds right-to-left or reordering characters is set between U+2068 and
 * U+2069, with as many more of them as its own need to balance: it keeps every
 * character, no element is added, and nothing around it moves.  right_to_left:
 * the page is, so every value is isolated.
 */
void escape_add_value(struct buf *out, struct str value, enum place place, bool right_to_left);

#endif

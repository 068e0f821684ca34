#ifndef TEXT_TAG_H
#define TEXT_TAG_H

#include "base/str.h"

/*
 * One tag or comment of raw HTML, as CommonMark 0.30, 6.6 spells them.
 * Declarations, processing instructions and CDATA are no markup here: nothing
 * would come of them but text.
 */
enum tag_kind { TAG_NONE, TAG_OPEN, TAG_CLOSE, TAG_COMMENT, TAG_COMMENT_UNCLOSED };

struct tag {
	enum tag_kind kind;
	struct str name;       /* as written */
	struct str attributes; /* what stands between the name and the end of a start tag */
	size_t length;
};

/* The tag that s begins with. */
struct tag tag_at(struct str s);

/* Splits off the next attribute; the value as written, without its quotes.  false: there is none. */
bool tag_attribute(struct str *attributes, struct str *name, struct str *value);

#endif

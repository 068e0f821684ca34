#ifndef TEXT_HABITS_H
#define TEXT_HABITS_H

#include "base/str.h"

/* What a language has of its own about where sentences end. */
struct habits {
	struct str language;
	const struct str *abbreviations; /* before a full stop, in lower case; the last is empty */
	bool ordinals;                   /* a full stop makes a number one */
	bool quotes;                     /* a sentence goes on behind one that it quotes */
};

/* A language without any has those of none. */
const struct habits *habits_of(struct str language);

#endif

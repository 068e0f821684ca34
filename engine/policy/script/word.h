#ifndef POLICY_WORD_H
#define POLICY_WORD_H

#include "base/str.h"

/* The words of word.def: the language is what that list says. */
enum word {
#define WORD(NAME, name, least, most, kind, usage) WORD_##NAME,
#include "policy/script/word.def"
#undef WORD
	WORD_TOTAL
};

const char *word_name(enum word w);
const char *word_kind(enum word w);
const char *word_usage(enum word w);
size_t word_least(enum word w);
size_t word_most(enum word w);

#endif

#include "policy/script/word.h"

static const struct {
	const char *name, *kind, *usage;
	size_t least, most;
} table[] = {
#define WORD(NAME, name, least, most, kind, usage) {name, kind, usage, least, most},
#include "policy/script/word.def"
#undef WORD
};

const char *word_name(enum word w)
{
	return table[w].name;
}

const char *word_kind(enum word w)
{
	return table[w].kind;
}

const char *word_usage(enum word w)
{
	return table[w].usage;
}

size_t word_least(enum word w)
{
	return table[w].least;
}

size_t word_most(enum word w)
{
	return table[w].most;
}

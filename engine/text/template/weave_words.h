#ifndef TEXT_WEAVE_WORDS_H
#define TEXT_WEAVE_WORDS_H

#include "text/template/assembly.h"
#include "text/template/weave.h"

/* How much of a sentence is written. */
enum weave_detail {
	WEAVE_FULL,  /* all of it */
	WEAVE_QUIET, /* beside the full one: no link, no id, an image by its alternative text */
	WEAVE_WORDS, /* in an attribute or a title: no markup at all */
};

/* What is shown for a segment. */
enum weave_shown {
	WEAVE_AS_IS, /* the page is in this language, or there is nothing to translate */
	WEAVE_TARGET,
	WEAVE_STALE,
	WEAVE_UNTRANSLATED,
};

/* The tags that say in which language their words are. */
enum weave_opening {
	OPENING_PAGE,
	OPENING_UNTRANSLATED,
	OPENING_PEEK,
	OPENING_SOURCE,
	OPENING_TARGET,
	OPENINGS
};

/* A program being woven. */
struct loom {
	struct assembly p;
	const struct weave *w;
	struct str openings[OPENINGS]; /* empty: not yet made */
	uint32_t peek; /* where the program has the button of a sentence, plus 1; 0: nowhere yet */
	struct template_theme theme; /* what a slot or partial of the page finds */
	struct buf tag;              /* one that is being put together */
	const struct code *link;     /* the one that is open, or NULL */
	int32_t last;    /* the last visible character of what is being written; 0: none, or a line break */
	bool in_source;  /* what is being written is in the source's language */
	bool shares_cjk; /* the language is Chinese or Japanese */
};

struct weave_sentence {
	const struct span *spans;
	size_t n;
	const struct segment *segment;
	enum weave_shown shown;
	bool foreign;                 /* in the source's language, on a page that is in another */
	uint32_t source_at, n_source; /* where the program's text has the source's words; 0: nowhere */
};

/* The sentence of a segment in the loom's language. */
struct weave_sentence weave_words_choose(const struct weave *w, const struct segment *s);
/* Whether its words become text and nothing else: no value may stand in them. */
bool weave_words_are_text(const struct segment *s);
/* And in the source language, to stand beside it. */
struct weave_sentence weave_words_source(const struct segment *s);

/* White space between the sentence before and this one, and this one. */
void weave_words_join(struct loom *l, const struct weave_sentence *s, const struct segment *before);
void weave_words_add(struct loom *l, const struct weave_sentence *s, enum weave_detail detail);

/* What follows is in the source's language, or in the page's again: its values and {{msg.ID}}. */
void weave_words_language(struct loom *l, bool source);

/* All sentences of a block as words alone. */
void weave_words_plain(struct loom *l, const struct document_block *b, bool source);

#endif

#ifndef TEXT_WEAVE_SENTENCE_H
#define TEXT_WEAVE_SENTENCE_H

#include "text/template/weave_words.h"

/* Sentences in the tags that tell their language and state; those of other files within them. */

/* A tag that says in which language its words are. */
struct str weave_sentence_tag(struct loom *l, enum weave_opening which);

/* A sentence of the interface; a site that lacks it still has one in English. */
void weave_sentence_label(struct loom *l, struct str id, const char *english);

void weave_sentence_add(struct loom *l, const struct weave_sentence *s);

/* The codes around a whole block. */
void weave_sentence_open(struct loom *l, const struct document_block *b, enum weave_detail detail);
void weave_sentence_close(struct loom *l, const struct document_block *b, enum weave_detail detail);

/* The words that an include takes into a sentence: in the language of what stands around them. */
void weave_sentence_included(struct loom *l, const struct document_block *b, enum weave_detail detail);

/* Whether a sentence is shown in one of these ways, a bit each; or, where it has no words of its own, one that it takes in. */
bool weave_sentence_is(const struct weave *w, const struct weave_sentence *s, unsigned shown);

#endif

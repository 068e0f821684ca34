#include "text/template/weave_sentence.h"

#include <string.h>

#include "base/arena.h"
#include "text/template/message.h"
#include "text/template/weave_code.h"
#include "text/words/escape.h"

static void add_tags(struct loom *l, const char *z)
{
	assembly_add_tags(&l->p, str_from(z));
}

/* ` lang="de-DE"`, and ` dir="rtl"` where the other language runs the other way. */
static void put_language(const struct loom *l, bool source, struct buf *out)
{
	const struct weave *w = l->w;

	buf_add_z(out, " lang=\"");
	escape_add_words(out, source ? w->source_language : w->language, PLACE_DATA);
	if (strcmp(w->source_direction, w->direction) != 0) {
		buf_add_z(out, "\" dir=\"");
		buf_add_z(out, source ? w->source_direction : w->direction);
	}
	buf_add_z(out, "\"");
}

static struct str make_tag(struct loom *l, enum weave_opening which)
{
	static const char *const before[] = {
		[OPENING_PAGE] = "<div",
		[OPENING_UNTRANSLATED] = "<span class=\"untranslated\"",
		[OPENING_PEEK] = "\" class=\"source\"",
		[OPENING_SOURCE] = "<span class=\"pair\"><span class=\"source\"",
		[OPENING_TARGET] = "</span> <span class=\"target\"",
	};
	struct buf out = {0};

	buf_add_z(&out, before[which]);
	put_language(l, which != OPENING_TARGET, &out);
	buf_add_z(&out, which == OPENING_PAGE ? ">\n" : ">");
	return buf_keep(&out, l->p.arena);
}

/* Put together once, for a page has them at every sentence. */
struct str weave_sentence_tag(struct loom *l, enum weave_opening which)
{
	if (l->openings[which].len == 0)
		l->openings[which] = make_tag(l, which);
	return l->openings[which];
}

void weave_sentence_label(struct loom *l, struct str id, const char *english)
{
	const struct template *t = l->w->messages ? message_find(l->w->messages, id) : NULL;

	if (t)
		assembly_splice_counted(&l->p, t, STR("n"));
	else
		assembly_add_words(&l->p, str_from(english));
}

void weave_sentence_add(struct loom *l, const struct weave_sentence *s)
{
	switch (s->shown) {
	case WEAVE_AS_IS:
	case WEAVE_TARGET:
		weave_words_add(l, s, WEAVE_FULL);
		break;
	case WEAVE_UNTRANSLATED:
		assembly_add_tags(&l->p, weave_sentence_tag(l, OPENING_UNTRANSLATED));
		weave_words_add(l, s, WEAVE_FULL);
		add_tags(l, "</span>");
		break;
	case WEAVE_STALE:
		add_tags(l, "<span class=\"stale\">");
		weave_words_add(l, s, WEAVE_FULL);
		add_tags(l, "</span><span class=\"badge\">");
		weave_sentence_label(l, STR(WEAVE_STALE_LABEL), "The original has changed");
		add_tags(l, "</span>");
		break;
	}
}

void weave_sentence_open(struct loom *l, const struct document_block *b, enum weave_detail detail)
{
	for (size_t i = 0; i < b->n_outer; i++)
		weave_code_open(l, &b->outer[i], detail);
}

void weave_sentence_close(struct loom *l, const struct document_block *b, enum weave_detail detail)
{
	for (size_t i = b->n_outer; i > 0; i--)
		weave_code_close(l, &b->outer[i - 1], detail);
}

void weave_sentence_included(struct loom *l, const struct document_block *b, enum weave_detail detail)
{
	weave_sentence_open(l, b, detail);
	for (size_t i = 0; i < b->n_segments; i++) {
		const struct segment *segment = &b->segments[i];
		struct weave_sentence s = l->in_source ? weave_words_source(segment)
		                                       : weave_words_choose(l->w, segment);

		if (i)
			weave_words_join(l, &s, &b->segments[i - 1]);
		if (detail == WEAVE_FULL && !l->in_source)
			weave_sentence_add(l, &s);
		else
			weave_words_add(l, &s, detail);
	}
	weave_sentence_close(l, b, detail);
}

bool weave_sentence_is(const struct weave *w, const struct weave_sentence *s, unsigned shown)
{
	if (s->shown != WEAVE_AS_IS)
		return shown & 1u << s->shown;
	for (size_t i = 0; i < s->segment->n_codes; i++) {
		const struct document_block *b = s->segment->codes[i].included;

		for (size_t k = 0; b && k < b->n_segments; k++) {
			struct weave_sentence inner = weave_words_choose(w, &b->segments[k]);

			if (weave_sentence_is(w, &inner, shown))
				return true;
		}
	}
	return false;
}

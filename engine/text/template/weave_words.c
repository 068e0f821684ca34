#include "text/template/weave_words.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/catalogue/catalogue.h"
#include "text/template/weave_code.h"
#include "text/words/cjk.h"

/* Stands for what is visible but no character: a value, an image. */
enum { SOMETHING = 'x' };

struct weave_sentence weave_words_source(const struct segment *s)
{
	return (struct weave_sentence){s->spans, s->n_spans, s, WEAVE_AS_IS, true};
}

static bool stands_alone(enum code_kind kind)
{
	return kind >= CODE_CODE;
}

/* Whether a target's codes are the segment's and nest: else its tags would not. */
static bool fits(const struct span *spans, size_t n, const struct segment *s)
{
	struct buf open = {0};
	bool fine = true;

	for (size_t i = 0; i < n && fine; i++) {
		const struct span *span = &spans[i];

		if (span->kind == SPAN_TEXT)
			continue;
		fine = span->code < s->n_codes &&
		       (span->kind == SPAN_ALONE) == stands_alone(s->codes[span->code].kind);
		if (span->kind == SPAN_OPEN) {
			buf_add(&open, (struct str){(const char *)&span->code, sizeof(span->code)});
		} else if (span->kind == SPAN_CLOSE && fine) {
			fine = open.len &&
			       ((const uint16_t *)open.at)[open.len / sizeof(span->code) - 1] == span->code;
			open.len -= fine ? sizeof(span->code) : 0;
		}
	}
	fine = fine && !open.len;
	if (open.at)
		buf_free(&open);
	return fine;
}

/* A number or a sign is the same in every language. */
static bool has_letters(const struct segment *s)
{
	for (size_t i = 0; i < s->n_spans; i++)
		for (size_t k = 0; k < s->spans[i].text.len; k++) {
			unsigned char c = (unsigned char)s->spans[i].text.at[k];

			if (c >= 0x80 || ascii_is_letter(c))
				return true;
		}
	return false;
}

static bool says_the_same(const struct unit *u, const struct segment *s)
{
	if (u->n_target != s->n_spans)
		return false;
	for (size_t i = 0; i < s->n_spans; i++)
		if (u->target[i].kind != s->spans[i].kind || !str_equal(u->target[i].text, s->spans[i].text))
			return false;
	return true;
}

struct weave_sentence weave_words_choose(const struct weave *w, const struct segment *s)
{
	struct weave_sentence sentence = {s->spans, s->n_spans, s, WEAVE_AS_IS, false};
	const struct unit *u;

	if (!w->catalogue || !s->id.len)
		return sentence;
	/* 9/30/2020 needs no translation, and may have one. */
	if (has_letters(s)) {
		sentence.shown = WEAVE_UNTRANSLATED;
		sentence.foreign = true;
	}
	u = catalogue_find_segment(w->catalogue, s);
	if (!u || !u->n_target || u->orphan || !fits(u->target, u->n_target, s))
		return sentence;
	if (!sentence.foreign && says_the_same(u, s))
		return sentence;
	if (catalogue_usable(u))
		sentence.shown = WEAVE_TARGET;
	else if (u->state == UNIT_NEEDS_ADAPTATION && w->badge_stale)
		sentence.shown = WEAVE_STALE;
	else
		return sentence;
	sentence.foreign = false;
	sentence.spans = u->target;
	sentence.n = u->n_target;
	return sentence;
}

/* The first visible character of a span; -1: it has none, look further; 0: a line break. */
static int32_t first_of(const struct span *span, const struct code *codes)
{
	struct str text = span->text;

	if (span->kind == SPAN_OPEN || span->kind == SPAN_CLOSE)
		return -1;
	if (span->kind == SPAN_ALONE) {
		const struct code *c = &codes[span->code];

		if (c->kind == CODE_BREAK || c->kind == CODE_HTML)
			return 0;
		if (c->kind == CODE_FOOTNOTE)
			return -1;
		if (c->kind != CODE_CODE)
			return SOMETHING;
		text = c->text;
	}
	for (size_t i = 0; i < text.len;) {
		int32_t c = utf8_next(text, &i);

		if (!ascii_is_white(c))
			return c;
	}
	return -1;
}

/* The same from the sentence's i-th span on, which becomes the one that has it; 0: there is none, too. */
static int32_t first_from(const struct weave_sentence *s, size_t *i)
{
	for (; *i < s->n; ++*i) {
		int32_t c = first_of(&s->spans[*i], s->segment->codes);

		if (c >= 0)
			return c;
	}
	return 0;
}

static bool is_joined(const struct loom *l, int32_t c)
{
	return cjk_is(c) || (l->shares_cjk && cjk_is_shared(c));
}

/* White space is no markup, and stands for itself wherever words do. */
static void add_space(struct loom *l, struct str space)
{
	assembly_add_tags(&l->p, space);
}

/* What a line end between two characters becomes. */
static struct str line_end(const struct loom *l, int32_t next, enum weave_detail detail)
{
	if (!l->last || !next || (is_joined(l, l->last) && is_joined(l, next)))
		return STR("");
	return detail == WEAVE_WORDS ? STR(" ") : STR("\n");
}

static void note_last(struct loom *l, struct str text)
{
	for (size_t i = text.len; i > 0; i--) {
		size_t at = i - 1;

		if (((unsigned char)text.at[at] & 0xC0) == 0x80 || ascii_is_white(text.at[at]))
			continue;
		l->last = utf8_next(text, &at);
		return;
	}
}

/* Where in a sentence something visible comes next, and what: few spans end a line, and many may have nothing. */
struct ahead {
	size_t at;
	int32_t first;
};

static int32_t first_after(const struct weave_sentence *s, size_t i, struct ahead *ahead)
{
	if (ahead->at <= i) {
		ahead->at = i + 1;
		ahead->first = first_from(s, &ahead->at);
	}
	return ahead->first;
}

/* Words with their line ends: the sentence's i-th span. */
static void add_text(struct loom *l, const struct weave_sentence *s, size_t i, struct ahead *ahead,
                     enum weave_detail detail)
{
	struct str text = s->spans[i].text;

	while (text.len) {
		size_t end = str_find_byte(text, '\n', 0), next = end;
		struct str line = str_slice(text, 0, end == SIZE_MAX ? text.len : end);
		int32_t first;

		while (end != SIZE_MAX && line.len && line.at[line.len - 1] == ' ')
			line.len--;
		assembly_add_words(&l->p, line);
		note_last(l, line);
		if (end == SIZE_MAX)
			return;
		while (next < text.len && ascii_is_white(text.at[next]))
			next++;
		text = str_slice(text, next, text.len);
		next = 0;
		first = text.len ? utf8_next(text, &next) : first_after(s, i, ahead);
		add_space(l, line_end(l, first, detail));
	}
}

/* What a code leaves at its end for the next sentence or line to meet. */
static void note_code(struct loom *l, const struct code *c)
{
	switch (c->kind) {
	case CODE_CODE:
		note_last(l, c->text);
		break;
	case CODE_BREAK:
	case CODE_HTML:
		l->last = 0;
		break;
	case CODE_FOOTNOTE:
	case CODE_INCLUDE: /* its words have left it */
		break;
	default:
		l->last = SOMETHING;
	}
}

static void add_span(struct loom *l, const struct weave_sentence *s, size_t i, struct ahead *ahead,
                     enum weave_detail detail)
{
	const struct code *c = s->segment->codes + s->spans[i].code;

	switch (s->spans[i].kind) {
	case SPAN_TEXT:
		add_text(l, s, i, ahead, detail);
		break;
	case SPAN_OPEN:
		weave_code_open(l, c, detail);
		break;
	case SPAN_CLOSE:
		weave_code_close(l, c, detail);
		break;
	case SPAN_ALONE:
		weave_code_alone(l, c, detail);
		note_code(l, c);
		break;
	}
}

/* A value, or an include, is another in another language. */
static bool has_values(const struct segment *s)
{
	for (size_t i = 0; i < s->n_codes; i++)
		if (s->codes[i].kind == CODE_SLOT || s->codes[i].kind == CODE_INCLUDE)
			return true;
	return false;
}

bool weave_words_are_text(const struct segment *s)
{
	for (size_t i = 0; i < s->n_codes; i++)
		if (s->codes[i].kind == CODE_IMAGE)
			return false;
	return !has_values(s);
}

void weave_words_language(struct loom *l, bool source)
{
	assembly_add_language(&l->p, source);
	l->in_source = source;
	l->theme.messages = source && l->w->source_messages ? l->w->source_messages : l->w->messages;
}

void weave_words_add(struct loom *l, const struct weave_sentence *s, enum weave_detail detail)
{
	bool outer = l->in_source, own = l->w->catalogue ? s->foreign : outer;
	bool changes = own != outer && has_values(s->segment);
	struct ahead ahead = {0};

	if (changes)
		weave_words_language(l, own);
	for (size_t i = 0; i < s->n; i++)
		add_span(l, s, i, &ahead, detail);
	if (changes)
		weave_words_language(l, outer);
}

/*
 * A sentence of CJK needs no space before another; any other does, though its
 * source, being CJK, has none.  What has no words stays where its source has it.
 */
void weave_words_join(struct loom *l, const struct weave_sentence *s, const struct segment *before)
{
	size_t from = 0;
	int32_t first = first_from(s, &from);

	if (l->last && first && is_joined(l, l->last) && is_joined(l, first))
		return;
	if (s->shown == WEAVE_AS_IS || !before->id.len || !s->segment->id.len)
		add_space(l, before->after);
	else if (l->last && first)
		add_space(l, STR(" "));
}

void weave_words_plain(struct loom *l, const struct document_block *b, bool source)
{
	l->last = 0;
	for (size_t i = 0; i < b->n_segments; i++) {
		struct weave_sentence s = source ? weave_words_source(&b->segments[i])
		                                 : weave_words_choose(l->w, &b->segments[i]);

		if (i)
			weave_words_join(l, &s, &b->segments[i - 1]);
		weave_words_add(l, &s, WEAVE_WORDS);
	}
}

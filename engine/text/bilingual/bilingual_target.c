#include "text/bilingual/bilingual_target.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "text/bilingual/bilingual_strong.h"

/* Each code is compared with each: of so many, not more. */
enum { MATCHED = 1024 };

struct setting {
	struct arena *arena;
	const struct segment *source;
	const struct bilingual_inline *target;
	uint16_t *map;   /* per code of the target: the source's, or BILINGUAL_NO_CODE */
	bool *used;      /* per code of the source */
	struct buf text; /* since the last code */
	struct span *spans;
	size_t n_spans;
};

static bool is_pair(enum code_kind kind)
{
	return kind <= CODE_HTML_PAIR;
}

static bool is_formatting(enum code_kind kind)
{
	return kind <= CODE_STRIKE;
}

static size_t count_strong(const struct code *codes, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += codes[i].kind == CODE_STRONG;
	return count;
}

static bool is_same(const struct code *a, const struct code *b)
{
	return a->kind == b->kind && str_equal(a->url, b->url) && str_equal(a->text, b->text);
}

/* A link or an image may lead elsewhere in another language; code that says something else is something else. */
static bool is_alike(const struct code *a, const struct code *b)
{
	return a->kind == b->kind &&
	       (is_formatting(a->kind) || a->kind == CODE_LINK || a->kind == CODE_IMAGE);
}

static void match(struct setting *s, bool (*fits)(const struct code *, const struct code *), bool again)
{
	for (size_t i = 0; i < s->target->n_codes && i < MATCHED; i++)
		for (size_t j = 0; j < s->source->n_codes && j < MATCHED && s->map[i] == BILINGUAL_NO_CODE;
		     j++)
			if ((again || !s->used[j]) && fits(&s->target->codes[i], &s->source->codes[j])) {
				s->map[i] = (uint16_t)j;
				s->used[j] = true;
			}
}

static void flush(struct setting *s)
{
	if (s->text.len > 0)
		*ARRAY_ADD(s->arena, s->spans,
		           s->n_spans) = (struct span){SPAN_TEXT, 0, str_copy(s->arena, buf_str(&s->text))};
	buf_clear(&s->text);
}

static void add_code(struct setting *s, enum span_kind kind, uint16_t code)
{
	flush(s);
	*ARRAY_ADD(s->arena, s->spans, s->n_spans) = (struct span){kind, code, {0}};
}

/* A code that the source has not, by what it says. */
static void add_words(struct setting *s, const struct code *code)
{
	if (code->kind == CODE_CODE)
		buf_add(&s->text, code->text);
	else if (code->kind == CODE_BREAK || code->kind == CODE_HTML)
		buf_add_char(&s->text, ' ');
	else if (code->kind == CODE_FOOTNOTE || code->kind == CODE_SLOT || code->kind == CODE_INCLUDE)
		buf_add(&s->text, code->markdown);
}

static void add_spans(struct setting *s)
{
	for (size_t i = 0; i < s->target->n_spans; i++) {
		const struct span *span = &s->target->spans[i];

		if (span->kind == SPAN_TEXT)
			buf_add(&s->text, span->text);
		else if (s->map[span->code] != BILINGUAL_NO_CODE)
			add_code(s, span->kind, s->map[span->code]);
		else if (!is_pair(s->target->codes[span->code].kind))
			add_words(s, &s->target->codes[span->code]);
	}
}

/* How many pairs lie around the whole source, from the outermost on, that the target does not have. */
static size_t count_around(const struct setting *s)
{
	const struct span *spans = s->source->spans;
	size_t n = 0, last = s->source->n_spans;

	while (n < last && spans[n].kind == SPAN_OPEN && !s->used[spans[n].code] &&
	       spans[last - 1 - n].kind == SPAN_CLOSE && spans[last - 1 - n].code == spans[n].code)
		n++;
	return n;
}

const uint16_t *bilingual_target_set(struct arena *a, struct unit *u, const struct segment *source,
                                     struct bilingual_inline *target)
{
	size_t ours = count_strong(source->codes, source->n_codes);
	size_t theirs = count_strong(target->codes, target->n_codes);
	struct setting s;
	size_t n_around;

	if (target->n_spans == 0)
		return NULL;
	if (ours > theirs)
		bilingual_strong_find(a, target, ours - theirs);
	s = (struct setting){
		.arena = a,
		.source = source,
		.target = target,
		.map = arena_array(a, target->n_codes, sizeof(*s.map)),
		.used = arena_array(a, source->n_codes, sizeof(*s.used)),
	};
	memset(s.map, 0xFF, target->n_codes * sizeof(*s.map));
	match(&s, is_same, false);
	match(&s, is_alike, false);
	match(&s, is_same, true);
	n_around = count_around(&s);
	for (size_t i = 0; i < n_around; i++)
		add_code(&s, SPAN_OPEN, source->spans[i].code);
	add_spans(&s);
	for (size_t i = n_around; i > 0; i--)
		add_code(&s, SPAN_CLOSE, source->spans[i - 1].code);
	flush(&s);
	buf_free(&s.text);
	u->target = s.spans;
	u->n_target = s.n_spans;
	u->state = catalogue_codes_match(u) ? UNIT_TRANSLATED : UNIT_NEEDS_REVIEW;
	return s.map;
}

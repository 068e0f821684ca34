#include "text/bilingual/bilingual_strong.h"

#include "base/array.h"

#define STARS STR("**")

/* Sentences with more stars than these are no sentences. */
enum { TRIES = 64 };

struct place {
	size_t span, at;
	bool found;
};

/* The next `**` from a place on; on the same level of nesting, or on any. */
static struct place find(const struct bilingual_inline *s, struct place from, bool same_level)
{
	int depth = 0;

	for (size_t i = from.span; i < s->n_spans && (depth >= 0 || !same_level); i++) {
		size_t found = SIZE_MAX;

		depth += (s->spans[i].kind == SPAN_OPEN) - (s->spans[i].kind == SPAN_CLOSE);
		if (s->spans[i].kind == SPAN_TEXT && (depth == 0 || !same_level))
			found = str_find(s->spans[i].text, STARS, i == from.span ? from.at : 0);
		if (found != SIZE_MAX)
			return (struct place){i, found, true};
	}
	return (struct place){0};
}

static void add(struct arena *a, struct bilingual_inline *to, enum span_kind kind, size_t code,
                struct str text)
{
	if (kind != SPAN_TEXT || text.len > 0)
		*ARRAY_ADD(a, to->spans, to->n_spans) = (struct span){kind, (uint16_t)code, text};
}

/* The spans again, the stars at both places being a pair. */
static void set_pair(struct arena *a, struct bilingual_inline *s, struct place open, struct place close)
{
	struct bilingual_inline to = {.codes = s->codes, .n_codes = s->n_codes};

	for (size_t i = 0; i < s->n_spans; i++) {
		struct str text = s->spans[i].text;
		size_t from = 0;

		if (i == open.span) {
			add(a, &to, SPAN_TEXT, 0, str_slice(text, 0, open.at));
			add(a, &to, SPAN_OPEN, s->n_codes - 1, (struct str){0});
			from = open.at + STARS.len;
		}
		if (i == close.span) {
			add(a, &to, SPAN_TEXT, 0, str_slice(text, from, close.at));
			add(a, &to, SPAN_CLOSE, s->n_codes - 1, (struct str){0});
			from = close.at + STARS.len;
		}
		add(a, &to, s->spans[i].kind, s->spans[i].code, str_slice(text, from, text.len));
	}
	*s = to;
}

static void add_strong(struct arena *a, struct bilingual_inline *s)
{
	struct code *codes = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->n_codes; i++)
		*ARRAY_ADD(a, codes, n) = s->codes[i];
	*ARRAY_ADD(a, codes,
	           n) = (struct code){.kind = CODE_STRONG, .markdown = STARS, .markdown_close = STARS};
	s->codes = codes;
	s->n_codes = n;
}

void bilingual_strong_find(struct arena *a, struct bilingual_inline *s, size_t most)
{
	struct place open = {0};

	for (int tries = 0; tries < TRIES && most > 0; tries++) {
		struct place close;

		open = find(s, open, false);
		if (!open.found)
			return;
		close = find(s, (struct place){open.span, open.at + STARS.len, true}, true);
		if (close.found) {
			add_strong(a, s);
			set_pair(a, s, open, close);
			most--;
			open = (struct place){0};
		} else
			open.at += STARS.len;
	}
}

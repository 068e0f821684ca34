#include "text/document/segment.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "text/words/sentence.h"

/* Some of the input's spans. */
struct run {
	struct segment_span *spans;
	size_t n;
};

struct splitting {
	struct arena *arena;
	const struct segment_input *in;
	struct document_block *block;
	size_t *begins, n_begins; /* of sentences, from the beginning of the block's words */
	size_t at, next;          /* how far we are, in them and in begins */
	int depth;                /* codes open here */
	struct run run;           /* of the spans since the last boundary */
	int32_t *numbers;         /* of the block's codes in their segments; -1: not met */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static size_t leading_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_space(s.at[n]))
		n++;
	return n;
}

static size_t trailing_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_space(s.at[s.len - 1 - n]))
		n++;
	return n;
}

/* Takes off the codes that hold all of the block. */
static void peel(struct splitting *s, struct run *r)
{
	size_t outer = 0;

	while (r->n > 1 && r->spans[0].span.kind == SPAN_OPEN && r->spans[r->n - 1].span.kind == SPAN_CLOSE &&
	       r->spans[0].span.code == r->spans[r->n - 1].span.code) {
		*ARRAY_ADD(s->arena, s->block->outer, outer) = s->in->codes[r->spans[0].span.code];
		r->spans++;
		r->n -= 2;
	}
	s->block->n_outer = outer;
}

static bool is_break(const struct splitting *s, const struct span *span)
{
	return span->kind == SPAN_ALONE && s->in->codes[span->code].kind == CODE_BREAK;
}

static struct str stand_in(const struct splitting *s, const struct span *span)
{
	if (is_break(s, span))
		return STR("\n");
	return s->in->codes[span->code].kind == CODE_FOOTNOTE ? STR(SENTENCE_MARK) : STR(SENTENCE_OBJECT);
}

static struct str words_of(const struct splitting *s, const struct span *span)
{
	return span->kind == SPAN_ALONE ? stand_in(s, span) : span->text;
}

/* The run's words, in which its sentences are looked for, and its texts stand from now on. */
static struct str join_words(struct splitting *s, const struct run *r)
{
	size_t length = 0;
	char *bytes, *to;

	for (size_t i = 0; i < r->n; i++)
		length += words_of(s, &r->spans[i].span).len;
	to = bytes = arena_bytes(s->arena, length);
	for (size_t i = 0; i < r->n; i++) {
		struct span *span = &r->spans[i].span;
		struct str words = words_of(s, span);

		if (span->kind == SPAN_TEXT)
			span->text.at = to;
		if (words.len)
			to = mempcpy(to, words.at, words.len);
	}
	return (struct str){bytes, length};
}

/* White space between two segments belongs to the first. */
static void add_after(struct splitting *s, struct str space)
{
	struct segment *last = s->block->n_segments ? &s->block->segments[s->block->n_segments - 1] : NULL;

	if (last && space.len)
		last->after = last->after.len ? str_join(s->arena, (struct str[]){last->after, space}, 2)
		                              : space;
}

/* A code's number in the segment, which it enters with its first span. */
static uint16_t number(struct splitting *s, struct segment *segment, uint16_t code)
{
	if (s->numbers[code] < 0) {
		s->numbers[code] = (int32_t)segment->n_codes;
		segment->codes[segment->n_codes++] = s->in->codes[code];
	}
	return (uint16_t)s->numbers[code];
}

static void fill_segment(struct splitting *s, struct segment *segment, const struct run *r)
{
	struct position last = r->spans[r->n - 1].position;
	size_t codes = 0;

	for (size_t i = 0; i < r->n; i++)
		codes += r->spans[i].span.kind == SPAN_OPEN || r->spans[i].span.kind == SPAN_ALONE;
	segment->spans = arena_room(s->arena, r->n, sizeof(*segment->spans));
	segment->codes = arena_room(s->arena, codes, sizeof(*segment->codes));
	segment->position = r->spans[0].position;
	for (size_t i = 0; i < r->n && segment->position.length == 0; i++)
		segment->position = r->spans[i].position;
	segment->end = last.offset + last.length;
	for (size_t i = 0; i < r->n; i++) {
		struct span *span = &segment->spans[segment->n_spans];

		*span = r->spans[i].span;
		if (span->kind != SPAN_TEXT) {
			span->code = number(s, segment, span->code);
		} else if (segment->n_spans > 0 && span[-1].kind == SPAN_TEXT) {
			span[-1].text.len += span->text.len;
			continue;
		}
		segment->n_spans++;
	}
}

static void trim_front(struct splitting *s, struct run *r)
{
	while (r->n && r->spans->span.kind == SPAN_TEXT) {
		struct str *text = &r->spans->span.text;
		size_t space = leading_space(*text);

		add_after(s, str_slice(*text, 0, space));
		*text = str_slice(*text, space, text->len);
		r->spans->position.offset += (uint32_t)space;
		if (text->len)
			break;
		r->spans++;
		r->n--;
	}
}

static struct str trim_back(struct run *r)
{
	struct str after = {0};

	while (r->n && r->spans[r->n - 1].span.kind == SPAN_TEXT) {
		struct str *text = &r->spans[r->n - 1].span.text;
		size_t space = trailing_space(*text);
		struct str cut = str_slice(*text, text->len - space, text->len);

		after = (struct str){cut.at, cut.len + after.len};
		text->len -= space;
		if (text->len)
			break;
		r->n--;
	}
	return after;
}

/* The run becomes a segment, and the next begins behind it; its edges' white space stands outside. */
static void end_segment(struct splitting *s)
{
	struct run r = s->run;
	struct str after;

	/* What a block begins with is somebody's &#32;: cmark leaves no other. */
	if (s->block->n_segments)
		trim_front(s, &r);
	after = trim_back(&r);
	if (r.n) {
		fill_segment(s, ARRAY_ADD(s->arena, s->block->segments, s->block->n_segments), &r);
		add_after(s, after);
	}
	s->run = (struct run){s->run.spans + s->run.n, 0};
}

/* Whether a sentence begins here, outside all codes.  The boundary is behind us then. */
static bool begins_here(struct splitting *s)
{
	if (s->next == s->n_begins || s->begins[s->next] != s->at)
		return false;
	s->next++;
	return s->depth == 0;
}

/* How many bytes of the source the text is: escapes and character references are longer there. */
static uint32_t written_length(struct position place, struct str text)
{
	struct str raw = str_slice(place.source->text, place.offset, place.offset + place.length);
	size_t at = 0;

	for (size_t i = 0; i < text.len && at < raw.len; i++) {
		size_t end = raw.at[at] == '&' ? str_find(raw, STR(";"), at) : SIZE_MAX;

		if (end != SIZE_MAX &&
		    (text.at[i] != '&' || str_starts(str_slice(raw, at, end), STR("&amp")))) {
			at = end + 1;
			while (i + 1 < text.len && ((unsigned char)text.at[i + 1] & 0xC0) == 0x80)
				i++;
		} else
			at += raw.at[at] == '\\' && at + 1 < raw.len && raw.at[at + 1] == text.at[i] ? 2 : 1;
	}
	return (uint32_t)(at < raw.len ? at : raw.len);
}

/* The part before a boundary ends in what is before it; the rest takes its place. */
static void split_text(struct splitting *s, struct segment_span *here)
{
	struct str text = here->span.text;
	bool as_written = here->position.length <= text.len;
	size_t from = 0;

	s->run.n++;
	while (s->next < s->n_begins && s->begins[s->next] < s->at + text.len) {
		size_t i = s->begins[s->next++] - s->at;
		struct position position = here->position;
		uint32_t passed;

		if (s->depth > 0)
			continue;
		here->span.text = str_slice(text, from, i);
		passed = as_written ? (uint32_t)(i - from) : written_length(position, here->span.text);
		end_segment(s);
		position.offset += passed;
		position.length -= position.length < passed ? position.length : passed;
		*here = (struct segment_span){{.kind = SPAN_TEXT, .text = str_slice(text, i, text.len)},
		                              position};
		s->run = (struct run){here, 1};
		from = i;
	}
	s->at += text.len;
}

static void split_span(struct splitting *s, struct segment_span *here)
{
	const struct span *span = &here->span;
	bool alone = span->kind == SPAN_ALONE && s->depth == 0 && is_break(s, span);

	if (span->kind == SPAN_TEXT) {
		split_text(s, here);
		return;
	}
	if (span->kind != SPAN_CLOSE && (begins_here(s) || alone))
		end_segment(s);
	s->depth += (span->kind == SPAN_OPEN) - (span->kind == SPAN_CLOSE);
	if (span->kind == SPAN_ALONE)
		s->at += stand_in(s, span).len;
	s->run.n++;
	if (alone) {
		end_segment(s);
		/* ICU sees a sentence end there as well. */
		begins_here(s);
	}
}

void segment_split(struct arena *a, struct arena *scratch, struct document_block *block,
                   const struct segment_input *input, struct str language)
{
	struct splitting s = {.arena = a, .in = input, .block = block};
	struct run all = {input->spans, input->n};

	s.numbers = arena_room(scratch, input->n_codes, sizeof(*s.numbers));
	for (size_t i = 0; i < input->n_codes; i++)
		s.numbers[i] = -1;
	peel(&s, &all);
	s.run.spans = all.spans;
	s.n_begins = sentence_find(scratch, join_words(&s, &all), language, &s.begins);
	for (size_t i = 0; i < all.n; i++)
		split_span(&s, &all.spans[i]);
	end_segment(&s);
}

size_t segment_words(const struct span *spans, size_t n, struct str language)
{
	struct buf text = {0};
	size_t words;

	for (size_t i = 0; i < n; i++) {
		if (spans[i].kind == SPAN_TEXT)
			buf_add(&text, spans[i].text);
		else if (spans[i].kind == SPAN_ALONE)
			buf_add_char(&text, ' ');
	}
	words = sentence_count_words(buf_str(&text), language);
	buf_free(&text);
	return words;
}

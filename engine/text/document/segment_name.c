#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/tally.h"
#include "base/wide.h"
#include "text/document/segment.h"
#include "text/words/sentence.h"

enum { DIGITS = sizeof(uint64_t) }; /* of the hash, in an id: a key of the tally's, too */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool has_words(const struct segment *s)
{
	for (size_t i = 0; i < s->n_spans; i++)
		if (s->spans[i].kind == SPAN_TEXT && sentence_has_words(s->spans[i].text))
			return true;
	return false;
}

/* Whether a stride of bytes, on which another follows, may have other white space than one space at a time. */
static bool is_odd(const char *at)
{
	wide here = wide_at(at), next = wide_at(at + 1);

	return wide_any(((here >= 0) & (here < ' ')) | ((here == ' ') & (next == ' ')));
}

/* All words are asked, so many bytes at once, a few of the last twice. */
static bool may_collapse(struct str text)
{
	const size_t least = sizeof(wide) + 1;
	bool found = text.len > 0 && (uint8_t)text.at[text.len - 1] < ' ';

	if (text.len < least) {
		for (size_t i = 0; i + 1 < text.len && !found; i++)
			found = (uint8_t)text.at[i] < ' ' || (text.at[i] == ' ' && text.at[i + 1] == ' ');
		return found;
	}
	for (size_t i = 0; i < text.len - least && !found; i += sizeof(wide))
		found = is_odd(text.at + i);
	return found || is_odd(text.at + text.len - least);
}

/* White space as one space, across spans; there may be one at the end of what has been added so far. */
static void add_collapsed(struct buf *out, struct str text)
{
	bool spaced = out->len && out->at[out->len - 1] == ' ';
	char *to;

	if (!spaced && !may_collapse(text)) {
		buf_add(out, text);
		return;
	}
	to = buf_reserve(out, text.len);
	for (size_t i = 0; i < text.len; i++) {
		bool space = is_space(text.at[i]);

		if (!space || !spaced)
			*to++ = space ? ' ' : text.at[i];
		spaced = space;
	}
	out->len = (size_t)(to - out->at);
}

/* What an id is the hash of: the words, and of the codes what a translator sees. */
static void add_canonical(struct buf *out, const struct segment *s)
{
	for (size_t i = 0; i < s->n_spans; i++) {
		const struct span *span = &s->spans[i];
		const struct code *code = span->kind == SPAN_TEXT ? NULL : &s->codes[span->code];

		if (!code) {
			add_collapsed(out, span->text);
			continue;
		}
		buf_add_char(out, (char)span->kind);
		buf_add_char(out, (char)('A' + code->kind));
		if (code->kind == CODE_CODE || code->kind == CODE_SLOT || code->kind == CODE_INCLUDE)
			buf_add(out, code->text);
		buf_add_char(out, 0);
	}
}

/* Most sentences are one text, and as it should be. */
static struct str canonical(struct buf *room, const struct segment *s)
{
	if (s->n_spans == 1 && s->spans->kind == SPAN_TEXT && !may_collapse(s->spans->text))
		return s->spans->text;
	buf_clear(room);
	add_canonical(room, s);
	return buf_str(room);
}

static struct str prefix_of(const struct document_block *b)
{
	switch (b->kind) {
	case BLOCK_PARAGRAPH:
		return STR("p");
	case BLOCK_HEADING:
		return STR("h");
	case BLOCK_CELL:
		return STR("td");
	case BLOCK_ALT:
		return STR("alt");
	case BLOCK_TITLE:
		return STR("tip"); /* `title` is the page's own */
	case BLOCK_FIELD:
		break;
	default:
		return STR("x");
	}
	return b->key;
}

/* From the second of the same on -2, -3, ... */
static struct str tell_apart(struct arena *a, struct tally *names, struct str id)
{
	uint64_t key;
	size_t before;

	memcpy(&key, id.at + id.len - DIGITS, sizeof(key));
	before = tally_enter_key(names, a, id, key)->count++;
	return before ? str_format(a, "%.*s-%zu", STR_ARG(id), before + 1) : id;
}

/* PREFIX-HASH */
static struct str name(struct arena *a, struct tally *names, struct str prefix, struct str content)
{
	struct str id = {.len = prefix.len + 1 + DIGITS};
	char *at = arena_bytes(a, id.len);

	id.at = at;
	at = mempcpy(at, prefix.at, prefix.len);
	*at++ = '-';
	hash_digits(hash_of(content), at, DIGITS);
	return tell_apart(a, names, id);
}

/* What was cut again has no id; of what has one the words are what they were, and only how often they came is not. */
static struct str id_of(struct arena *a, struct tally *names, const struct document_block *b,
                        const struct segment *s, struct buf *room)
{
	struct str prefix = prefix_of(b);

	if (s->id.len > 0)
		return tell_apart(a, names, str_slice(s->id, 0, prefix.len + 1 + DIGITS));
	return has_words(s) ? name(a, names, prefix, canonical(room, s)) : (struct str){0};
}

void segment_name_all(struct arena *a, struct document *doc)
{
	struct tally names = {0};
	struct buf words = {0};
	uint32_t number = 0;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		struct document_block *b = doc->blocks[i];

		for (size_t k = 0; k < b->n_segments; k++) {
			struct segment *s = &b->segments[k];

			s->id = id_of(a, &names, b, s, &words);
			s->number = number;
			number += s->id.len > 0;
		}
	}
	buf_free(&words);
}

struct str *segment_name_groups(struct arena *a, const struct document *doc)
{
	struct str *groups = arena_array(a, doc->n_blocks, sizeof(*groups));
	struct tally names = {0};
	struct buf one = {0}, all = {0};

	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct document_block *b = doc->blocks[i];

		buf_clear(&all);
		for (size_t k = 0; k < b->n_segments; k++) {
			buf_add(&all, canonical(&one, &b->segments[k]));
			add_collapsed(&all, b->segments[k].after);
		}
		groups[i] = b->kind == BLOCK_FIELD ? b->key : name(a, &names, prefix_of(b), buf_str(&all));
	}
	buf_free(&one);
	buf_free(&all);
	return groups;
}

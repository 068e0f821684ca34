#include "text/bilingual/bilingual_scan.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"

#define TARGET_OPEN STR("<span data-ttu-id=\"")
#define SOURCE_OPEN STR("<span data-stu-id=\"")
#define LOOKUP_OPEN STR("<span class=\"sxs-lookup\">")
#define CLOSE STR("</span>")
#define CLOSE_TWICE STR("</span></span>")

enum { LONGEST_ID = 64 };

static size_t find_or_end(struct str text, struct str what, size_t from)
{
	size_t at = str_find(text, what, from);

	return at == SIZE_MAX ? text.len : at;
}

/* An opening span and its id at *at, which moves past it. */
static bool take_open(struct str text, size_t *at, struct str open, struct str *id)
{
	size_t from = *at + open.len, to = from;

	if (!str_starts_at(text, *at, open))
		return false;
	while (to < text.len && to - from < LONGEST_ID && (ascii_is_alnum(text.at[to]) || text.at[to] == '-'))
		to++;
	if (to == from || !str_starts_at(text, to, STR("\">")))
		return false;
	*id = str_slice(text, from, to);
	*at = to + 2;
	return true;
}

static size_t skip_run(struct str text, size_t at)
{
	while (at < text.len && text.at[at] == '`')
		at++;
	return at;
}

/* Past the code span that opens at `at`, if it closes before limit; else past its backticks, which are text. */
static size_t skip_code(struct str text, size_t at, size_t limit)
{
	size_t from = skip_run(text, at), length = from - at;

	for (size_t i = from; i < limit;) {
		size_t end;

		if (text.at[i] != '`') {
			i++;
			continue;
		}
		end = skip_run(text, i);
		if (end - i == length)
			return end;
		i = end;
	}
	return from;
}

static bool opens_span(struct str text, size_t at)
{
	return str_starts_at(text, at, STR("<span>")) || str_starts_at(text, at, STR("<span ")) ||
	       str_starts_at(text, at, STR("<span\n"));
}

/*
 * Where a span's content ends.  The content may hold spans of its own, and in
 * its code halves of spans; where they don't add up, the first end is the one.
 */
static size_t find_close(struct str text, size_t from, size_t limit, struct str close)
{
	struct str within = str_slice(text, 0, limit);
	size_t first = str_find(within, close, from), next = first;
	int depth = 0;

	for (size_t i = from; i < limit && first != SIZE_MAX;) {
		if (i > next)
			next = find_or_end(within, close, i);
		if (text.at[i] == '`')
			i = skip_code(text, i, next);
		else if (opens_span(text, i)) {
			depth++;
			i++;
		} else if (str_starts_at(text, i, CLOSE) && depth > 0) {
			depth--;
			i += CLOSE.len;
		} else if (str_starts_at(within, i, close))
			return i;
		else
			i++;
	}
	return first;
}

/* The source half at `at`, wrapped or bare; false when there is none. */
static bool take_source(struct str text, size_t at, size_t limit, struct bilingual_segment *segment)
{
	bool wrapped = str_starts_at(text, at, LOOKUP_OPEN);
	struct str close = wrapped ? CLOSE_TWICE : CLOSE;
	size_t end;

	if (wrapped)
		at += LOOKUP_OPEN.len;
	if (!take_open(text, &at, SOURCE_OPEN, &segment->source_id))
		return false;
	end = find_close(text, at, limit, close);
	if (end == SIZE_MAX)
		return false;
	segment->source = str_slice(text, at, end);
	segment->to = end + close.len;
	segment->form = wrapped ? BILINGUAL_FULL : BILINGUAL_BARE;
	return true;
}

/* Where the target ends: before the source half with its id, else before any, else where its own span does. */
static size_t find_target_end(struct arena *a, struct str text, size_t from, size_t limit, struct str id)
{
	struct str within = str_slice(text, 0, limit);
	struct str ends[] = {
		str_format(a, "</span><span class=\"sxs-lookup\"><span data-stu-id=\"%.*s\">", STR_ARG(id)),
		str_format(a, "</span><span data-stu-id=\"%.*s\">", STR_ARG(id)),
		STR("</span><span class=\"sxs-lookup\"><span data-stu-id=\""),
		STR("</span><span data-stu-id=\""),
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t at = str_find(within, ends[i], from);

		if (at != SIZE_MAX)
			return at;
	}
	return find_close(text, from, limit, CLOSE);
}

static struct position place(const struct source *s, size_t from, size_t length)
{
	return (struct position){s, (uint32_t)from, (uint32_t)length};
}

/* The segment whose target opens at segment->from. */
static bool take_segment(struct diagnostics *d, struct arena *a, const struct source *s, size_t limit,
                         struct bilingual_segment *segment)
{
	struct str text = s->text;
	size_t at = segment->from, end;
	struct position where = place(s, at, TARGET_OPEN.len);

	if (!take_open(text, &at, TARGET_OPEN, &segment->target_id)) {
		diag_add(d, BILINGUAL_BROKEN, where);
		return false;
	}
	end = find_target_end(a, text, at, limit, segment->target_id);
	if (end == SIZE_MAX) {
		diag_add(d, BILINGUAL_UNCLOSED, where, str_z(a, segment->target_id));
		return false;
	}
	segment->target = str_slice(text, at, end);
	segment->to = end + CLOSE.len;
	if (!take_source(text, segment->to, limit, segment)) {
		segment->form = BILINGUAL_TARGET;
		segment->source_id = segment->target_id;
		diag_add(d, BILINGUAL_NO_SOURCE, where, str_z(a, segment->target_id));
	} else if (!str_equal(segment->source_id, segment->target_id))
		diag_add(d, BILINGUAL_IDS, where, str_z(a, segment->target_id), str_z(a, segment->source_id));
	else if (!str_trim(segment->target).len && str_trim(segment->source).len > 0)
		diag_add(d, BILINGUAL_NO_TARGET, where, str_z(a, segment->target_id));
	return true;
}

size_t bilingual_scan(struct diagnostics *d, struct arena *a, const struct source *s, size_t from,
                      struct bilingual_segment **segments)
{
	struct str text = s->text;
	size_t n = 0, target = find_or_end(text, TARGET_OPEN, from),
	       source = find_or_end(text, LOOKUP_OPEN, from);

	*segments = NULL;
	while (target < text.len || source < text.len) {
		struct bilingual_segment segment = {.from = target < source ? target : source};
		size_t limit = target < source ? find_or_end(text, TARGET_OPEN, target + 1) : target;
		bool taken;

		if (target < source)
			taken = take_segment(d, a, s, limit, &segment);
		else {
			taken = take_source(text, source, limit, &segment);
			segment.form = BILINGUAL_SOURCE;
			segment.target_id = segment.source_id;
			if (taken)
				diag_add(d, BILINGUAL_NO_TARGET, place(s, source, LOOKUP_OPEN.len),
				         str_z(a, segment.source_id));
		}
		if (taken)
			*ARRAY_ADD(a, *segments, n) = segment;
		from = taken ? segment.to : segment.from + 1;
		if (target < from)
			target = find_or_end(text, TARGET_OPEN, from);
		if (source < from)
			source = find_or_end(text, LOOKUP_OPEN, from);
	}
	return n;
}

void bilingual_scan_write(struct buf *out, const struct bilingual_segment *s)
{
	if (s->form != BILINGUAL_SOURCE)
		buf_add_format(out, "<span data-ttu-id=\"%.*s\">%.*s</span>", STR_ARG(s->target_id),
		               STR_ARG(s->target));
	if (s->form == BILINGUAL_TARGET)
		return;
	if (s->form != BILINGUAL_BARE)
		buf_add(out, LOOKUP_OPEN);
	buf_add_format(out, "<span data-stu-id=\"%.*s\">%.*s</span>", STR_ARG(s->source_id),
	               STR_ARG(s->source));
	if (s->form != BILINGUAL_BARE)
		buf_add(out, CLOSE);
}

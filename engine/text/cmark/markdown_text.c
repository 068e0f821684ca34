#include "text/cmark/markdown_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/bisect.h"
#include "base/buf.h"

static const uint8_t unclean[256] = {
	[0x00 ... 0x08] = 1,
	[0x0B ... 0x1F] = 1,
	[0x7F] = 1,
	[0xEF] = 1,
};

static struct str clean(struct arena *a, struct str body)
{
	size_t n = body.len;
	char *bytes = arena_copy(a, body.at, n);
	struct str all = {bytes, n};

	for (size_t i = 0; (i = str_find_class(all, i, unclean, 1)) < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == '\r' && (i + 1 == n || bytes[i + 1] != '\n'))
			bytes[i] = '\n';
		else if (c != '\r' && c != 0xEF)
			bytes[i] = ' ';
		else if (c == 0xEF && i + 2 < n && (unsigned char)bytes[i + 1] == 0xBF &&
		         (unsigned char)bytes[i + 2] > 0xBD)
			bytes[i + 2] = (char)0xBD;
	}
	return all;
}

struct text *markdown_text_make(struct arena *a, const struct source *s, struct str body)
{
	struct text *t = arena_alloc(a, sizeof(*t));
	uint32_t origin = (uint32_t)(body.at - s->text.at), begin = 0;
	size_t end = 0;

	t->source = s;
	t->bytes = s->odd ? clean(a, body) : body;
	for (; (end = str_find_byte(t->bytes, '\n', begin)) != SIZE_MAX; begin = (uint32_t)end + 1)
		*ARRAY_ADD(a, t->lines, t->n_lines) = (struct text_line){.at = begin,
		                                                         .origin = origin + begin};
	*ARRAY_ADD(a, t->lines, t->n_lines) = (struct text_line){.at = begin, .origin = origin + begin};
	return t;
}

/* What is left of a line without four columns of white space. */
static struct str dedent(struct str line)
{
	size_t i = 0;

	while (i < 4 && i < line.len && line.at[i] == ' ')
		i++;
	if (i < 4 && i < line.len && line.at[i] == '\t')
		i++;
	return str_slice(line, i, line.len);
}

struct text *markdown_text_inner(struct arena *a, const struct text *t, size_t first, size_t last)
{
	struct text *inner = arena_alloc(a, sizeof(*inner));
	struct buf bytes = {0};

	inner->source = t->source;
	inner->inner = true;
	for (size_t i = first; i <= last; i++) {
		struct str line = dedent(markdown_text_line(t, i));
		size_t at = i <= t->n_lines ? (size_t)(line.at - t->bytes.at) : t->bytes.len;

		*ARRAY_ADD(a, inner->lines, inner->n_lines) = (struct text_line){
			.at = (uint32_t)bytes.len, .origin = markdown_text_place(t, at, 0).offset};
		buf_add(&bytes, line);
		buf_add_char(&bytes, '\n');
	}
	inner->bytes = buf_keep(&bytes, a);
	return inner;
}

struct str markdown_text_line(const struct text *t, size_t line)
{
	size_t begin, end;

	if (line < 1 || line > t->n_lines)
		return (struct str){0};
	begin = t->lines[line - 1].at;
	end = line < t->n_lines ? t->lines[line].at - 1 : t->bytes.len;
	if (end > begin && t->bytes.at[end - 1] == '\r')
		end--;
	return str_slice(t->bytes, begin, end);
}

struct str markdown_text_lines(const struct text *t, size_t first, size_t last)
{
	if (first < 1 || first > last || first > t->n_lines)
		return (struct str){0};
	return str_slice(t->bytes, t->lines[first - 1].at,
	                 last < t->n_lines ? t->lines[last].at : t->bytes.len);
}

bool markdown_text_is_plain(struct str words)
{
	static const uint8_t beginnings[256] = {
		['\\'] = 1, ['`'] = 1, ['*'] = 1, ['_'] = 1, ['['] = 1, [']'] = 1,
		['<'] = 1,  ['&'] = 1, ['~'] = 1, ['{'] = 1, ['@'] = 1,
	};

	return str_find_class(words, 0, beginnings, 1) == words.len &&
	       str_find(words, STR("www."), 0) == SIZE_MAX && str_find(words, STR("://"), 0) == SIZE_MAX;
}

static size_t line_of(const struct text *t, size_t at)
{
	return BISECT(i, 1, t->n_lines, t->lines[i].at <= at) - 1;
}

/* Where the nth byte of a cell was before its `\|` became `|`. */
static size_t before_unescaping(struct str source, size_t n)
{
	size_t i = 0;

	while (n-- && i < source.len)
		i += str_starts_at(source, i, STR("\\|")) ? 2 : 1;
	return i;
}

struct position markdown_text_place(const struct text *t, size_t at, size_t length)
{
	size_t line = line_of(t, at);

	return markdown_text_place_in(t, line + 1, at - t->lines[line].at, length);
}

struct position markdown_text_place_in(const struct text *t, size_t number, size_t at, size_t length)
{
	const struct text_line *line = &t->lines[number - 1];
	struct str all = t->source->text;
	/* A prefix is nobody's: what stands there is where the line's own text begins. */
	size_t begin = at > line->prefix ? at - line->prefix : 0, end = begin + length;

	if (line->unescaped && end < 4096) {
		struct str cell = str_slice(all, line->origin, all.len);

		begin = before_unescaping(cell, begin);
		end = before_unescaping(cell, end);
	}
	begin += line->origin;
	end += line->origin;
	if (end > all.len)
		end = all.len;
	return (struct position){t->source, (uint32_t)(begin < end ? begin : end),
	                         (uint32_t)(begin < end ? end - begin : 0)};
}

static struct text_mark *find_mark(const struct text *t, const char *literal, struct str beginning)
{
	size_t i;

	if (strncmp(literal, beginning.at, beginning.len) != 0)
		return NULL;
	i = strtoul(literal + beginning.len, NULL, 10);
	return i < t->n_marks ? &t->marks[i] : NULL;
}

struct text_mark *markdown_text_mark(const struct text *t, const char *literal)
{
	while (*literal == ' ')
		literal++;
	return find_mark(t, literal, STR(MARK_BEGINNING));
}

struct text_mark *markdown_text_mark_inside(const struct text *t, const char *literal)
{
	return find_mark(t, literal, STR(MARK_INSIDE_BEGINNING));
}

#include "base/source.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/utf8.h"
#include "base/wide.h"

static void add_line(struct buf *begins, size_t at)
{
	uint32_t begin = (uint32_t)at;

	buf_add(begins, (struct str){(const char *)&begin, sizeof(begin)});
}

/* The next byte below a space: a control or, having a sign, the first of more. */
static size_t find_special(struct str text, size_t i)
{
	size_t n = 0;

	for (; i + sizeof(wide) <= text.len; i += n)
		if ((n = wide_first(wide_at(text.at + i) < ' ')) < sizeof(wide))
			return i + n;
	while (i < text.len && (signed char)text.at[i] >= ' ')
		i++;
	return i;
}

/* All that is asked of each byte of a file, at once: where lines begin, what is odd, and the first that is no UTF-8. */
static size_t look_through(struct source *s, struct buf *begins)
{
	struct str text = s->text;
	size_t bad = SIZE_MAX;

	s->odd = text.len > 0 && memchr(text.at, 0x7F, text.len);
	add_line(begins, 0);
	for (size_t i = 0; (i = find_special(text, i)) < text.len;) {
		size_t at = i;
		int32_t c;

		if (text.at[i] == '\n') {
			add_line(begins, ++i);
			continue;
		}
		c = utf8_next(text, &i);
		if (c < 0 && bad == SIZE_MAX)
			bad = at;
		s->odd |= (c < ' ' && c != '\t') || c == 0xFFFE || c == 0xFFFF;
	}
	return bad;
}

/* bad: where it is no UTF-8, or SIZE_MAX. */
static struct source *make(struct arena *a, struct str path, struct str text, size_t *bad)
{
	struct source *s = arena_alloc(a, sizeof(*s));
	struct buf begins = {0};

	assert(text.at[text.len] == 0);
	*s = (struct source){.path = str_copy(a, path), .text = text};
	/* a line has some forty bytes, and this room is soon given back */
	buf_reserve(&begins, (text.len / 32 + 1) * sizeof(*s->lines));
	*bad = look_through(s, &begins);
	s->lines = (uint32_t *)(void *)arena_copy(a, begins.at, begins.len);
	s->n_lines = begins.len / sizeof(*s->lines);
	buf_free(&begins);
	return s;
}

const struct source *source_make(struct arena *a, struct str path, struct str text)
{
	return source_piece(a, path, text, 0);
}

const struct source *source_piece(struct arena *a, struct str path, struct str text, uint32_t lines_before)
{
	struct source *s;
	size_t bad;

	assert(text.len <= SOURCE_LIMIT);
	s = make(a, path, str_copy(a, text), &bad);
	s->lines_before = lines_before;
	return s;
}

struct str source_without_mark(struct str text)
{
	return str_starts(text, SOURCE_MARK) ? str_slice(text, SOURCE_MARK.len, text.len) : text;
}

bool source_is_utf16(struct str text)
{
	return str_starts(text, STR("\xFF\xFE")) || str_starts(text, STR("\xFE\xFF"));
}

const struct source *source_take(struct diagnostics *d, struct arena *a, struct str path, struct str text)
{
	bool marked = str_starts(text, SOURCE_MARK);
	struct source *s;
	const char *nul;
	size_t bad;

	if (source_is_utf16(text)) {
		s = make(a, path, STR(""), &bad);
		diag_add(d, IS_UTF16, ((struct position){s, 0, 0}), "this file");
		return NULL;
	}
	if (marked)
		text = source_without_mark(text);
	s = make(a, path, text, &bad);
	s->marked = marked;
	if (bad != SIZE_MAX) {
		char byte[8];

		snprintf(byte, sizeof(byte), "0x%02X", (unsigned char)text.at[bad]);
		diag_add(d, BAD_UTF8, ((struct position){s, (uint32_t)bad, 1}), byte);
		return NULL;
	}
	nul = s->odd ? memchr(text.at, 0, text.len) : NULL;
	if (nul) {
		diag_add(d, NUL_BYTE, ((struct position){s, (uint32_t)(nul - text.at), 1}));
		return NULL;
	}
	return s;
}

const struct source *source_load(struct diagnostics *d, struct arena *a, const char *root, struct str path,
                                 size_t limit)
{
	struct str text;

	if (!file_read(d, a, file_path(a, root, path), limit < SOURCE_LIMIT ? limit : SOURCE_LIMIT, &text))
		return NULL;
	return source_take(d, a, path, text);
}

const struct source *source_load_typed(struct diagnostics *d, struct arena *a, const char *path, size_t limit)
{
	struct str text;

	if (!str_is(str_from(path), "-"))
		return source_load(d, a, ".", str_from(path), limit);
	return file_read_input(d, a, limit, &text) ? source_take(d, a, STR(FILE_INPUT), text) : NULL;
}

uint32_t source_line(const struct source *s, uint32_t offset)
{
	return s->lines_before + (uint32_t)BISECT(i, 1, s->n_lines, s->lines[i] <= offset);
}

uint32_t source_walk_column(struct source_walk *w, const struct source *s, uint32_t offset)
{
	uint32_t line = s->lines[source_line(s, offset) - s->lines_before - 1];
	uint32_t to = offset < s->text.len ? offset : (uint32_t)s->text.len;

	if (w->source != s || w->offset < line || w->offset > to)
		*w = (struct source_walk){s, line, 1};
	w->column += (uint32_t)utf8_begun(str_slice(s->text, w->offset, to));
	w->offset = to;
	return w->column;
}

uint32_t source_column(const struct source *s, uint32_t offset)
{
	struct source_walk w = {0};

	return source_walk_column(&w, s, offset);
}

struct str source_line_text(const struct source *s, uint32_t line)
{
	struct str text;

	assert(line > s->lines_before && line - s->lines_before <= s->n_lines);
	line -= s->lines_before;
	text = str_slice(s->text, s->lines[line - 1], line < s->n_lines ? s->lines[line] : s->text.len);
	if (str_ends(text, STR("\n")))
		text.len--;
	if (str_ends(text, STR("\r")))
		text.len--;
	return text;
}

uint32_t source_offset(const struct source *s, uint32_t line, uint32_t byte_in_line)
{
	uint32_t from;
	size_t len;

	if (line <= s->lines_before)
		return 0;
	if (line - s->lines_before > s->n_lines)
		return (uint32_t)s->text.len;
	from = s->lines[line - s->lines_before - 1];
	len = source_line_text(s, line).len;
	return from + (byte_in_line < len ? byte_in_line : (uint32_t)len);
}

struct position source_at(const struct source *s, struct str view)
{
	assert(source_has(s, view));
	return (struct position){s, (uint32_t)(view.at - s->text.at), (uint32_t)view.len};
}

struct str source_place(struct arena *a, struct position p)
{
	if (!p.source)
		return (struct str){0};
	return str_format(a, "%.*s:%" PRIu32, STR_ARG(p.source->path), source_line(p.source, p.offset));
}

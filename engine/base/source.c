#include "base/source.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"

static struct source *index_lines(struct arena *a, struct str path, struct str text, uint32_t lines_before)
{
	struct source *s = arena_alloc(a, sizeof(*s));
	struct buf begins = {0};
	const char *end;
	uint32_t at = 0;

	/* a line has some forty bytes, and this room is soon given back */
	buf_reserve(&begins, (text.len / 32 + 1) * sizeof(at));
	buf_add(&begins, (struct str){(const char *)&at, sizeof(at)});
	while (at < text.len && (end = memchr(text.at + at, '\n', text.len - at))) {
		at = (uint32_t)(end - text.at) + 1;
		buf_add(&begins, (struct str){(const char *)&at, sizeof(at)});
	}
	*s = (struct source){.path = str_copy(a, path),
	                     .text = text,
	                     .lines = (uint32_t *)(void *)arena_copy(a, begins.at, begins.len),
	                     .n_lines = begins.len / sizeof(at),
	                     .lines_before = lines_before};
	buf_free(&begins);
	return s;
}

const struct source *source_make(struct arena *a, struct str path, struct str text)
{
	return source_piece(a, path, text, 0);
}

const struct source *source_piece(struct arena *a, struct str path, struct str text, uint32_t lines_before)
{
	assert(text.len <= SOURCE_LIMIT);
	return index_lines(a, path, str_copy(a, text), lines_before);
}

const struct source *source_take(struct diagnostics *d, struct arena *a, struct str path, struct str text)
{
	bool marked = str_starts(text, STR("\xEF\xBB\xBF"));
	struct source *s;
	const char *nul;
	size_t bad;

	if (marked)
		text = str_slice(text, 3, text.len);
	s = index_lines(a, path, text, 0);
	s->marked = marked;
	bad = utf8_bad(text);
	if (bad != SIZE_MAX) {
		char byte[8];

		snprintf(byte, sizeof(byte), "0x%02X", (unsigned char)text.at[bad]);
		diag_add(d, BAD_UTF8, ((struct position){s, (uint32_t)bad, 1}), byte);
		return NULL;
	}
	nul = text.len ? memchr(text.at, 0, text.len) : NULL;
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

uint32_t source_column(const struct source *s, uint32_t offset)
{
	size_t from = s->lines[source_line(s, offset) - s->lines_before - 1];
	size_t to = offset < s->text.len ? offset : s->text.len;

	return (uint32_t)utf8_count(str_slice(s->text, from, to)) + 1;
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

bool source_has(const struct source *s, struct str view)
{
	uintptr_t text = (uintptr_t)s->text.at, at = (uintptr_t)view.at;

	return at >= text && at - text <= s->text.len && view.len <= s->text.len - (at - text);
}

struct str source_keep(const struct source *s, struct arena *a, struct str view)
{
	return source_has(s, view) ? view : str_copy(a, view);
}

struct position source_at(const struct source *s, struct str view)
{
	assert(source_has(s, view));
	return (struct position){s, (uint32_t)(view.at - s->text.at), (uint32_t)view.len};
}

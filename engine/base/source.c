#include "base/source.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/utf8.h"
#include "base/wide.h"

/*
 * Line feeds are counted when somebody first asks for a line, as mostly nobody does: by so many bytes, and their places
 * noted nowhere.
 */
enum { STRIDE = 512 };

struct source_lines {
	uint32_t n;        /* 0: not counted yet */
	uint32_t before[]; /* how many line feeds stand before each stretch of the text */
};

static uint32_t count_feeds(struct str text)
{
	wide feeds = {0};
	uint32_t n;
	size_t i = 0;

	assert(text.len <= STRIDE);
	for (; i + sizeof(wide) <= text.len; i += sizeof(wide))
		feeds -= wide_at(text.at + i) == '\n';
	n = wide_sum(feeds);
	for (; i < text.len; i++)
		n += text.at[i] == '\n';
	return n;
}

static struct str stride_of(struct str text, size_t i)
{
	size_t from = i * STRIDE;

	return str_slice(text, from, text.len - from < STRIDE ? text.len : from + STRIDE);
}

static void count_lines(const struct source *s)
{
	uint32_t feeds = 0;

	for (size_t i = 0; i <= s->text.len / STRIDE; i++) {
		s->lines->before[i] = feeds;
		feeds += count_feeds(stride_of(s->text, i));
	}
	s->lines->n = feeds + 1;
}

static const struct source_lines *lines_of(const struct source *s)
{
	/* what several hands read, each of them may find fault with */
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&lock);
	if (s->lines->n == 0)
		count_lines(s);
	pthread_mutex_unlock(&lock);
	return s->lines;
}

uint32_t source_n_lines(const struct source *s)
{
	return lines_of(s)->n;
}

/* Bytes below a space that are no line feeds: controls or, having a sign, of what is more than ASCII. */
static inline wide specials_at(const char *at)
{
	wide w = wide_at(at);

	return (w < ' ') ^ (w == '\n');
}

static size_t find_special(struct str text, size_t i)
{
	size_t n = 0;

	while (text.len - i >= 2 * sizeof(wide) &&
	       !wide_any(specials_at(text.at + i) | specials_at(text.at + i + sizeof(wide))))
		i += 2 * sizeof(wide);
	for (; i + sizeof(wide) <= text.len; i += n)
		if ((n = wide_first(specials_at(text.at + i))) < sizeof(wide))
			return i + n;
	while (i < text.len && ((signed char)text.at[i] >= ' ' || text.at[i] == '\n'))
		i++;
	return i;
}

/*
 * What is not plainly a character of at most three bytes, or may be odd, in the sixteen bytes after the first two:
 * a byte is a further one just where one before it asks for it.
 */
static inline wide doubts_at(const char *at)
{
	wide second = wide_at(at), first = wide_at(at + 1), w = wide_at(at + 2), low = w < -0x60;
	wide due = ((first & -0x40) == -0x40) | ((second & -0x20) == -0x20);
	wide overlong = ((w & -2) == -0x40) | ((first == -0x20) & low);
	wide surrogate = (first == -0x13) & ~low, long_or_none = (w & -0x10) == -0x10;
	wide control = (w < ' ') ^ (w < 0) ^ (w == '\n') ^ (w == '\t');
	wide none = (first == -0x41) & ((w & -2) == -0x42); /* U+FFFE, U+FFFF and some more */

	return (due ^ (w < -0x40)) | overlong | surrogate | long_or_none | control | none;
}

/* Past what is in order: most characters of more than one byte cost nothing by themselves so. */
static size_t skip_plain(struct str text, size_t from)
{
	enum { BEFORE = 2, LIGHT = 2 * sizeof(wide) - BEFORE };
	size_t i = from;

	if (from < BEFORE)
		return from;
	while (text.len - i >= LIGHT) {
		const char *at = text.at + i - BEFORE;

		if (!wide_any(specials_at(at) | specials_at(at + sizeof(wide))))
			i += LIGHT;
		else if (!wide_any(doubts_at(at)))
			i += sizeof(wide);
		else
			break;
	}
	/* the last character may go on */
	for (size_t k = 1; k <= BEFORE && i - k >= from; k++)
		if ((unsigned char)text.at[i - k] >= 0xC0)
			return i - k;
	return i;
}

/* Whether there is anything odd, and the first that is no UTF-8. */
static size_t look_through(struct source *s)
{
	struct str text = s->text;
	size_t bad = SIZE_MAX;

	s->odd = text.len > 0 && memchr(text.at, 0x7F, text.len);
	for (size_t i = 0; (i = find_special(text, skip_plain(text, i))) < text.len;) {
		size_t at = i;
		int32_t c = utf8_next(text, &i);

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

	assert(text.at[text.len] == 0);
	*s = (struct source){
		.path = str_copy(a, path),
		.text = text,
		.lines = arena_take(a,
	                            sizeof(*s->lines) + (text.len / STRIDE + 1) * sizeof(*s->lines->before)),
	};
	s->lines->n = 0;
	*bad = look_through(s);
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
	size_t at = offset < s->text.len ? offset : s->text.len, stride = at / STRIDE;

	return s->lines_before + lines_of(s)->before[stride] +
	       count_feeds(str_slice(s->text, stride * STRIDE, at)) + 1;
}

/* The line is counted within the text. */
static uint32_t begin_of(const struct source *s, uint32_t line)
{
	const uint32_t *before = lines_of(s)->before;
	size_t feeds = line - 1;
	size_t stride = BISECT(i, 1, s->text.len / STRIDE + 1, before[i] < feeds) - 1;
	size_t at = stride * STRIDE;

	for (size_t n = before[stride]; n < feeds; n++)
		at = str_find_byte(s->text, '\n', at) + 1;
	return (uint32_t)at;
}

static struct source_walk walk_line(const struct source *s, uint32_t line)
{
	struct str text = source_line_text(s, line);
	uint32_t begin = (uint32_t)(text.at - s->text.at);

	return (struct source_walk){s, begin, 1, line, begin, begin + (uint32_t)text.len};
}

uint32_t source_walk_column(struct source_walk *w, const struct source *s, uint32_t offset)
{
	uint32_t to = offset < s->text.len ? offset : (uint32_t)s->text.len;

	if (w->source != s || w->offset > to || w->end < to)
		*w = walk_line(s, source_line(s, to));
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
	size_t begin, feed;

	assert(line > s->lines_before && line - s->lines_before <= source_n_lines(s));
	begin = begin_of(s, line - s->lines_before);
	feed = str_find_byte(s->text, '\n', begin);
	text = str_slice(s->text, begin, feed < s->text.len ? feed : s->text.len);
	if (str_ends(text, STR("\r")))
		text.len--;
	return text;
}

uint32_t source_offset(const struct source *s, uint32_t line, uint32_t byte_in_line)
{
	struct str text;

	if (line <= s->lines_before)
		return 0;
	if (line - s->lines_before > source_n_lines(s))
		return (uint32_t)s->text.len;
	text = source_line_text(s, line);
	return (uint32_t)(text.at - s->text.at + (byte_in_line < text.len ? byte_in_line : text.len));
}

static inline bool has(const struct source *s, struct str view)
{
	uintptr_t text = (uintptr_t)s->text.at, at = (uintptr_t)view.at;

	return at >= text && at - text <= s->text.len && view.len <= s->text.len - (at - text);
}

struct position source_at(const struct source *s, struct str view)
{
	assert(has(s, view));
	return (struct position){s, (uint32_t)(view.at - s->text.at), (uint32_t)view.len};
}

struct str source_place(struct arena *a, struct position p)
{
	if (!p.source)
		return (struct str){0};
	return str_format(a, "%.*s:%" PRIu32, STR_ARG(p.source->path), source_line(p.source, p.offset));
}

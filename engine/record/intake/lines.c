#include "record/intake/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file_read.h"
#include "base/source.h"

enum { STEP = 256 << 10, SHOWN = 200 };

static bool fail(struct lines *l, int reason)
{
	diag_add(l->d, CANNOT_READ, POSITION_NONE, l->path, strerror(reason));
	return false;
}

/* Reads on; what stands before the record makes room. */
static bool fill(struct lines *l)
{
	ssize_t n;

	if (l->record) {
		memmove(l->window.at, l->window.at + l->record, l->window.len - l->record);
		l->window.len -= l->record;
		l->end -= l->record;
		l->record = 0;
	}
	do
		n = read(l->fd, buf_reserve(&l->window, STEP), STEP);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(l, errno);
	l->window.len += (size_t)n;
	l->all_read = n == 0;
	return true;
}

static bool begin(struct lines *l)
{
	while (!l->all_read && l->window.len < SOURCE_MARK.len)
		if (!fill(l))
			return false;
	if (source_is_utf16(buf_str(&l->window))) {
		diag_add(l->d, IS_UTF16, POSITION_NONE, l->path);
		return false;
	}
	if (str_starts(buf_str(&l->window), SOURCE_MARK))
		l->record = l->end = SOURCE_MARK.len;
	return true;
}

bool lines_open(struct lines *l, struct diagnostics *d, const char *path)
{
	struct stat st;

	*l = (struct lines){.d = d, .path = path, .fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
	if (l->fd < 0 || fstat(l->fd, &st) < 0) {
		fail(l, errno);
		goto failed;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_add(d, NOT_A_FILE, POSITION_NONE, path);
		goto failed;
	}
	if (begin(l))
		return true;
failed:
	lines_close(l);
	return false;
}

bool lines_open_stream(struct lines *l, struct diagnostics *d, const char *path)
{
	bool input = str_is(str_from(path), "-");

	*l = (struct lines){.d = d, .path = input ? FILE_INPUT : path};
	l->fd = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if ((l->fd >= 0 || fail(l, errno)) && begin(l))
		return true;
	lines_close(l);
	return false;
}

void lines_close(struct lines *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	buf_free(&l->window);
}

enum lines_status lines_extend(struct lines *l, struct str *line)
{
	size_t seen = 0;

	for (;;) {
		const char *at = l->window.at + l->end;
		size_t left = l->window.len - l->end;
		const char *feed = left > seen ? memchr(at + seen, '\n', left - seen) : NULL;

		if (feed || (l->all_read && left))
			*line = (struct str){at, feed ? (size_t)(feed - at) + 1 : left};
		else if (l->all_read)
			return LINES_END;
		if ((feed || l->all_read ? line->len : left) > LINES_RECORD_LIMIT - (l->end - l->record))
			return LINES_TOO_LONG;
		if (feed || l->all_read)
			break;
		seen = left;
		if (!fill(l))
			return LINES_FAILED;
	}
	l->end += line->len;
	return LINES_READ;
}

bool lines_has_next(const struct lines *l)
{
	size_t left = l->window.len - l->end;

	return left && (l->all_read || memchr(l->window.at + l->end, '\n', left));
}

struct str lines_record(const struct lines *l)
{
	return (struct str){l->window.at + l->record, l->end - l->record};
}

void lines_next(struct lines *l)
{
	for (size_t i = l->record; i < l->end; i++)
		l->before += l->window.at[i] == '\n';
	l->record = l->end;
}

bool lines_retry(struct lines *l)
{
	for (;;) {
		const char *at = l->window.at + l->record;
		const char *feed = memchr(at, '\n', l->window.len - l->record);

		/* However long the line is, no more is kept than what was read at once. */
		l->record = l->end = feed ? (size_t)(feed - l->window.at) + 1 : l->window.len;
		l->before += feed != NULL;
		if (feed || l->all_read)
			return true;
		if (!fill(l))
			return false;
	}
}

struct str lines_start(const struct lines *l)
{
	size_t left = l->window.len - l->record;

	return (struct str){l->window.at + l->record, left < SHOWN ? left : SHOWN};
}

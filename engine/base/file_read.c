#include "base/file_read.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/stamp.h"

/* Fills the buffer unless the file ends first; -1 on error. */
static ssize_t read_full(int fd, char *to, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = FILE_AGAIN(read(fd, to + len, size - len));

		if (n < 0)
			return -1;
		if (!n)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

static bool too_large(struct diagnostics *d, const char *path, uint64_t size, size_t limit)
{
	char has[24], may[24];

	snprintf(has, sizeof(has), "%" PRIu64, size);
	snprintf(may, sizeof(may), "%zu", limit);
	diag_add(d, TOO_LARGE, POSITION_NONE, path, has, may);
	return false;
}

/* O_NONBLOCK: opening a pipe must not wait for its writer before it is refused. */
static int open_to_read(const char *path)
{
	return FILE_AGAIN(open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

bool file_read(struct diagnostics *d, struct arena *a, const char *path, size_t limit, struct str *out)
{
	struct stamp unasked;

	return file_read_stamped(d, a, path, limit, out, &unasked);
}

bool file_read_stamped(struct diagnostics *d, struct arena *a, const char *path, size_t limit,
                       struct str *out, struct stamp *before)
{
	int fd = open_to_read(path);
	struct stat st;
	bool ok = false;
	char *bytes;
	ssize_t len;

	if (fd < 0 && errno == ELOOP) {
		diag_add(d, NOT_A_FILE, POSITION_NONE, path);
		return false;
	}
	if (fd < 0)
		return file_cannot_read(d, path);
	if (fstat(fd, &st) < 0) {
		file_cannot_read(d, path);
		goto done;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_add(d, NOT_A_FILE, POSITION_NONE, path);
		goto done;
	}
	if ((uint64_t)st.st_size > limit) {
		too_large(d, path, (uint64_t)st.st_size, limit);
		goto done;
	}
	*before = stamp_from(&st);
	bytes = arena_bytes(a, (size_t)st.st_size);
	len = read_full(fd, bytes, (size_t)st.st_size);
	if (len < 0) {
		file_cannot_read(d, path);
		goto done;
	}
	bytes[len] = 0; /* it may have been cut meanwhile */
	*out = (struct str){bytes, (size_t)len};
	ok = true;
done:
	close(fd);
	return ok;
}

bool file_read_input(struct diagnostics *d, struct arena *a, size_t limit, struct str *out)
{
	struct buf bytes = {0};
	ssize_t n;

	do {
		n = FILE_AGAIN(read(STDIN_FILENO, buf_reserve(&bytes, 1 << 16), 1 << 16));
		bytes.len += n > 0 ? (size_t)n : 0;
	} while (n > 0 && bytes.len <= limit);
	if (n < 0)
		file_cannot_read(d, FILE_INPUT);
	else if (bytes.len > limit)
		too_large(d, FILE_INPUT, bytes.len, limit);
	else
		*out = str_copy(a, buf_str(&bytes));
	buf_free(&bytes);
	return n == 0;
}

struct str file_read_map(const char *path)
{
	int fd = open_to_read(path);
	void *at = MAP_FAILED;
	struct stat st = {0};

	if (fd < 0)
		return (struct str){0};
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	return at == MAP_FAILED ? (struct str){0} : (struct str){at, (size_t)st.st_size};
}

void file_read_unmap(struct str bytes)
{
	if (bytes.len > 0)
		munmap((void *)bytes.at, bytes.len);
}

bool file_read_head(struct arena *a, const char *path, size_t most, struct str *out)
{
	int fd = open_to_read(path);
	struct stat st;
	ssize_t len = -1;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		size_t size = (uint64_t)st.st_size < most ? (size_t)st.st_size : most;
		char *bytes = arena_bytes(a, size);

		len = read_full(fd, bytes, size);
		*out = (struct str){bytes, len < 0 ? 0 : (size_t)len};
	}
	close(fd);
	return len >= 0;
}

bool file_read_matches(const char *path, struct str bytes)
{
	int fd = open_to_read(path);
	char block[1 << 14];
	struct stat st;
	bool same = false;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size != bytes.len)
		goto done;
	while (bytes.len) {
		ssize_t n = read_full(fd, block, sizeof(block));

		if (n <= 0 || !str_starts(bytes, (struct str){block, (size_t)n}))
			goto done;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
	same = true;
done:
	close(fd);
	return same;
}

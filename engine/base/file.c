#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file_read.h"
#include "base/hash.h"
#include "base/stamp.h"

bool file_cannot_read(struct diagnostics *d, const char *path)
{
	diag_add(d, CANNOT_READ, POSITION_NONE, path, strerror(errno));
	return false;
}

bool file_cannot_write(struct diagnostics *d, const char *path)
{
	diag_add(d, CANNOT_WRITE, POSITION_NONE, path, strerror(errno));
	return false;
}

static bool write_pieces(int fd, const struct str *pieces, size_t n)
{
	enum { AT_ONCE = 64 };
	struct iovec some[AT_ONCE];
	size_t written = 0; /* of the first that is left */

	for (size_t i = 0; i < n;) {
		size_t n_some = n - i < AT_ONCE ? n - i : AT_ONCE;
		ssize_t more;

		for (size_t k = 0; k < n_some; k++)
			some[k] = (struct iovec){(void *)pieces[i + k].at, pieces[i + k].len};
		some[0].iov_base = (char *)some[0].iov_base + written;
		some[0].iov_len -= written;
		more = FILE_AGAIN(writev(fd, some, (int)n_some));
		if (more < 0)
			return false;
		for (written += (size_t)more; i < n && written >= pieces[i].len; i++)
			written -= pieces[i].len;
	}
	return true;
}

bool file_has_size(const char *path, int64_t size)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size;
}

/* Opens a new file beside path and leaves its name in the buffer; -1 with errno. */
static int open_temporary(const char *path, struct buf *name)
{
	enum { DIGITS = 16 };
	static _Thread_local uint64_t number; /* drawn once, where nobody else counts, then counted on */
	char digits[DIGITS];

	if (number == 0 && getrandom(&number, sizeof(number), 0) != sizeof(number))
		return -1;
	hash_digits((struct hash){.high = number++}, digits, DIGITS);
	buf_clear(name);
	buf_add(name, str_folder(str_from(path)));
	buf_add_z(name, FILE_TEMPORARY);
	buf_add(name, (struct str){digits, DIGITS});
	buf_add_char(name, 0);
	return FILE_AGAIN(open(name->at, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
}

/* Most folders stand in one that is there: from the last to the first that can be made, and back. */
static bool make_folders(struct str path)
{
	struct buf z = {0};
	struct stat st;
	bool ok;

	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	if (path.len == 0)
		return true;
	buf_add(&z, path);
	buf_add_char(&z, 0);
	ok = FILE_AGAIN(mkdir(z.at, 0777)) == 0 ||
	     (errno == ENOENT && make_folders(str_folder(path)) && FILE_AGAIN(mkdir(z.at, 0777)) == 0);
	if (!ok && errno == EEXIST && stat(z.at, &st) == 0) {
		ok = S_ISDIR(st.st_mode);
		errno = ENOTDIR;
	}
	buf_free(&z);
	return ok;
}

static void close_keeping_errno(int fd)
{
	int reason = errno;

	close(fd);
	errno = reason;
}

/* Writes to the open file called so and closes it; what can't be written whole is removed again.  written may be NULL. */
static bool fill(struct diagnostics *d, int fd, const char *name, const char *path, const struct str *pieces,
                 size_t n, bool sync, struct stamp *written)
{
	if (!write_pieces(fd, pieces, n) || (sync && FILE_AGAIN(fsync(fd)) < 0)) {
		close_keeping_errno(fd);
		goto err;
	}
	if (written)
		*written = stamp_of_open(fd);
	if (close(fd) == 0)
		return true;
err:
	file_cannot_write(d, path);
	unlink(name);
	return false;
}

/* Writes the pieces beside path; the name of what was written is left in the buffer. */
static bool stage(struct diagnostics *d, const char *path, const struct str *pieces, size_t n, bool sync,
                  struct buf *name)
{
	int fd = open_temporary(path, name);

	if (fd < 0 && errno == ENOENT && make_folders(str_folder(str_from(path))))
		fd = open_temporary(path, name);
	return fd < 0 ? file_cannot_write(d, path) : fill(d, fd, name->at, path, pieces, n, sync, NULL);
}

bool file_stage(struct diagnostics *d, const char *path, struct str bytes, struct buf *name)
{
	return stage(d, path, &bytes, 1, false, name);
}

static int open_to_write(const char *path)
{
	return FILE_AGAIN(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
}

bool file_write(struct diagnostics *d, const char *path, struct str bytes, struct stamp *written)
{
	int fd = open_to_write(path);

	if (fd < 0 && errno == ENOENT && make_folders(str_folder(str_from(path))))
		fd = open_to_write(path);
	return fd < 0 ? file_cannot_write(d, path) : fill(d, fd, path, path, &bytes, 1, false, written);
}

bool file_place(struct diagnostics *d, const char *staged, const char *path)
{
	if (FILE_AGAIN(rename(staged, path)) == 0)
		return true;
	file_cannot_write(d, path);
	unlink(staged);
	return false;
}

bool file_renew(struct diagnostics *d, const char *path, const struct str *pieces, size_t n)
{
	struct buf name = {0};
	bool done = stage(d, path, pieces, n, false, &name) && file_remove(d, path) &&
	            file_place(d, name.at, path);

	buf_free(&name);
	return done;
}

/*
 * A new file that has no name until it is whole: nothing is renamed, and a killed run leaves nothing.  false, and nothing
 * has happened: something stands there, or the file system (NFS, FUSE) or a system without /proc cannot do it.
 */
static bool put_new(const char *path, struct str bytes, struct buf *name)
{
	struct str folder = str_folder(str_from(path));
	char unnamed[32];
	bool done;
	int fd;

	buf_clear(name);
	buf_add(name, folder.len ? folder : STR("."));
	buf_add_char(name, 0);
	fd = FILE_AGAIN(open(name->at, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0644));
	if (fd < 0)
		return false;
	snprintf(unnamed, sizeof(unnamed), "/proc/self/fd/%d", fd);
	done = write_pieces(fd, &bytes, 1) &&
	       FILE_AGAIN(linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW)) == 0;
	return close(fd) == 0 && done;
}

static bool put(struct diagnostics *d, const char *path, struct str bytes, bool sync)
{
	struct buf name = {0};
	bool done = (!sync && put_new(path, bytes, &name)) ||
	            (stage(d, path, &bytes, 1, sync, &name) && file_place(d, name.at, path));

	buf_free(&name);
	return done;
}

bool file_put_soon(struct diagnostics *d, const char *path, struct str bytes)
{
	return put(d, path, bytes, false);
}

static bool publish(struct diagnostics *d, const char *path, struct str bytes, bool *changed, bool sync)
{
	bool same = file_read_matches(path, bytes), done = same || put(d, path, bytes, sync);

	if (changed)
		*changed = done && !same;
	return done;
}

bool file_append(struct diagnostics *d, const char *path, const struct str *pieces, size_t n, uint64_t *at)
{
	int fd = FILE_AGAIN(open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
	struct stat st;
	bool done;

	if (fd < 0)
		return file_cannot_write(d, path);
	done = fstat(fd, &st) == 0 && write_pieces(fd, pieces, n);
	if (done)
		*at = (uint64_t)st.st_size;
	else
		file_cannot_write(d, path);
	close(fd);
	return done;
}

bool file_publish(struct diagnostics *d, const char *path, struct str bytes, bool *changed)
{
	return publish(d, path, bytes, changed, true);
}

bool file_publish_soon(struct diagnostics *d, const char *path, struct str bytes, bool *changed)
{
	return publish(d, path, bytes, changed, false);
}

bool file_make_folders(struct diagnostics *d, const char *path)
{
	return make_folders(str_from(path)) || file_cannot_write(d, path);
}

bool file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_regular(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool file_remove(struct diagnostics *d, const char *path)
{
	return FILE_AGAIN(unlink(path)) == 0 || errno == ENOENT || file_cannot_write(d, path);
}

bool file_remove_folder(struct diagnostics *d, const char *path)
{
	return FILE_AGAIN(rmdir(path)) == 0 || errno == ENOENT || file_cannot_write(d, path);
}

bool file_move(struct diagnostics *d, const char *from, const char *to)
{
	return FILE_AGAIN(rename(from, to)) == 0 || file_cannot_write(d, to);
}

char *file_path(struct arena *a, const char *root, struct str path)
{
	struct str r = str_from(root);
	struct str parts[] = {r, str_ends(r, STR("/")) ? STR("") : STR("/"), path};

	if (!r.len || str_is(r, "."))
		return str_z(a, path);
	if (!path.len)
		return str_z(a, r);
	return (char *)str_join(a, parts, 3).at;
}

bool file_is_private(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 || S_ISLNK(st.st_mode) || !(st.st_mode & (S_IRWXG | S_IRWXO));
}

bool file_make_private(struct diagnostics *d, const char *path)
{
	struct stat st;

	return (stat(path, &st) == 0 && chmod(path, st.st_mode & S_IRWXU) == 0) || file_cannot_write(d, path);
}

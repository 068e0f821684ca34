#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

static bool cannot_read(struct diagnostics *d, const char *path)
{
	diag_add(d, CANNOT_READ, POSITION_NONE, path, strerror(errno));
	return false;
}

static bool cannot_write(struct diagnostics *d, const char *path)
{
	diag_add(d, CANNOT_WRITE, POSITION_NONE, path, strerror(errno));
	return false;
}

/* Fills the buffer unless the file ends first; -1 on error. */
static ssize_t read_full(int fd, char *to, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = read(fd, to + len, size - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

static bool write_full(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
	return true;
}

static bool too_large(struct diagnostics *d, const char *path, uint64_t size, size_t limit)
{
	char has[24], may[24];

	snprintf(has, sizeof(has), "%" PRIu64, size);
	snprintf(may, sizeof(may), "%zu", limit);
	diag_add(d, TOO_LARGE, POSITION_NONE, path, has, may);
	return false;
}

bool file_read(struct diagnostics *d, struct arena *a, const char *path, size_t limit, struct str *out)
{
	/* O_NONBLOCK: opening a pipe must not wait for its writer before it is refused. */
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	bool ok = false;
	char *bytes;
	ssize_t len;

	if (fd < 0 && errno == ELOOP) {
		diag_add(d, NOT_A_FILE, POSITION_NONE, path);
		return false;
	}
	if (fd < 0)
		return cannot_read(d, path);
	if (fstat(fd, &st) < 0) {
		cannot_read(d, path);
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
	bytes = arena_alloc(a, (size_t)st.st_size + 1);
	len = read_full(fd, bytes, (size_t)st.st_size);
	if (len < 0) {
		cannot_read(d, path);
		goto done;
	}
	*out = (struct str){bytes, (size_t)len};
	ok = true;
done:
	close(fd);
	return ok;
}

bool file_holds(const char *path, struct str bytes)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
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

bool file_has_size(const char *path, int64_t size)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size;
}

/* Opens a new file beside path and leaves its name in the buffer; -1 with errno. */
static int open_temporary(const char *path, struct buf *name)
{
	uint64_t random;

	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		return -1;
	buf_clear(name);
	buf_add(name, str_folder(str_from(path)));
	buf_add_format(name, FILE_TEMPORARY "%016" PRIx64, random);
	buf_add_char(name, 0);
	return open(name->at, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
}

static bool make_folders(struct str path)
{
	struct buf z = {0};
	bool ok = true;
	struct stat st;

	for (size_t end = 1; ok && end <= path.len; end++) {
		if (end < path.len && path.at[end] != '/')
			continue;
		buf_clear(&z);
		buf_add(&z, str_slice(path, 0, end));
		buf_add_char(&z, 0);
		if (mkdir(z.at, 0777) == 0)
			continue;
		if (errno != EEXIST || stat(z.at, &st) < 0)
			ok = false;
		else if (!S_ISDIR(st.st_mode)) {
			errno = ENOTDIR;
			ok = false;
		}
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

/* Writes the bytes beside path; the name of what was written is left in the buffer. */
static bool stage(struct diagnostics *d, const char *path, struct str bytes, bool sync, struct buf *name)
{
	int fd = open_temporary(path, name);

	if (fd < 0 && errno == ENOENT && make_folders(str_folder(str_from(path))))
		fd = open_temporary(path, name);
	if (fd < 0)
		return cannot_write(d, path);
	if (!write_full(fd, bytes) || (sync && fsync(fd) < 0)) {
		close_keeping_errno(fd);
		goto err;
	}
	if (close(fd) == 0)
		return true;
err:
	cannot_write(d, path);
	unlink(name->at);
	return false;
}

bool file_stage(struct diagnostics *d, const char *path, struct str bytes, struct buf *name)
{
	return stage(d, path, bytes, false, name);
}

bool file_place(struct diagnostics *d, const char *staged, const char *path)
{
	return rename(staged, path) == 0 || cannot_write(d, path);
}

static bool publish(struct diagnostics *d, const char *path, struct str bytes, bool *changed, bool sync)
{
	struct buf name = {0};
	bool done = true, same = file_holds(path, bytes);

	if (changed)
		*changed = false;
	if (!same && stage(d, path, bytes, sync, &name)) {
		done = file_place(d, name.at, path);
		if (!done)
			unlink(name.at);
		if (changed)
			*changed = done;
	} else if (!same) {
		done = false;
	}
	buf_free(&name);
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

bool file_sync(struct diagnostics *d, const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return cannot_write(d, folder);
	ok = syncfs(fd) == 0 || cannot_write(d, folder);
	close(fd);
	return ok;
}

bool file_make_folders(struct diagnostics *d, const char *path)
{
	return make_folders(str_from(path)) || cannot_write(d, path);
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
	return unlink(path) == 0 || errno == ENOENT || cannot_write(d, path);
}

bool file_move(struct diagnostics *d, const char *from, const char *to)
{
	return rename(from, to) == 0 || cannot_write(d, to);
}

char *file_path(struct arena *a, const char *root, struct str path)
{
	struct str r = str_from(root);
	const char *slash = str_ends(r, STR("/")) ? "" : "/";

	if (!r.len || str_is(r, "."))
		return str_z(a, path);
	if (!path.len)
		return str_z(a, r);
	return (char *)str_format(a, "%s%s%.*s", root, slash, STR_ARG(path)).at;
}

enum { DEPTH_LIMIT = 100 };

struct walk {
	struct diagnostics *d;
	struct arena *a;
	struct str suffix;
	struct str *paths;
	size_t n, cap;
};

static bool fit_to_publish(struct str name)
{
	for (size_t i = 0; i < name.len;) {
		int32_t c = utf8_next(name, &i);

		if (c < 0 || utf8_is_hidden(c))
			return false;
	}
	return true;
}

static void collect(struct walk *w, struct str path)
{
	if (w->n == w->cap) {
		struct str *more = arena_array(w->a, w->cap * 2 + 64, sizeof(*more));

		if (w->n)
			memcpy(more, w->paths, w->n * sizeof(*more));
		w->paths = more;
		w->cap = w->cap * 2 + 64;
	}
	w->paths[w->n++] = path;
}

static bool walk_folder(struct walk *w, int fd, const char *shown, struct str relative, int depth);

/* What a name is, by the folder itself where the file system tells. */
static int type_of(int folder, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return DTTOIF(entry->d_type);
	return fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ? -1 : (int)(st.st_mode & S_IFMT);
}

/* Anything but a file with a decent name: shown is its whole path for messages. */
static bool walk_other(struct walk *w, int folder, const struct dirent *entry, int type, const char *shown,
                       struct str relative, int depth)
{
	int fd;

	if (type < 0)
		return cannot_read(w->d, shown);
	if (S_ISLNK(type)) {
		diag_add(w->d, LINK_SKIPPED, POSITION_NONE, shown);
		return true;
	}
	if (!fit_to_publish(str_from(entry->d_name))) {
		diag_add(w->d, BAD_FILE_NAME, POSITION_NONE, shown);
		return false;
	}
	if (!S_ISDIR(type)) {
		diag_add(w->d, NOT_A_FILE, POSITION_NONE, shown);
		return false;
	}
	fd = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return cannot_read(w->d, shown);
	return walk_folder(w, fd, shown, relative, depth + 1);
}

/* One name of a folder; relative is what the list will say. */
static bool walk_entry(struct walk *w, int folder, const struct dirent *entry, const char *where,
                       struct str relative, int depth)
{
	struct str name = str_from(entry->d_name);
	bool wanted = str_ends(name, w->suffix);
	int type = type_of(folder, entry);

	if (type >= 0 && !S_ISLNK(type) && !S_ISDIR(type) && !wanted)
		return true;
	if (type < 0 || !S_ISREG(type) || !fit_to_publish(name))
		return walk_other(w, folder, entry, type, file_path(w->a, where, name), relative, depth);
	collect(w, relative);
	return true;
}

/* Closes fd. */
static bool walk_folder(struct walk *w, int fd, const char *shown, struct str relative, int depth)
{
	struct dirent *entry;
	bool ok = true;
	DIR *dir;

	if (depth > DEPTH_LIMIT) {
		diag_add(w->d, TOO_DEEP_FOLDER, POSITION_NONE, shown);
		close(fd);
		return false;
	}
	dir = fdopendir(fd);
	if (!dir) {
		cannot_read(w->d, shown);
		close(fd);
		return false;
	}
	while ((errno = 0, entry = readdir(dir))) {
		const char *slash = relative.len ? "/" : "";

		if (entry->d_name[0] == '.')
			continue;
		ok &= walk_entry(w, fd, entry, shown,
		                 str_format(w->a, "%.*s%s%s", STR_ARG(relative), slash, entry->d_name),
		                 depth);
	}
	if (errno)
		ok = cannot_read(w->d, shown);
	closedir(dir);
	return ok;
}

static void sort(const struct walk *w, struct file_list *out)
{
	if (w->n)
		qsort(w->paths, w->n, sizeof(*w->paths), str_by_bytes);
	*out = (struct file_list){w->paths, w->n};
}

bool file_walk(struct diagnostics *d, struct arena *a, const char *root, const char *folder,
               const char *suffix, struct file_list *out)
{
	const char *path = file_path(a, root, str_from(folder));
	struct walk w = {.d = d, .a = a, .suffix = str_from(suffix)};
	int fd = open(*path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	*out = (struct file_list){0};
	if (fd < 0)
		return errno == ENOENT || cannot_read(d, path);
	ok = walk_folder(&w, fd, path, (struct str){0}, 0);
	sort(&w, out);
	return ok;
}

bool file_folders(struct diagnostics *d, struct arena *a, const char *path, struct file_list *folders,
                  struct file_list *others)
{
	struct walk inside = {.d = d, .a = a}, beside = {.d = d, .a = a};
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;
	bool ok = true;

	*folders = *others = (struct file_list){0};
	if (!dir)
		return errno == ENOENT || cannot_read(d, path);
	while ((errno = 0, entry = readdir(dir))) {
		struct str name = str_from(entry->d_name);

		if (str_starts(name, STR(".")))
			continue;
		if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			ok = cannot_read(d, path);
		else
			collect(S_ISDIR(st.st_mode) ? &inside : &beside, str_copy(a, name));
	}
	if (errno)
		ok = cannot_read(d, path);
	closedir(dir);
	sort(&inside, folders);
	sort(&beside, others);
	return ok;
}

bool file_is_private(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 || S_ISLNK(st.st_mode) || !(st.st_mode & (S_IRWXG | S_IRWXO));
}

bool file_make_private(struct diagnostics *d, const char *path)
{
	struct stat st;

	return (stat(path, &st) == 0 && chmod(path, st.st_mode & S_IRWXU) == 0) || cannot_write(d, path);
}

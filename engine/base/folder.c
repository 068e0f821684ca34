#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"

enum { DEPTH_LIMIT = 100 };

struct walk {
	struct diagnostics *d;
	struct arena *a;
	struct str suffix;
	struct str *paths;
	size_t n;
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

static bool walk_folder(struct walk *w, int fd, const char *shown, struct str relative, int depth);

/* What a name is, by the folder itself where the file system tells. */
static int type_of(int folder, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return DTTOIF(entry->d_type);
	return fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ? -1 : (int)(st.st_mode & S_IFMT);
}

/* A link leads out of what is meant to be published; one that leads nowhere stood for something. */
static bool walk_link(struct walk *w, int folder, const char *name, const char *shown)
{
	if (faccessat(folder, name, F_OK, 0) < 0) {
		diag_add(w->d, LINK_DANGLES, POSITION_NONE, shown);
		return false;
	}
	diag_add(w->d, LINK_SKIPPED, POSITION_NONE, shown);
	return true;
}

/* Anything but a file with a decent name: shown is its whole path for messages. */
static bool walk_other(struct walk *w, int folder, const struct dirent *entry, int type, const char *shown,
                       struct str relative, int depth)
{
	int fd;

	if (type < 0)
		return file_cannot_read(w->d, shown);
	if (S_ISLNK(type))
		return walk_link(w, folder, entry->d_name, shown);
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
		return file_cannot_read(w->d, shown);
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
	*ARRAY_ADD(w->a, w->paths, w->n) = relative;
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
		file_cannot_read(w->d, shown);
		close(fd);
		return false;
	}
	while ((errno = 0, entry = readdir(dir))) {
		struct str parts[] = {relative, relative.len ? STR("/") : STR(""), str_from(entry->d_name)};

		if (entry->d_name[0] == '.')
			continue;
		ok &= walk_entry(w, fd, entry, shown, str_join(w->a, parts, 3), depth);
	}
	if (errno)
		ok = file_cannot_read(w->d, shown);
	closedir(dir);
	return ok;
}

static void sort(const struct walk *w, struct folder_entries *out)
{
	if (w->n)
		qsort(w->paths, w->n, sizeof(*w->paths), str_by_bytes);
	*out = (struct folder_entries){w->paths, w->n};
}

bool folder_walk(struct diagnostics *d, struct arena *a, const char *root, const char *folder,
                 const char *suffix, struct folder_entries *out)
{
	const char *path = file_path(a, root, str_from(folder));
	struct walk w = {.d = d, .a = a, .suffix = str_from(suffix)};
	int fd = FILE_AGAIN(open(*path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	bool ok;

	*out = (struct folder_entries){0};
	if (fd < 0)
		return errno == ENOENT || file_cannot_read(d, path);
	ok = walk_folder(&w, fd, path, (struct str){0}, 0);
	sort(&w, out);
	return ok;
}

bool folder_list(struct diagnostics *d, struct arena *a, const char *path, struct folder_entries *folders,
                 struct folder_entries *others)
{
	struct walk inside = {.d = d, .a = a}, beside = {.d = d, .a = a}, *side;
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;
	bool ok = true;

	*folders = *others = (struct folder_entries){0};
	if (!dir)
		return errno == ENOENT || file_cannot_read(d, path);
	while ((errno = 0, entry = readdir(dir))) {
		struct str name = str_from(entry->d_name);

		if (str_is(name, ".") || str_is(name, ".."))
			continue;
		if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
			ok = file_cannot_read(d, path);
			continue;
		}
		side = S_ISDIR(st.st_mode) ? &inside : &beside;
		*ARRAY_ADD(a, side->paths, side->n) = str_copy(a, name);
	}
	if (errno)
		ok = file_cannot_read(d, path);
	closedir(dir);
	sort(&inside, folders);
	sort(&beside, others);
	return ok;
}

int folder_open(const char *path)
{
	return open(*path ? path : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

void folder_close(int folder)
{
	if (folder >= 0)
		close(folder);
}

int64_t folder_modified(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? 0 : (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

uint64_t folder_inode(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 || !S_ISDIR(st.st_mode) ? 0 : st.st_ino;
}

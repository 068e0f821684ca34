#include "command/site/serve_watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum {
	SAVED = IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
	        IN_DELETE_SELF,
	DEEPEST = 100,
};

static const char *const folders[] = {"content", "rules", "locales", "themes"};
enum { FOLDERS = sizeof(folders) / sizeof(*folders) };

struct serve_watch {
	struct arena *arena;
	const char *root;
	int fd;
	int around; /* the watch of the site's own folder: those above may come and go, as when another branch is checked out */
};

/* A folder that is watched already stays so. */
static void watch_folder(struct serve_watch *w, struct arena *scratch, const char *path, int depth)
{
	struct dirent *entry;
	DIR *dir;

	if (depth > DEEPEST || inotify_add_watch(w->fd, path, SAVED | IN_ONLYDIR | IN_DONT_FOLLOW) < 0)
		return;
	dir = opendir(path);
	if (!dir)
		return;
	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.' && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN))
			watch_folder(w, scratch, file_path(scratch, path, str_from(entry->d_name)),
			             depth + 1);
	closedir(dir);
}

static void watch_all(struct serve_watch *w)
{
	struct arena *scratch = arena_open();

	for (size_t i = 0; i < FOLDERS; i++)
		watch_folder(w, scratch, file_path(scratch, w->root, str_from(folders[i])), 0);
	arena_close(scratch);
}

struct serve_watch *serve_watch_open(struct diagnostics *d, const char *root)
{
	struct arena *a = arena_open();
	struct serve_watch *w = arena_alloc(a, sizeof(*w));

	*w = (struct serve_watch){a, root, inotify_init1(IN_NONBLOCK | IN_CLOEXEC), -1};
	if (w->fd < 0) {
		diag_add(d, CANNOT_READ, POSITION_NONE, root, strerror(errno));
		arena_close(a);
		return NULL;
	}
	w->around = inotify_add_watch(w->fd, root,
	                              IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR);
	watch_all(w);
	return w;
}

void serve_watch_close(struct serve_watch *w)
{
	if (!w)
		return;
	close(w->fd);
	arena_close(w->arena);
}

int serve_watch_fd(const struct serve_watch *w)
{
	return w->fd;
}

/* .page.md.swp, page.md~, 4913: what editors leave for a moment. */
static bool is_an_editors(const char *name)
{
	size_t n = strlen(name);

	return name[0] == '.' || name[0] == '#' || (n > 0 && name[n - 1] == '~') ||
	       strspn(name, "0123456789") == n;
}

static bool is_ours(const struct serve_watch *w, const struct inotify_event *e)
{
	if (e->wd != w->around)
		return true;
	for (size_t i = 0; i < FOLDERS; i++)
		if (e->len > 0 && strcmp(e->name, folders[i]) == 0)
			return true;
	return false;
}

bool serve_watch_take(struct serve_watch *w)
{
	alignas(struct inotify_event) char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
	bool due = false, folder = false;
	ssize_t n;

	while ((n = read(w->fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *e = (const struct inotify_event *)(bytes + at);

			at += (ssize_t)(sizeof(*e) + e->len);
			if (!is_ours(w, e))
				continue;
			folder |= (e->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF)) != 0;
			due |= folder || (e->len > 0 && !is_an_editors(e->name) &&
			                  (e->mask & (uint32_t)~IN_CREATE) != 0);
		}
	if (folder)
		watch_all(w);
	return due;
}

#include "site/publish.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"

#define LIST_NAME ".tierbook-files"

struct publish {
	struct diagnostics *d;
	struct arena *arena; /* names, for as long as the run */
	const char *folder;
	struct file_list before; /* what the list named when we came, sorted */
	struct str *now;
	size_t n_now, room;
	struct publish_count count;
	bool failed;
};

static const char *full_path(struct publish *p, struct arena *a, struct str path)
{
	return str_z(a, str_format(a, "%s/%.*s", p->folder, STR_ARG(path)));
}

/* The list is ours, but it lies in the open: a name that climbs out of the folder is not believed. */
static bool stays_inside(struct str path)
{
	struct str rest = path, piece;

	if (path.len == 0 || path.at[0] == '/')
		return false;
	while (str_cut(&rest, '/', &piece))
		if (piece.len == 0 || str_is(piece, "..") || str_is(piece, "."))
			return false;
	return true;
}

static bool read_list(struct publish *p)
{
	const char *path = full_path(p, p->arena, STR(LIST_NAME));
	struct str text, line;
	size_t n = 0;

	if (!file_exists(path))
		return true;
	if (!file_read(p->d, p->arena, path, 1 << 28, &text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == '\n';
	p->before.paths = arena_array(p->arena, n + 1, sizeof(struct str));
	while (str_cut(&text, '\n', &line))
		if (stays_inside(line))
			p->before.paths[p->before.n++] = line;
	return true;
}

struct publish *publish_open(struct diagnostics *d, const char *folder)
{
	struct arena *a = arena_open();
	struct publish *p = arena_alloc(a, sizeof(*p));
	struct file_list found;

	*p = (struct publish){.d = d, .arena = a, .folder = folder};
	if (!file_make_folders(d, folder) || !read_list(p))
		goto err;
	if (p->before.n == 0 && !file_exists(full_path(p, a, STR(LIST_NAME)))) {
		if (!file_walk(d, a, folder, "", "", &found))
			goto err;
		if (found.n > 0) {
			diag_add(d, FOREIGN_FOLDER, POSITION_NONE, folder);
			goto err;
		}
	}
	return p;
err:
	publish_close(p);
	return NULL;
}

bool publish_file(struct publish *p, struct str path, struct str bytes)
{
	struct arena *scratch = arena_open();
	bool changed = false, done = file_publish(p->d, full_path(p, scratch, path), bytes, &changed);

	arena_close(scratch);
	if (!done) {
		p->failed = true;
		return false;
	}
	if (p->n_now == p->room) {
		struct str *more = arena_array(p->arena, p->room ? p->room * 2 : 256, sizeof(*more));

		if (p->n_now > 0)
			memcpy(more, p->now, p->n_now * sizeof(*more));
		p->now = more;
		p->room = p->room ? p->room * 2 : 256;
	}
	p->now[p->n_now++] = str_copy(p->arena, path);
	p->count.written += changed;
	p->count.unchanged += !changed;
	p->count.bytes += changed ? bytes.len : 0;
	return true;
}

static int compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool publish_finish(struct publish *p)
{
	struct buf list = {0};
	bool changed;

	/* A run that could not write everything removes nothing: the old page is better than none. */
	if (p->failed)
		return false;
	if (p->n_now > 0)
		qsort(p->now, p->n_now, sizeof(*p->now), compare);
	for (size_t i = 0; i < p->before.n; i++) {
		if (p->n_now > 0 && bsearch(&p->before.paths[i], p->now, p->n_now, sizeof(*p->now), compare))
			continue;
		if (!file_remove(p->d, full_path(p, p->arena, p->before.paths[i])))
			p->failed = true;
		else
			p->count.removed++;
	}
	for (size_t i = 0; i < p->n_now; i++) {
		buf_add(&list, p->now[i]);
		buf_add_char(&list, '\n');
	}
	if (!file_publish(p->d, full_path(p, p->arena, STR(LIST_NAME)), buf_str(&list), &changed))
		p->failed = true;
	buf_free(&list);
	return !p->failed;
}

void publish_close(struct publish *p)
{
	if (p)
		arena_close(p->arena);
}

struct publish_count publish_count(const struct publish *p)
{
	return p->count;
}

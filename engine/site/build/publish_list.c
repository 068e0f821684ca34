#include "site/build/publish_list.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/file_read.h"

#define LIST_NAME ".tierbook-files"

enum { LIST_LIMIT = 1 << 28 };

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

bool publish_list_read(struct publish_list *l, struct diagnostics *d, struct arena *a, const char *folder)
{
	const char *path = file_path(a, folder, STR(LIST_NAME));
	struct str text, line;

	l->folder = folder;
	l->there = file_exists(path);
	if (!l->there)
		return true;
	if (!file_read(d, a, path, LIST_LIMIT, &text))
		return false;
	while (str_cut(&text, '\n', &line))
		if (stays_inside(line))
			*ARRAY_ADD(a, l->before, l->n_before) = line;
	l->kept = arena_array(a, l->n_before, sizeof(*l->kept));
	return true;
}

static const struct str *find(const struct str *paths, size_t n, struct str path)
{
	return n > 0 ? bsearch(&path, paths, n, sizeof(path), str_by_bytes) : NULL;
}

bool publish_list_names(const struct publish_list *l, struct str path)
{
	return find(l->before, l->n_before, path);
}

bool publish_list_keep(struct publish_list *l, struct str path)
{
	const struct str *before = find(l->before, l->n_before, path);

	if (!before)
		return false;
	atomic_store(&l->kept[before - l->before], true);
	atomic_fetch_add(&l->n_kept, 1);
	return true;
}

bool publish_list_stays(const struct publish_list *l, size_t i)
{
	return atomic_load(&l->kept[i]) || find(l->now, l->n_now, l->before[i]);
}

bool publish_list_any_gone(const struct publish_list *l)
{
	for (size_t i = 0; i < l->n_before; i++)
		if (!publish_list_stays(l, i))
			return true;
	return false;
}

bool publish_list_any_new(const struct publish_list *l)
{
	for (size_t i = 0; i < l->n_now; i++)
		if (!publish_list_names(l, l->now[i]))
			return true;
	return !l->there;
}

static void add_line(struct buf *list, struct str path)
{
	buf_add(list, path);
	buf_add_char(list, '\n');
}

static bool write_list(const struct publish_list *l, struct diagnostics *d, bool with_gone)
{
	struct arena *a = arena_open();
	struct buf list = {0};
	size_t now = 0;
	bool done;

	for (size_t i = 0; i < l->n_before; i++) {
		struct str path = l->before[i];

		for (; now < l->n_now && str_compare(l->now[now], path) < 0; now++)
			add_line(&list, l->now[now]);
		if (with_gone || publish_list_stays(l, i))
			add_line(&list, path);
		now += now < l->n_now && str_equal(l->now[now], path);
	}
	for (; now < l->n_now; now++)
		add_line(&list, l->now[now]);
	done = file_publish_soon(d, file_path(a, l->folder, STR(LIST_NAME)), buf_str(&list), NULL);
	buf_free(&list);
	arena_close(a);
	return done;
}

bool publish_list_write(const struct publish_list *l, struct diagnostics *d)
{
	return write_list(l, d, false);
}

bool publish_list_write_both(const struct publish_list *l, struct diagnostics *d)
{
	return write_list(l, d, true);
}

#include "site/ledger/shelf.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/disk.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "base/path.h"
#include "base/sweep.h"

/* The list; its journal begins so, too. */
#define LEDGER_NAME ".tierbook.db"

enum { STATEMENT_LIMIT = 1 << 28, DEPTH_LIMIT = 100 };

static bool is_packed(const char *place)
{
	return str_ends(str_from(place), STR(".sqlar"));
}

static const char *ledger_of(struct arena *a, const char *place)
{
	return is_packed(place) ? place : file_path(a, place, STR(LEDGER_NAME));
}

static bool open_shelf(struct shelf *s, struct diagnostics *d, const char *place, bool look_only,
                       const struct ledger_patience *p)
{
	struct arena *a = arena_open();
	bool packed = is_packed(place);
	const char *path = ledger_of(a, place);
	bool done = true;

	*s = (struct shelf){.place = place, .watch = -1};
	if (!look_only || (file_exists(path) && !file_has_size(path, 0))) {
		if (packed || look_only || file_make_folders(d, place))
			s->ledger = ledger_open(d, path, look_only, p);
		if (s->ledger && packed)
			s->pack = pack_open(d, s->ledger);
		done = s->ledger && (s->pack || !packed);
	}
	if (done && !packed && !look_only)
		done = (s->watch = disk_watch(d, place)) >= 0;
	arena_close(a);
	return done;
}

bool shelf_open(struct shelf *s, struct diagnostics *d, const char *place)
{
	return open_shelf(s, d, place, false, NULL);
}

bool shelf_look(struct shelf *s, struct diagnostics *d, const char *place)
{
	return open_shelf(s, d, place, true, NULL);
}

bool shelf_open_waiting(struct shelf *s, struct diagnostics *d, const char *place,
                        const struct ledger_patience *p)
{
	return open_shelf(s, d, place, true, p);
}

void shelf_close(struct shelf *s)
{
	/* of one that was never opened there is nothing but zeros */
	if (s->ledger)
		disk_unwatch(s->watch);
	pack_close(s->pack);
	ledger_close(s->ledger);
}

bool shelf_has_ledger(struct arena *a, const char *place)
{
	return file_exists(ledger_of(a, place));
}

bool shelf_is_around(struct arena *a, const char *path)
{
	struct str place = path_resolve(a, path);

	while (place.len > 1) {
		if (shelf_has_ledger(a, str_z(a, place)))
			return true;
		place = str_slice(place, 0, str_folder(place).len - 1);
	}
	return false;
}

static const char *path_of(const struct shelf *s, struct arena *a, struct str name)
{
	return file_path(a, s->place, name);
}

bool shelf_is_there(const struct shelf *s, struct arena *a, struct str name)
{
	return s->pack ? pack_has(s->pack, name) : file_is_regular(path_of(s, a, name));
}

bool shelf_has(const struct shelf *s, struct arena *a, struct str name, int64_t size)
{
	return s->pack || file_has_size(path_of(s, a, name), size);
}

bool shelf_holds(const struct shelf *s, struct arena *a, struct str name, struct str bytes)
{
	struct str there;

	return s->pack ? pack_read(s->pack, a, name, &there) && str_equal(there, bytes)
	               : file_read_matches(path_of(s, a, name), bytes);
}

bool shelf_put(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name,
               struct str bytes)
{
	return s->pack ? pack_put(s->pack, d, name, bytes) : file_put_soon(d, path_of(s, a, name), bytes);
}

bool shelf_remove(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name)
{
	const char *path = path_of(s, a, name);

	if (s->pack)
		return pack_remove(s->pack, d, name);
	return str_ends(name, STR("/")) ? file_remove_folder(d, path) : file_remove(d, path);
}

bool shelf_sync(const struct shelf *s, struct diagnostics *d)
{
	return s->pack || disk_sync_watched(d, s->watch, s->place);
}

bool shelf_sweep(const struct shelf *s, struct diagnostics *d)
{
	return s->pack || sweep_folder(d, s->place);
}

static bool see_all(const struct folder_entries *names, bool (*see)(void *context, struct str name),
                    void *context)
{
	bool done = true;

	for (size_t i = 0; done && i < names->n; i++)
		done = see(context, names->paths[i]);
	return done;
}

static struct str join(struct arena *a, struct str folder, struct str name, const char *end)
{
	return str_format(a, "%.*s%.*s%s", STR_ARG(folder), STR_ARG(name), end);
}

static bool is_list(struct str name)
{
	return str_is(name, LEDGER_NAME) || str_is(name, LEDGER_NAME "-journal");
}

/* What is in a folder ("" or "3f/"), what is in those beneath it, and then the folder itself. */
static bool each_file(const struct shelf *s, struct diagnostics *d, struct str folder, int depth,
                      bool (*see)(void *context, struct str name), void *context)
{
	struct arena *a = arena_open();
	const char *path = file_path(a, s->place, folder);
	struct folder_entries folders, others;
	bool done = depth < DEPTH_LIMIT && folder_list(d, a, path, &folders, &others);

	if (depth == DEPTH_LIMIT)
		diag_add(d, TOO_DEEP_FOLDER, POSITION_NONE, path);
	for (size_t i = 0; done && i < others.n; i++)
		done = (folder.len == 0 && is_list(others.paths[i])) ||
		       see(context, join(a, folder, others.paths[i], ""));
	for (size_t i = 0; done && i < folders.n; i++)
		done = each_file(s, d, join(a, folder, folders.paths[i], "/"), depth + 1, see, context);
	done = done && (folder.len == 0 || see(context, folder));
	arena_close(a);
	return done;
}

bool shelf_is_folder(struct str name)
{
	static const char hex[] = "0123456789abcdef";

	if (str_starts(name, STR("assets/")))
		return true;
	return name.len == 3 && strchr(hex, name.at[0]) && strchr(hex, name.at[1]) && name.at[2] == '/';
}

bool shelf_is_half_written(struct str name)
{
	/* zero-terminated, for it is the end of a path */
	return sweep_is_left_over(name.at + str_folder(name).len);
}

/* Through a link statements would go to another place. */
bool shelf_is_clear(const struct shelf *s, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct folder_entries folders, others;
	bool clear = s->pack || folder_list(d, a, s->place, &folders, &others);

	for (size_t i = 0; clear && !s->pack && i < others.n; i++) {
		if (!shelf_is_folder(join(a, others.paths[i], STR("/"), "")))
			continue;
		diag_add(d, SHELF_BLOCKED, POSITION_NONE, path_of(s, a, others.paths[i]));
		clear = false;
	}
	arena_close(a);
	return clear;
}

static bool each_row(const struct shelf *s, struct diagnostics *d,
                     bool (*see)(void *context, struct str name), void *context)
{
	struct arena *a = arena_open(), *before = arena_open();
	struct folder_entries names;
	struct str last = STR("");
	bool done;

	while ((done = pack_list_after(s->pack, d, a, last, &names) && see_all(&names, see, context)) &&
	       names.n > 0) {
		arena_reset(before);
		last = str_copy(before, names.paths[names.n - 1]);
		arena_reset(a);
	}
	arena_close(before);
	arena_close(a);
	return done;
}

bool shelf_each(const struct shelf *s, struct diagnostics *d, bool (*see)(void *context, struct str name),
                void *context)
{
	return s->pack ? each_row(s, d, see, context) : each_file(s, d, STR(""), 0, see, context);
}

bool shelf_read(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name,
                struct str *bytes)
{
	*bytes = STR("");
	/* what a pack cannot read is as good as changed */
	if (s->pack) {
		pack_read(s->pack, a, name, bytes);
		return true;
	}
	return file_read(d, a, path_of(s, a, name), STATEMENT_LIMIT, bytes);
}

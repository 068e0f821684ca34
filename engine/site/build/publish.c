#include "site/build/publish.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "base/sweep.h"
#include "site/build/publish_first.h"

#define LIST_NAME ".tierbook-files"
/* Stands while files may lie beside their places. */
#define BUSY_NAME ".tierbook-busy"

struct entry {
	struct str path;
	char *staged; /* the temporary file; NULL: what is there is right, or the first run's */
	struct hash hash;
	struct stamp stamp; /* once it is in its place */
};

struct publish {
	struct diagnostics *d;
	struct arena *arena; /* names, for as long as the run */
	const char *folder;
	const char *first; /* the folder in which the files of a first run wait; NULL: it is none */
	struct folder_entries before; /* what the list named when we came, sorted */
	atomic_bool *kept;            /* which of these stay as they are */
	atomic_size_t n_kept;
	pthread_mutex_t lock; /* of what follows */
	struct entry *now;    /* all others */
	size_t n_now;
	struct publish_count count;
	bool failed, busy, had_list;
};

static const char *full_path(struct publish *p, struct arena *a, struct str path)
{
	return file_path(a, p->folder, path);
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

	p->had_list = file_exists(path);
	if (!p->had_list)
		return true;
	if (!file_read(p->d, p->arena, path, 1 << 28, &text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == '\n';
	p->before.paths = arena_array(p->arena, n + 1, sizeof(struct str));
	while (str_cut(&text, '\n', &line))
		if (stays_inside(line))
			p->before.paths[p->before.n++] = line;
	p->kept = arena_array(p->arena, n + 1, sizeof(*p->kept));
	return true;
}

/* A run before this one was cut off: what it left waiting goes. */
static bool sweep(struct publish *p)
{
	const char *busy = full_path(p, p->arena, STR(BUSY_NAME));
	struct str last = {0};

	if (!file_exists(busy))
		return true;
	publish_first_drop(p->arena, p->folder);
	if (!sweep_folder(p->d, p->folder))
		return false;
	for (size_t i = 0; i < p->before.n; i++) {
		struct str folder = p->before.paths[i];

		while (folder.len > 0 && folder.at[folder.len - 1] != '/')
			folder.len--;
		if (folder.len == 0 || str_equal(folder, last))
			continue;
		last = folder;
		if (file_exists(full_path(p, p->arena, folder)))
			sweep_folder(p->d, full_path(p, p->arena, folder));
	}
	return true;
}

/* Whether nobody's files lie in the folder. */
static bool is_free(struct publish *p)
{
	struct folder_entries found;

	if (!folder_walk(p->d, p->arena, p->folder, "", "", &found))
		return false;
	if (found.n > 0)
		diag_add(p->d, FOREIGN_FOLDER, POSITION_NONE, p->folder);
	return found.n == 0;
}

struct publish *publish_open(struct diagnostics *d, const char *folder)
{
	struct arena *a = arena_open();
	struct publish *p = arena_alloc(a, sizeof(*p));

	*p = (struct publish){.d = d, .arena = a, .folder = folder, .lock = PTHREAD_MUTEX_INITIALIZER};
	if (!file_make_folders(d, folder) || !read_list(p))
		goto err;
	if (!p->had_list && !file_exists(full_path(p, a, STR(BUSY_NAME)))) {
		if (!is_free(p))
			goto err;
		p->first = publish_first_open(d, a, folder);
	}
	if (!sweep(p))
		goto err;
	return p;
err:
	publish_close(p);
	return NULL;
}

static void add_entry(struct publish *p, struct entry e)
{
	e.path = str_copy(p->arena, e.path);
	if (e.staged)
		e.staged = str_z(p->arena, str_from(e.staged));
	*ARRAY_ADD(p->arena, p->now, p->n_now) = e;
}

/* Before the first temporary file: whoever comes after a crash knows that there may be some. */
static bool mark_busy(struct publish *p, struct diagnostics *d)
{
	bool done = true;

	pthread_mutex_lock(&p->lock);
	if (!p->busy)
		done = file_publish_soon(d, full_path(p, p->arena, STR(BUSY_NAME)), STR(""), NULL);
	p->busy = done;
	pthread_mutex_unlock(&p->lock);
	return done;
}

/* Where the list named it, or NULL. */
static struct str *find_before(const struct publish *p, struct str path)
{
	return p->before.n > 0 ? bsearch(&path, p->before.paths, p->before.n, sizeof(path), str_by_bytes)
	                       : NULL;
}

bool publish_file(struct publish *p, struct diagnostics *d, struct str path, struct str bytes)
{
	struct arena *scratch = arena_open();
	const char *full = file_path(scratch, p->first ? p->first : p->folder, path);
	struct entry e = {.path = path, .hash = hash_of(bytes)};
	struct buf name = {0};
	/* of what is not on the list, nothing of ours is there to be compared with */
	bool same = find_before(p, path) && file_read_matches(full, bytes);
	bool done = same || (mark_busy(p, d) &&
	                     (p->first ? file_write(d, full, bytes) : file_stage(d, full, bytes, &name)));

	if (done && !same)
		e.staged = name.at;
	if (done && p->first)
		e.stamp = stamp_of(full);
	pthread_mutex_lock(&p->lock);
	if (done) {
		add_entry(p, e);
		p->count.written += !same;
		p->count.unchanged += same;
		p->count.bytes += same ? 0 : bytes.len;
	} else {
		p->failed = true;
	}
	pthread_mutex_unlock(&p->lock);
	buf_free(&name);
	arena_close(scratch);
	return done;
}

void publish_keep(struct publish *p, struct str path)
{
	const struct str *before = find_before(p, path);

	if (before) {
		atomic_store(&p->kept[before - p->before.paths], true);
		atomic_fetch_add(&p->n_kept, 1);
		return;
	}
	pthread_mutex_lock(&p->lock);
	add_entry(p, (struct entry){.path = path});
	p->count.unchanged++;
	pthread_mutex_unlock(&p->lock);
}

static int compare(const void *a, const void *b)
{
	return str_compare(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static struct entry *find(const struct publish *p, struct str path)
{
	struct entry key = {.path = path};

	return p->n_now > 0 ? bsearch(&key, p->now, p->n_now, sizeof(*p->now), compare) : NULL;
}

/* The work of crew_run: each part is a stretch of the list, so that the hands seldom meet in a folder. */
enum { PARTS = 8 }; /* a hand, for some are slower */

struct placing {
	struct publish *publish;
	size_t parts;
	atomic_bool failed;
};

static void place_part(void *context, size_t hand, size_t part)
{
	struct placing *all = context;
	struct publish *p = all->publish;
	struct diagnostics *said = diag_open();
	struct arena *scratch = arena_open();

	(void)hand;
	for (size_t i = part * p->n_now / all->parts; i < (part + 1) * p->n_now / all->parts; i++) {
		struct entry *e = &p->now[i];
		const char *path = full_path(p, scratch, e->path);

		if (atomic_load(&all->failed))
			break;
		if (e->staged && file_place(said, e->staged, path))
			e->staged = NULL;
		if (e->staged)
			atomic_store(&all->failed, true);
		else
			e->stamp = stamp_of(path);
		arena_reset(scratch);
	}
	arena_close(scratch);
	pthread_mutex_lock(&p->lock);
	diag_move(p->d, said);
	pthread_mutex_unlock(&p->lock);
	diag_close(said);
}

static bool place_first(struct publish *p)
{
	if (p->busy && !publish_first_place(p->d, p->arena, p->folder))
		return false;
	/* a folder that is moved does not touch what is in it, but those at the top were moved themselves */
	for (size_t i = 0; i < p->n_now; i++)
		if (!memchr(p->now[i].path.at, '/', p->now[i].path.len))
			p->now[i].stamp = stamp_of(full_path(p, p->arena, p->now[i].path));
	return true;
}

static bool place_all(struct publish *p, size_t hands)
{
	struct placing all = {.publish = p, .parts = PARTS * hands};

	if (p->first)
		return place_first(p);
	crew_run(hands, all.parts, place_part, &all);
	return !atomic_load(&all.failed);
}

/* Whether what the list named is still published. */
static bool stays(struct publish *p, size_t before)
{
	return atomic_load(&p->kept[before]) || find(p, p->before.paths[before]);
}

/* The folders that a file was the last of. */
static void remove_empty(struct publish *p, struct diagnostics *unheard, struct str path)
{
	struct str folder = str_folder(path);

	while (folder.len > 0 && file_remove_folder(unheard, full_path(p, p->arena, folder)))
		folder = str_folder(str_slice(folder, 0, folder.len - 1));
}

static bool remove_old(struct publish *p)
{
	struct diagnostics *unheard = diag_open();
	bool done = true;

	for (size_t i = 0; i < p->before.n; i++) {
		if (stays(p, i))
			continue;
		if (file_remove(p->d, full_path(p, p->arena, p->before.paths[i])))
			p->count.removed++;
		else
			done = false;
		remove_empty(p, unheard, p->before.paths[i]);
	}
	diag_close(unheard);
	return done;
}

static void add_line(struct buf *list, struct str path)
{
	buf_add(list, path);
	buf_add_char(list, '\n');
}

/* with_old: also of what was there before and goes.  Both lists are sorted. */
static bool write_list(struct publish *p, bool with_old)
{
	struct buf list = {0};
	size_t now = 0;
	bool done;

	for (size_t old = 0; old < p->before.n; old++) {
		struct str path = p->before.paths[old];

		for (; now < p->n_now && str_compare(p->now[now].path, path) < 0; now++)
			add_line(&list, p->now[now].path);
		if (with_old || stays(p, old))
			add_line(&list, path);
		now += now < p->n_now && str_equal(p->now[now].path, path);
	}
	for (; now < p->n_now; now++)
		add_line(&list, p->now[now].path);
	done = file_publish_soon(p->d, full_path(p, p->arena, STR(LIST_NAME)), buf_str(&list), NULL);
	buf_free(&list);
	return done;
}

/* Whether something that the list named is published no longer. */
static bool any_gone(struct publish *p)
{
	for (size_t i = 0; i < p->before.n; i++)
		if (!stays(p, i))
			return true;
	return false;
}

static bool any_new(struct publish *p)
{
	for (size_t i = 0; i < p->n_now; i++)
		if (!find_before(p, p->now[i].path))
			return true;
	return !p->had_list;
}

bool publish_finish(struct publish *p, size_t hands)
{
	bool gone;

	/* A run that could not write everything changes nothing: the old page is better than none. */
	if (p->failed)
		return false;
	if (p->n_now > 0)
		qsort(p->now, p->n_now, sizeof(*p->now), compare);
	gone = any_gone(p);
	/* cut off at any point, what lies here is on the list */
	p->failed = ((gone || any_new(p)) && !write_list(p, true)) || !place_all(p, hands) ||
	            (gone && (!remove_old(p) || !write_list(p, false)));
	return !p->failed;
}

struct publish_result publish_result(const struct publish *p, struct str path)
{
	const struct entry *e = find(p, path);

	return e ? (struct publish_result){e->hash, e->stamp} : (struct publish_result){0};
}

void publish_close(struct publish *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n_now; i++)
		if (p->now[i].staged)
			file_remove(p->d, p->now[i].staged);
	if (p->busy && p->first)
		publish_first_drop(p->arena, p->folder);
	if (p->busy)
		file_remove(p->d, full_path(p, p->arena, STR(BUSY_NAME)));
	arena_close(p->arena);
}

struct publish_count publish_count(const struct publish *p)
{
	struct publish_count count = p->count;

	count.unchanged += atomic_load(&p->n_kept);
	return count;
}

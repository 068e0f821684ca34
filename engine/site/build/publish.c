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
#include "site/build/publish_list.h"

/* Stands while files may lie beside their places. */
#define BUSY_NAME ".tierbook-busy"

struct entry {
	struct published file;
	char *staged; /* the temporary file; NULL: what is there is right, or the first run's */
};

struct publish {
	struct diagnostics *d;
	struct arena *arena; /* names, for as long as the run */
	const char *folder;
	const char *first; /* the folder in which the files of a first run wait; NULL: it is none */
	struct publish_list list;
	pthread_mutex_t lock; /* of what follows */
	struct entry **now;   /* but for what is kept */
	size_t n_now;
	struct publish_count count;
	bool failed, busy;
};

static const char *full_path(struct publish *p, struct arena *a, struct str path)
{
	return file_path(a, p->folder, path);
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
	for (size_t i = 0; i < p->list.n_before; i++) {
		struct str folder = p->list.before[i];

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
	if (!file_make_folders(d, folder) || !publish_list_read(&p->list, d, a, folder))
		goto err;
	if (!p->list.there && !file_exists(full_path(p, a, STR(BUSY_NAME)))) {
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

static struct entry *add_entry(struct publish *p, struct entry e)
{
	struct entry *kept = arena_alloc(p->arena, sizeof(*kept));

	*kept = e;
	kept->file.path = str_copy(p->arena, e.file.path);
	if (e.staged)
		kept->staged = str_z(p->arena, str_from(e.staged));
	*ARRAY_ADD(p->arena, p->now, p->n_now) = kept;
	return kept;
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

const struct published *publish_file(struct publish *p, struct diagnostics *d, struct str path,
                                     struct str bytes)
{
	struct arena *scratch = arena_open();
	const char *full = file_path(scratch, p->first ? p->first : p->folder, path);
	struct entry e = {.file = {.path = path, .hash = hash_of(bytes)}}, *kept = NULL;
	struct buf name = {0};
	/* of what is not on the list, nothing of ours is there to be compared with */
	bool same = publish_list_names(&p->list, path) && file_read_matches(full, bytes);
	bool done = same || (mark_busy(p, d) && (p->first ? file_write(d, full, bytes, &e.file.stamp)
	                                                  : file_stage(d, full, bytes, &name)));

	if (done && !same)
		e.staged = name.at;
	pthread_mutex_lock(&p->lock);
	if (done) {
		kept = add_entry(p, e);
		p->count.written += !same;
		p->count.unchanged += same;
		p->count.bytes += same ? 0 : bytes.len;
	} else {
		p->failed = true;
	}
	pthread_mutex_unlock(&p->lock);
	buf_free(&name);
	arena_close(scratch);
	return kept ? &kept->file : NULL;
}

void publish_keep(struct publish *p, struct str path)
{
	if (publish_list_keep(&p->list, path))
		return;
	pthread_mutex_lock(&p->lock);
	add_entry(p, (struct entry){.file.path = path});
	p->count.unchanged++;
	pthread_mutex_unlock(&p->lock);
}

static int compare(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;

	return str_compare((*x)->file.path, (*y)->file.path);
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
		struct entry *e = p->now[i];
		const char *path = full_path(p, scratch, e->file.path);

		if (atomic_load(&all->failed))
			break;
		if (e->staged && file_place(said, e->staged, path))
			e->staged = NULL;
		if (e->staged)
			atomic_store(&all->failed, true);
		else
			e->file.stamp = stamp_of(path);
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
	for (size_t i = 0; i < p->n_now; i++) {
		struct published *f = &p->now[i]->file;

		if (str_find_byte(f->path, '/', 0) == SIZE_MAX)
			f->stamp = stamp_of(full_path(p, p->arena, f->path));
	}
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

	for (size_t i = 0; i < p->list.n_before; i++) {
		if (publish_list_stays(&p->list, i))
			continue;
		if (file_remove(p->d, full_path(p, p->arena, p->list.before[i])))
			p->count.removed++;
		else
			done = false;
		remove_empty(p, unheard, p->list.before[i]);
	}
	diag_close(unheard);
	return done;
}

/* What is published, in order: for the list, and to be found. */
static void sort(struct publish *p)
{
	struct str *paths = arena_array(p->arena, p->n_now, sizeof(*paths));

	if (p->n_now > 0)
		qsort(p->now, p->n_now, sizeof(*p->now), compare);
	for (size_t i = 0; i < p->n_now; i++)
		paths[i] = p->now[i]->file.path;
	p->list.now = paths;
	p->list.n_now = p->n_now;
}

bool publish_finish(struct publish *p, size_t hands)
{
	const struct publish_list *l = &p->list;
	bool gone;

	/* A run that could not write everything changes nothing: the old page is better than none. */
	if (p->failed)
		return false;
	sort(p);
	gone = publish_list_any_gone(l);
	/* cut off at any point, what lies here is on the list */
	p->failed = ((gone || publish_list_any_new(l)) && !publish_list_write_both(l, p->d)) ||
	            !place_all(p, hands) || (gone && (!remove_old(p) || !publish_list_write(l, p->d)));
	return !p->failed;
}

const struct published *publish_find(const struct publish *p, struct str path)
{
	const struct entry key = {.file.path = path}, *sought = &key;
	struct entry **found = p->n_now > 0 ? bsearch(&sought, p->now, p->n_now, sizeof(*p->now), compare)
	                                    : NULL;

	return found ? &(*found)->file : NULL;
}

void publish_close(struct publish *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n_now; i++)
		if (p->now[i]->staged)
			file_remove(p->d, p->now[i]->staged);
	if (p->busy && p->first)
		publish_first_drop(p->arena, p->folder);
	if (p->busy)
		file_remove(p->d, full_path(p, p->arena, STR(BUSY_NAME)));
	arena_close(p->arena);
}

struct publish_count publish_count(const struct publish *p)
{
	struct publish_count count = p->count;

	count.unchanged += atomic_load(&p->list.n_kept);
	return count;
}

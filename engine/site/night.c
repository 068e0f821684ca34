#include "site/night.h"

#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/store.h"
#include "site/night_worker.h"
#include "site/origin.h"

/* One worker with what it works on. */
struct post {
	struct diagnostics *d;
	struct store *members;
	struct night_worker *worker;
};

static void show_progress(struct night *n, int64_t total, double seconds)
{
	size_t done = atomic_load(&n->done);
	double rate = seconds > 0 ? (double)done / seconds : 0;
	double left = rate > 0 ? ((double)total - (double)done) / rate : 0;

	fprintf(stderr, "\r%zu of %lld members, %.0f a second, %.0f s left ", done, (long long)total, rate,
	        left);
}

/* The one place that reads a clock: what an operator sees, nothing that is written. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void watch(struct night *n, int64_t total)
{
	const struct timespec pause = {.tv_nsec = 200000000};
	double start = now();

	while (!atomic_load(&n->stop) && atomic_load(&n->done) < (size_t)total) {
		show_progress(n, total, now() - start);
		nanosleep(&pause, NULL);
	}
	fprintf(stderr, "\r%-60s\r", "");
}

/* The theme's files, beside the statements that show them. */
static bool publish_assets(struct diagnostics *d, struct arena *a, struct night *n)
{
	size_t n_assets;
	const struct theme_asset *assets = statement_assets(n->statement, &n_assets);

	for (size_t i = 0; i < n_assets; i++) {
		if (!shelf_holds(&n->shelf, a, assets[i].published, assets[i].bytes) &&
		    !(ledger_begin(n->shelf.ledger, d) &&
		      shelf_put(&n->shelf, d, a, assets[i].published, assets[i].bytes)))
			return false;
	}
	return true;
}

/*
 * Opens each worker's view of the records before any of them starts.  The first
 * holds off writers, so all of them see the same moment.
 */
static bool open_posts(struct diagnostics *d, const struct site *s, struct night *n, struct post *posts,
                       size_t *n_posts, int64_t *total)
{
	struct str *bounds = arena_array(s->arena, *n_posts + 1, sizeof(*bounds));
	size_t wanted = *n_posts;

	for (size_t i = 0; i < wanted; i++) {
		posts[i].d = diag_open();
		posts[i].members = store_open(d, s->policy->schema, n->options->records);
		if (!posts[i].members)
			return false;
	}
	*total = store_count(posts[0].members);
	if (*total < 0)
		return false;
	/* fewer members than workers could not be split */
	while (*n_posts > 1 && (int64_t)*n_posts > *total)
		--*n_posts;
	if (!store_split(posts[0].members, s->arena, *n_posts, bounds + 1))
		return false;
	for (size_t i = 0; i < *n_posts; i++) {
		struct post *p = &posts[i];

		store_take_shard(p->members, n->options->shard);
		if (!store_range(p->members, bounds[i], bounds[i + 1]))
			return false;
		p->worker = night_worker_open(n, p->members, p->d, bounds[i], bounds[i + 1]);
	}
	return true;
}

static void close_posts(struct post *posts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		night_worker_close(posts[i].worker);
		store_close(posts[i].members);
		if (posts[i].d)
			diag_close(posts[i].d);
	}
}

/* A dry run looks at what is there, and leaves no folder behind where nothing is. */
static bool open_shelf(struct diagnostics *d, struct night *n)
{
	const struct night_options *o = n->options;

	if (!shelf_open(&n->shelf, d, o->out, o->dry_run) ||
	    !origin_begin(&n->shelf, d, o->shard, o->dry_run))
		return false;
	if (o->dry_run || !ledger_was_cut_off(n->shelf.ledger))
		return true;
	return ledger_begin(n->shelf.ledger, d) && shelf_sweep(&n->shelf, d);
}

static bool note_origin(struct diagnostics *d, struct night *n)
{
	struct origin o = {n->options->shard, statement_identity(n->statement), n->options->day};

	return origin_finish(n->shelf.ledger, d, &o);
}

bool night_run(struct diagnostics *d, const struct site *s, const struct statement *st,
               const struct night_options *o, struct night_count *count)
{
	struct night n = {.statement = st, .options = o, .program = program_make(s->arena, s->policy)};
	struct post *posts = arena_array(s->arena, o->workers, sizeof(*posts));
	size_t n_posts = o->workers;
	double begun = now();
	int64_t total = 0;
	bool whole = false;

	*count = (struct night_count){0};
	if (!open_shelf(d, &n) || !open_posts(d, s, &n, posts, &n_posts, &total) ||
	    (!o->dry_run && !publish_assets(d, s->arena, &n)))
		goto out;
	for (size_t i = 0; i < n_posts; i++)
		night_worker_start(posts[i].worker);
	if (o->progress)
		watch(&n, o->shard.of ? total / o->shard.of : total);
	whole = true;
	for (size_t i = 0; i < n_posts; i++) {
		whole &= night_worker_join(posts[i].worker, s->arena, count);
		diag_move(d, posts[i].d);
	}
	/* What the ledger claims is on the disk before it claims it.  After a run cut short it claims nothing new. */
	if (whole && !o->dry_run)
		whole = note_origin(d, &n);
	if (whole && !o->dry_run && ledger_has_begun(n.shelf.ledger))
		whole = shelf_sync(&n.shelf, d) && ledger_finish(n.shelf.ledger, d);
out:
	count->seconds = now() - begun;
	close_posts(posts, o->workers);
	shelf_close(&n.shelf);
	return whole;
}

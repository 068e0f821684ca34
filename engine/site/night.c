#include "site/night.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "record/store.h"
#include "site/ledger.h"
#include "site/statement_name.h"

/* Ledger entries held in memory by one worker at a time. */
enum { CHUNK = 512 };

struct night {
	const struct site *site;
	const struct statement *statement;
	const struct night_options *options;
	struct ledger *ledger; /* NULL in a dry run without one */
	const struct program *program;
	atomic_size_t done; /* members, for the progress line */
	atomic_bool stop;   /* the disk or a database failed: no use going on */
};

struct worker {
	struct night *night;
	pthread_t thread;
	struct diagnostics *d;
	struct store *store;
	struct str from, to; /* members with from <= id < to; empty: no bound */
	struct arena *chunk_arena, *scratch;
	struct ledger_entry chunk[CHUNK]; /* what the ledger has of this range, a piece at a time */
	size_t n_chunk, at;
	bool ledger_ended;
	struct night_count count;
	bool failed;
};

/* The world failed: this worker ends, and the others with it. */
static bool give_up(struct worker *w)
{
	w->failed = true;
	atomic_store(&w->night->stop, true);
	return false;
}

static const char *path_of(struct worker *w, struct str member)
{
	return file_path(w->scratch, w->night->options->out, statement_name_make(w->scratch, member));
}

/* Makes chunk[at] the next entry, unless the ledger has no more in this range. */
static bool fill_chunk(struct worker *w)
{
	struct str last = w->n_chunk > 0 ? w->chunk[w->n_chunk - 1].member : w->from;
	bool first = w->n_chunk == 0;

	if (w->at < w->n_chunk || w->ledger_ended || !w->night->ledger)
		return true;
	last = str_copy(w->scratch, last);
	arena_reset(w->chunk_arena);
	w->at = 0;
	w->n_chunk = ledger_read(w->night->ledger, w->d, w->chunk_arena, last, first, w->to, w->chunk, CHUNK);
	if (w->n_chunk == SIZE_MAX) {
		w->n_chunk = 0;
		return give_up(w);
	}
	w->ledger_ended = w->n_chunk == 0;
	return true;
}

static bool remove_gone(struct worker *w, const struct ledger_entry *e)
{
	const struct night_options *o = w->night->options;

	if (o->keep)
		return true;
	w->count.removed++;
	if (o->dry_run)
		return true;
	return (file_remove(w->d, path_of(w, e->member)) && ledger_drop(w->night->ledger, w->d, e->member)) ||
	       give_up(w);
}

/* Steps the ledger to the member; what it had before is gone from the records.  *entry: the member's own, or NULL. */
static bool step_ledger(struct worker *w, const struct str *member, const struct ledger_entry **entry)
{
	*entry = NULL;
	while (fill_chunk(w)) {
		const struct ledger_entry *e = w->at < w->n_chunk ? &w->chunk[w->at] : NULL;
		int order = e && member ? str_compare(e->member, *member) : -1;

		if (!e || order > 0)
			return true;
		w->at++;
		if (order == 0) {
			*entry = e;
			return true;
		}
		if (!remove_gone(w, e))
			return false;
	}
	return false;
}

static bool publish(struct worker *w, struct str member, struct str bytes, const struct ledger_entry *entry)
{
	struct hash hash = hash_of(bytes);
	const char *path = path_of(w, member);
	bool changed = false;

	if (w->night->options->dry_run)
		changed = !file_holds(path, bytes);
	else if (!file_publish_soon(w->d, path, bytes, &changed))
		return give_up(w);
	w->count.written += changed;
	w->count.unchanged += !changed;
	w->count.bytes += changed ? bytes.len : 0;
	if (w->night->options->dry_run || (entry && hash_equal(entry->hash, hash)))
		return true;
	return ledger_put(w->night->ledger, w->d, member, hash) || give_up(w);
}

static void fail_member(struct worker *w, struct str member, const char *why)
{
	w->count.failed++;
	diag_add(w->d, UNDECIDED, POSITION_NONE, str_z(w->scratch, member), why);
}

static void *work(void *context)
{
	struct worker *w = context;
	struct night *n = w->night;
	struct decider *decider = decision_open(n->program);
	struct statement_writer *writer = statement_writer_open(n->statement);
	const struct ledger_entry *entry;
	struct buf out = {0};
	struct member m;
	const char *bad;
	int got = 0;

	while (!atomic_load(&n->stop) && (got = store_next(w->store, w->scratch, &m, &bad)) == 1) {
		if (!step_ledger(w, &m.id, &entry))
			break;
		const struct decision *decision = bad ? NULL : decision_make(decider, &m, n->options->day);

		w->count.members++;
		if (bad || decision->failure) {
			fail_member(w, m.id, bad ? bad : decision->failure);
		} else {
			buf_clear(&out);
			statement_render(writer, decision, &out);
			if (!publish(w, m.id, buf_str(&out), entry))
				break;
		}
		arena_reset(w->scratch);
		atomic_fetch_add(&n->done, 1);
	}
	if (got < 0)
		give_up(w);
	else if (got == 0 && !atomic_load(&n->stop))
		step_ledger(w, NULL, &entry);
	buf_free(&out);
	statement_writer_close(writer);
	decision_close(decider);
	return NULL;
}

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

static void add(struct night_count *sum, const struct night_count *c)
{
	sum->members += c->members;
	sum->written += c->written;
	sum->unchanged += c->unchanged;
	sum->removed += c->removed;
	sum->failed += c->failed;
	sum->bytes += c->bytes;
}

/* The theme's files, beside the statements that show them. */
static bool publish_assets(struct diagnostics *d, struct night *n)
{
	size_t n_assets;
	const struct theme_asset *assets = statement_assets(n->statement, &n_assets);

	for (size_t i = 0; i < n_assets; i++)
		if (!file_publish_soon(d, file_path(n->site->arena, n->options->out, assets[i].published),
		                       assets[i].bytes, NULL))
			return false;
	return true;
}

static void close_worker(struct worker *w)
{
	store_close(w->store);
	diag_close(w->d);
	arena_close(w->chunk_arena);
	arena_close(w->scratch);
}

/*
 * Opens each worker's view of the records before any of them starts.  The first
 * holds off writers, so all of them see the same moment.
 */
static bool open_workers(struct diagnostics *d, struct night *n, struct worker *workers, size_t *n_workers,
                         int64_t *total)
{
	const struct policy *p = n->site->policy;
	struct str *bounds = arena_array(n->site->arena, *n_workers + 1, sizeof(*bounds));

	for (size_t i = 0; i < *n_workers; i++) {
		workers[i] = (struct worker){
			.night = n, .d = diag_open(), .chunk_arena = arena_open(), .scratch = arena_open()};
		workers[i].store = store_open(d, p->schema, n->options->records);
		if (!workers[i].store)
			return false;
	}
	*total = store_count(workers[0].store);
	if (*total < 0)
		return false;
	/* fewer members than workers could not be split */
	for (; *n_workers > 1 && (int64_t)*n_workers > *total; --*n_workers)
		close_worker(&workers[*n_workers - 1]);
	if (!store_split(workers[0].store, n->site->arena, *n_workers, bounds + 1))
		return false;
	for (size_t i = 0; i < *n_workers; i++) {
		workers[i].from = bounds[i];
		workers[i].to = bounds[i + 1];
		if (!store_range(workers[i].store, workers[i].from, workers[i].to))
			return false;
	}
	return true;
}

bool night_run(struct diagnostics *d, const struct site *s, const struct statement *st,
               const struct night_options *o, struct night_count *count)
{
	struct night n = {.site = s, .statement = st, .options = o};
	struct worker *workers = arena_array(s->arena, o->workers, sizeof(*workers));
	size_t n_workers = o->workers;
	int64_t total = 0;
	bool whole = false;

	*count = (struct night_count){0};
	n.program = program_make(s->arena, s->policy);
	/* a dry run looks at what is there, and leaves no folder behind where nothing is */
	if (!o->dry_run || file_exists(o->out)) {
		n.ledger = ledger_open(d, o->out);
		if (!n.ledger)
			return false;
	}
	if (!open_workers(d, &n, workers, &n_workers, &total) || (!o->dry_run && !publish_assets(d, &n)))
		goto out;
	for (size_t i = 0; i < n_workers; i++)
		pthread_create(&workers[i].thread, NULL, work, &workers[i]);
	if (o->progress)
		watch(&n, total);
	whole = true;
	for (size_t i = 0; i < n_workers; i++) {
		pthread_join(workers[i].thread, NULL);
		whole &= !workers[i].failed;
		add(count, &workers[i].count);
		diag_move(d, workers[i].d);
	}
	/* What the ledger claims is on the disk before it claims it, also when the run was cut short. */
	if (!o->dry_run && (!file_sync(d, o->out) || !ledger_commit(n.ledger, d)))
		whole = false;
out:
	for (size_t i = 0; i < n_workers; i++)
		close_worker(&workers[i]);
	ledger_close(n.ledger);
	return whole;
}

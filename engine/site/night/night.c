#include "site/night/night.h"

#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "record/store/store.h"
#include "site/ledger/assets.h"
#include "site/ledger/ledger_status.h"
#include "site/ledger/mark.h"
#include "site/ledger/origin.h"
#include "site/ledger/outbox_file.h"
#include "site/ledger/witness.h"
#include "site/night/night_adopt.h"
#include "site/night/night_due.h"
#include "site/night/night_select.h"
#include "site/night/night_settle.h"

/* Of chosen members, so many are worth a worker more. */
enum { FEW = 256 };

/* One worker with what it works on. */
struct post {
	struct diagnostics *d;
	struct store *members;
	struct night_worker *worker;
};

/* Who works, and on whom. */
struct roster {
	struct post *posts;
	size_t n;
	struct night_selection chosen;
	int64_t total; /* members, as far as is known: of a shard it is a guess */
};

/* The one place that reads a clock: what an operator sees, nothing that is written. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void watch(struct night *n, const struct roster *r)
{
	const struct timespec pause = {.tv_nsec = 200000000};
	uint32_t shards = n->options->shard.of;
	size_t total = (size_t)(shards && !r->chosen.few ? r->total / shards : r->total);
	double start = now();

	while (atomic_load(&n->working) > 0) {
		size_t done = atomic_load(&n->done);

		n->options->progress(done, done < total ? total : done, now() - start);
		nanosleep(&pause, NULL);
	}
}

struct theme_steps {
	const struct night_options *options;
	size_t n;
};

static bool see_theme_step(void *context, const struct asset_step *step)
{
	struct theme_steps *t = context;
	const struct night_options *o = t->options;

	if (step->file && step->there)
		return true;
	t->n++;
	if (o->tell)
		o->tell(o->tell_context, step->file ? NIGHT_WRITE : NIGHT_REMOVE, STR(""), step->name);
	return true;
}

/* The theme's files, beside the statements that show them; a dry run only tells. */
static bool publish_assets(struct diagnostics *d, struct arena *a, struct night *n, size_t *count)
{
	size_t n_assets;
	const struct theme_asset *assets = statement_assets(n->statement, &n_assets);
	struct theme_steps steps = {.options = n->options};
	bool done = assets_each_step(&n->shelf, d, a, assets, n_assets, see_theme_step, &steps);

	*count = steps.n;
	return done && (n->options->dry_run || assets_publish(&n->shelf, d, a, assets, n_assets));
}

/*
 * Opens each worker's view of the records before any of them starts, as many as
 * see the same moment: of a file, as long as nobody has written since the first.
 */
static bool open_roster(struct diagnostics *d, const struct site *s, struct night *n, struct roster *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct post *p = &r->posts[i];

		p->d = diag_open();
		p->members = i == 0 ? store_open_at(p->d, s->policy->schema, n->options->records,
		                                    n->options->moment)
		                    : store_open_beside(p->d, r->posts[0].members);
		if (!p->members || (i == 0 && !night_select(d, s->arena, n, p->members, &r->chosen)))
			return false;
		if (i > 0 && store_has_changed(r->posts[0].members)) {
			r->n = i;
			break;
		}
		if (r->chosen.few && r->n > r->chosen.n / FEW + 1)
			r->n = r->chosen.n / FEW + 1;
		store_take_shard(p->members, n->options->shard);
		p->worker = night_worker_open(n, p->members, p->d);
	}
	r->total = (int64_t)r->chosen.n;
	n->some_failed = r->chosen.some_failed;
	if (r->chosen.few)
		night_part_few(&n->parts, s->arena, r->chosen.ids, r->chosen.n, r->n);
	else if (!night_part_all(&n->parts, s->arena, r->posts[0].members, r->n, &r->total))
		return false;
	return n->options->dry_run || r->chosen.few || mark_heal_all(n->shelf.ledger, d);
}

/* What a post still has to say, a failure to open among it, is said. */
static void close_posts(struct diagnostics *d, struct post *posts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		night_worker_close(posts[i].worker);
		store_close(posts[i].members);
		if (!posts[i].d)
			continue;
		diag_move(d, posts[i].d);
		diag_close(posts[i].d);
	}
}

/* Whoever was there beside the runs may have taken or changed anything. */
static bool ask_witness(struct diagnostics *d, struct night *n)
{
	int agrees = n->shelf.ledger ? witness_agrees(&n->shelf, d) : 1;

	n->distrusts = agrees == 0 || n->options->full;
	return agrees >= 0 && (agrees || n->options->dry_run || ledger_begin(n->shelf.ledger, d));
}

/* A dry run looks at what is there, and leaves no folder behind where nothing is. */
static bool open_shelf(struct diagnostics *d, struct arena *a, struct night *n)
{
	const struct night_options *o = n->options;

	if (!night_adopt_allows(d, o->out) || !(o->dry_run ? shelf_look : shelf_open)(&n->shelf, d, o->out) ||
	    !origin_begin(&n->shelf, d, o->shard, o->dry_run))
		return false;
	if (n->shelf.ledger && !(n->outbox = outbox_open(d, n->shelf.ledger)))
		return false;
	if (!ask_witness(d, n))
		return false;
	if (o->dry_run)
		return !n->shelf.ledger || night_adopt_look(d, &n->shelf, o->shard);
	return shelf_is_clear(&n->shelf, d) && witness_watch(&n->shelf, d, a, &n->places) &&
	       night_adopt_left(d, &n->shelf, o->shard, n->outbox);
}

/* One that was interrupted is not yet of any day. */
static bool note_origin(struct diagnostics *d, struct night *n, bool interrupted)
{
	const struct night_options *o = n->options;
	struct origin origin = {o->shard, statement_identity(n->statement), interrupted ? DATE_NONE : o->day};

	return origin_finish(n->shelf.ledger, d, &origin);
}

/* What the ledger claims, and what it tells to others, is on the disk before. */
static bool claim(struct diagnostics *d, struct night *n, const struct night_selection *chosen,
                  const struct night_count *count)
{
	bool vouches = !count->interrupted && !atomic_load(&n->blind);
	const struct ledger_run run = {n->options->day, count->members, count->written, count->failed};
	struct ledger *l = n->shelf.ledger;

	if (!night_select_finish(d, n, chosen, vouches, count->members))
		return false;
	if ((!count->interrupted && !ledger_status_note(l, d, &run)) ||
	    !note_origin(d, n, count->interrupted))
		return false;
	if (!ledger_has_begun(l))
		return ledger_commit(l, d);
	return shelf_sync(&n->shelf, d) && witness_all_stand(&n->shelf, d, &n->places) &&
	       witness_note(&n->shelf, d) && outbox_move(n->outbox, d, OUTBOX_ANNOUNCED, OUTBOX_PENDING) &&
	       ledger_finish(l, d);
}

static bool export(struct diagnostics *d, struct night *n, size_t *exported)
{
	const struct night_options *o = n->options;

	return o->outbox ? outbox_file_write(n->outbox, d, o->outbox, o->outbox_form, exported)
	                 : outbox_file_resume(n->outbox, d);
}

/* Those that nobody needed to look at are skipped, too. */
static void count_rest(struct night_count *count, const struct roster *r)
{
	size_t looked_at = count->members;

	count->members = (size_t)r->chosen.before.members;
	for (size_t i = 0; i < r->n; i++)
		count->members += (size_t)night_worker_growth(r->posts[i].worker);
	count->skipped += count->members - looked_at;
}

/* false: the world cut it short (said). */
static bool work(struct diagnostics *d, struct arena *a, struct night *n, struct roster *r,
                 struct night_count *count)
{
	bool whole = true;

	for (size_t i = 0; i < r->n; i++)
		night_worker_start(r->posts[i].worker);
	if (n->options->progress)
		watch(n, r);
	for (size_t i = 0; i < r->n; i++)
		whole &= night_worker_join(r->posts[i].worker, count);
	count->interrupted = !night_part_collect(&n->parts, d, a, count) && !atomic_load(&n->stop);
	if (r->chosen.few)
		count_rest(count, r);
	return whole;
}

bool night_run(struct diagnostics *d, const struct site *s, const struct statement *st,
               const struct night_options *o, struct night_count *count)
{
	struct night n = {.statement = st, .options = o, .program = program_make(s->arena, s->policy)};
	struct roster roster = {.posts = arena_array(s->arena, o->workers, sizeof(*roster.posts)),
	                        .n = o->workers};
	double begun = now();
	bool whole = false;

	*count = (struct night_count){0};
	count->due = night_due_list(s->arena, s->policy, &count->n_due);
	if (!open_shelf(d, s->arena, &n) || !open_roster(d, s, &n, &roster) ||
	    !publish_assets(d, s->arena, &n, &count->theme_files))
		goto out;
	n.settle = o->dry_run ? NULL : night_settle_open(&n.shelf);
	whole = work(d, s->arena, &n, &roster, count);
	whole &= night_settle_close(n.settle, d);
	/* the records were lost, but the disk is well */
	if (atomic_load(&n.left_off) && !atomic_load(&n.stop) && !o->dry_run &&
	    ledger_has_begun(n.shelf.ledger) && shelf_sync(&n.shelf, d))
		ledger_commit(n.shelf.ledger, d);
	if (whole && !o->dry_run)
		whole = claim(d, &n, &roster.chosen, count) && export(d, &n, &count->exported) &&
		        ledger_tidy(n.shelf.ledger, d);
out:
	count->seconds = now() - begun;
	close_posts(d, roster.posts, o->workers);
	night_part_close(&n.parts);
	outbox_close(n.outbox);
	shelf_close(&n.shelf);
	return whole;
}

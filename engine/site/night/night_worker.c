#include "site/night/night_worker.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/store/store.h"
#include "site/ledger/ledger_walk.h"
#include "site/ledger/mark.h"
#include "site/ledger/statement_name.h"
#include "site/night/night_batch.h"
#include "site/night/night_due.h"

struct night_worker {
	struct night *night;
	pthread_t thread;
	bool elsewhere; /* in a thread of its own */
	struct diagnostics *d;
	struct store *members;
	struct arena *own, *scratch;
	struct ledger_walk *known; /* what the ledger has of the part */
	struct night_batch *batch;

	struct night_part *part;
	size_t served;                  /* of its ids */
	struct night_failure *failures; /* in it */

	int64_t growth;
	struct night_count count;
	bool failed;
};

/* The world failed: this worker ends, and the others with it. */
static bool give_up(struct night_worker *w)
{
	w->failed = true;
	atomic_store(&w->night->stop, true);
	return false;
}

/* So do the records, but what was made of them is kept. */
static bool leave_off(struct night_worker *w)
{
	w->failed = true;
	atomic_store(&w->night->left_off, true);
	return false;
}

static struct str name_of(struct night_worker *w, struct str member)
{
	return statement_name_make(w->scratch, member);
}

/* A dry run's step. */
static void tell(struct night_worker *w, enum night_step step, struct str member)
{
	const struct night_options *o = w->night->options;

	if (o->tell)
		o->tell(o->tell_context, step, member, name_of(w, member));
}

static bool remove_gone(struct night_worker *w, const struct ledger_entry *e)
{
	const struct night_options *o = w->night->options;
	struct ledger_entry removing = *e;

	if (o->keep)
		return true;
	w->count.removed++;
	if (o->dry_run) {
		tell(w, NIGHT_REMOVE, e->member);
		return true;
	}
	removing.state = LEDGER_REMOVING;
	return (ledger_begin(w->night->shelf.ledger, w->d) &&
	        ledger_put(w->night->shelf.ledger, w->d, &removing) &&
	        shelf_remove(&w->night->shelf, w->d, w->scratch, name_of(w, e->member))) ||
	       give_up(w);
}

/* Steps the ledger to the member; what it had before is gone from the records.  *entry: the member's own, or NULL. */
static bool step_ledger(struct night_worker *w, const struct str *member, const struct ledger_entry **entry)
{
	const struct ledger_entry *e;
	int got;

	*entry = NULL;
	while ((got = ledger_walk_next(w->known, w->d, member, &e)) == 1) {
		if (member && str_equal(e->member, *member)) {
			*entry = e;
			return true;
		}
		if (!remove_gone(w, e))
			return false;
	}
	return got == 0 || give_up(w);
}

/* What is there is known by its size alone, unless it is to be read. */
static bool is_as_published(struct night_worker *w, const struct ledger_entry *e)
{
	struct str name = name_of(w, e->member), bytes;

	if (!w->night->distrusts)
		return shelf_has(&w->night->shelf, w->scratch, name, e->size);
	return shelf_is_there(&w->night->shelf, w->scratch, name) &&
	       shelf_read(&w->night->shelf, w->d, w->scratch, name, &bytes) &&
	       hash_equal(hash_of(bytes), e->bytes);
}

/* Nothing that the statement is made of differs from when it was made, and it is there. */
static bool stands(struct night_worker *w, const struct member *m, const struct ledger_entry *e)
{
	int32_t day = w->night->options->day;

	return e && e->state == LEDGER_PUBLISHED && e->decided <= day && day < e->next_change &&
	       hash_equal(e->record, member_hash(program_policy(w->night->program)->schema, m)) &&
	       hash_equal(e->context, statement_context(w->night->statement, m)) && is_as_published(w, e);
}

/*
 * What the ledger does not know is written, whatever stands there: looking for each in vain costs a sixth of writing
 * it; a dry run looks.  A pack is the ledger's own database: its word is enough, unless all is to be read.
 */
static bool is_there(struct night_worker *w, const struct ledger_entry *e, const struct ledger_entry *before,
                     struct str bytes)
{
	if (!before && !w->night->options->dry_run)
		return false;
	if (before && w->night->shelf.pack && !w->night->distrusts)
		return before->state == LEDGER_PUBLISHED && before->size == e->size &&
		       hash_equal(before->bytes, e->bytes);
	return shelf_holds(&w->night->shelf, w->scratch, name_of(w, e->member), bytes);
}

/* What a dry run would announce. */
static bool count_due(struct night_worker *w, const struct decision *decision)
{
	size_t n;
	struct night_notice *notices = night_due_notices(w->scratch, w->night->statement, decision, &n);

	return night_due_announce(w->night, w->d, notices, n, OUTBOX_PENDING, &w->count) || give_up(w);
}

/* The statement that was rendered last. */
static bool publish(struct night_worker *w, const struct decision *decision,
                    const struct ledger_entry *before)
{
	const struct member *m = decision->member;
	struct str bytes = night_batch_bytes(w->batch);
	struct ledger_entry e = {
		.member = m->id,
		.record = member_hash(decision->policy->schema, m),
		.context = statement_context(w->night->statement, m),
		.bytes = hash_of(bytes),
		.size = (int64_t)bytes.len,
		.decided = decision->today,
		.next_change = decision->next_change,
	};
	bool there = is_there(w, &e, before, bytes);
	bool known = there && before && before->state == LEDGER_PUBLISHED &&
	             hash_equal(before->bytes, e.bytes);

	/* of one that is known to be on the disk, only why it stands has changed, and what is due */
	e.state = known || w->night->shelf.pack ? LEDGER_PUBLISHED : LEDGER_WRITING;
	w->count.written += !there;
	w->count.unchanged += there;
	w->count.bytes += there ? 0 : bytes.len;
	if (there || w->night->options->dry_run)
		night_batch_drop(w->batch);
	if (w->night->options->dry_run) {
		if (!there)
			tell(w, NIGHT_WRITE, m->id);
		return count_due(w, decision);
	}
	return night_batch_add(w->batch, &e, before, decision) || give_up(w);
}

/* The next night looks at it again, whatever happens to its record. */
static bool note_failure(struct night_worker *w, struct str member)
{
	if (member_check_id(w->scratch, member))
		atomic_store(&w->night->blind, true);
	return w->night->options->dry_run ||
	       (ledger_begin(w->night->shelf.ledger, w->d) &&
	        mark_fail(w->night->shelf.ledger, w->d, member)) ||
	       give_up(w);
}

static bool fail_member(struct night_worker *w, struct str member, const char *why)
{
	struct night_part *p = w->part;

	w->count.failed++;
	diag_add(w->d, UNDECIDED, POSITION_NONE, str_z(w->scratch, member), why);
	if (p->n_failures == 0)
		p->failures = w->failures = arena_array(w->own, NIGHT_FAILURES, sizeof(*w->failures));
	if (p->n_failures < NIGHT_FAILURES)
		w->failures[p->n_failures++] = (struct night_failure){str_copy(w->own, member),
		                                                      str_copy(w->own, str_from(why))};
	return note_failure(w, member);
}

/* What one thread decides and writes with. */
struct desk {
	struct decider *decider;
	struct statement_writer *writer;
};

/* false: no use going on. */
static bool serve(struct night_worker *w, struct desk *desk, const struct member *m, const char *bad,
                  const struct ledger_entry *before)
{
	const struct decision *decision;

	w->count.members++;
	if (!bad && stands(w, m, before)) {
		w->count.skipped++;
		return true;
	}
	decision = bad ? NULL : decision_make(desk->decider, m, w->night->options->day);
	if (bad || decision->failure)
		return fail_member(w, m->id, bad ? bad : decision->failure);
	statement_render(desk->writer, decision, night_batch_begin(w->batch));
	return publish(w, decision, before);
}

/* Whether no further member is to have its turn. */
static bool is_ending(const struct night *n)
{
	return atomic_load(&n->stop) || atomic_load(&n->left_off) ||
	       (n->options->interrupted && *n->options->interrupted);
}

/* One after the other as they come: 1 while there may be more, 0 at the end, -1. */
static int serve_next(struct night_worker *w, struct desk *desk)
{
	const struct ledger_entry *before;
	const char *bad;
	struct member m;
	int got = store_next(w->members, w->scratch, &m, &bad);

	if (got < 0)
		leave_off(w);
	if (got == 1 && (!step_ledger(w, &m.id, &before) || !serve(w, desk, &m, bad, before)))
		return -1;
	if (got == 0 && !step_ledger(w, NULL, &before))
		return -1;
	return got;
}

/* One that was chosen: it may be new, or gone. */
static bool serve_id(struct night_worker *w, struct desk *desk, struct str id)
{
	struct ledger *l = w->night->shelf.ledger;
	int failed = w->night->some_failed ? mark_has_failed(l, w->d, id) : 0;
	size_t failures = w->count.failed;
	struct ledger_entry before;
	int known = ledger_find(l, w->d, w->scratch, id, &before);
	const char *bad;
	struct member m;
	int found = store_find(w->members, w->scratch, id, &m, &bad);

	if (found < 0)
		return leave_off(w);
	if (failed < 0 || known < 0)
		return give_up(w);
	w->growth += found - (known || failed);
	if (found && !serve(w, desk, &m, bad, known ? &before : NULL))
		return false;
	if (!found && known && !remove_gone(w, &before))
		return false;
	return !failed || w->count.failed > failures || w->night->options->dry_run ||
	       (ledger_begin(l, w->d) && mark_heal(l, w->d, id)) || give_up(w);
}

/* As serve_next. */
static int serve_chosen(struct night_worker *w, struct desk *desk)
{
	if (w->served == w->part->n_ids)
		return 0;
	return serve_id(w, desk, w->part->ids[w->served++]) ? 1 : -1;
}

/* The next that nobody has taken.  false: there is none, or it cannot be read. */
static bool take_part(struct night_worker *w)
{
	w->part = night_part_take(&w->night->parts);
	if (!w->part)
		return false;
	w->served = 0;
	ledger_walk_close(w->known);
	w->known = ledger_walk_open(w->night->shelf.ledger,
	                            (struct ledger_range){w->part->from, w->part->to});
	return w->night->parts.few || store_range(w->members, w->part->from, w->part->to) || leave_off(w);
}

/* false: no use going on. */
static bool serve_part(struct night_worker *w, struct desk *desk)
{
	int got = 1;

	while (!is_ending(w->night) &&
	       (got = w->night->parts.few ? serve_chosen(w, desk) : serve_next(w, desk)) == 1) {
		arena_reset(w->scratch);
		atomic_fetch_add(&w->night->done, 1);
	}
	diag_move(w->part->d, w->d);
	w->part->done = got == 0;
	return w->part->done;
}

static void *work(void *context)
{
	struct night_worker *w = context;
	struct night *n = w->night;
	struct desk desk = {decision_open(n->program), statement_writer_open(n->statement)};

	while (!is_ending(n) && take_part(w) && serve_part(w, &desk))
		continue;
	if (!atomic_load(&n->stop) && !night_batch_write(w->batch))
		give_up(w);
	statement_writer_close(desk.writer);
	decision_close(desk.decider);
	atomic_fetch_sub(&n->working, 1);
	return NULL;
}

struct night_worker *night_worker_open(struct night *n, struct store *members, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct night_worker *w = arena_alloc(a, sizeof(*w));

	w->night = n;
	w->d = d;
	w->members = members;
	w->own = a;
	w->count.due = night_due_list(a, program_policy(n->program), &w->count.n_due);
	w->scratch = arena_open();
	w->batch = night_batch_open(n, d, &w->count);
	return w;
}

int64_t night_worker_growth(const struct night_worker *w)
{
	return w->growth;
}

void night_worker_start(struct night_worker *w)
{
	atomic_fetch_add(&w->night->working, 1);
	w->elsewhere = pthread_create(&w->thread, NULL, work, w) == 0;
	if (!w->elsewhere)
		work(w);
}

bool night_worker_join(struct night_worker *w, struct night_count *count)
{
	if (w->elsewhere)
		pthread_join(w->thread, NULL);
	count->members += w->count.members;
	count->skipped += w->count.skipped;
	count->written += w->count.written;
	count->unchanged += w->count.unchanged;
	count->removed += w->count.removed;
	count->failed += w->count.failed;
	count->bytes += w->count.bytes;
	for (size_t i = 0; i < count->n_due; i++)
		count->due[i].n += w->count.due[i].n;
	return !w->failed;
}

void night_worker_close(struct night_worker *w)
{
	if (!w)
		return;
	night_batch_close(w->batch);
	ledger_walk_close(w->known);
	arena_close(w->scratch);
	arena_close(w->own);
}

#include "site/night_worker.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/store.h"
#include "site/mark.h"
#include "site/night_due.h"
#include "site/statement_name.h"

enum {
	CHUNK = 512,  /* entries of the ledger read at a time */
	BATCH = 4096, /* statements that wait at most; all workers together so many bytes: */
	WAITING_BYTES = 32 << 20,
	/* A pack has no announcements to wait for: it takes statements while they are in the processor's cache, */
	PACK_BATCH_BYTES = 512 << 10,
	/* and what a kill may cost is so many bytes of work. */
	PACK_COMMIT_BYTES = 64 << 20
};

/* A statement that waits for its announcement. */
struct waiting {
	struct ledger_entry entry;
	struct str bytes; /* empty: they are there already */
	struct night_notice *notices;
	size_t n_notices;
};

struct night_worker {
	struct night *night;
	pthread_t thread;
	struct diagnostics *d;
	struct store *members;
	struct str from, to;
	struct arena *own, *scratch;

	struct arena *chunk_arena;
	struct ledger_entry chunk[CHUNK]; /* what the ledger has of this range, a piece at a time */
	size_t n_chunk, at;
	bool ledger_ended;

	struct arena *batch_arena;
	struct waiting batch[BATCH];
	size_t n_batch, batch_bytes, batch_limit;

	const struct str *ids; /* night_worker_take; NULL: all of the range */
	size_t n_ids;
	int64_t growth;

	struct night_count count;
	struct night_failure failures[NIGHT_FAILURES];
	bool failed;
};

/* The world failed: this worker ends, and the others with it. */
static bool give_up(struct night_worker *w)
{
	w->failed = true;
	atomic_store(&w->night->stop, true);
	return false;
}

static struct str name_of(struct night_worker *w, struct str member)
{
	return statement_name_make(w->scratch, member);
}

/* Makes chunk[at] the next entry, unless the ledger has no more in this range. */
static bool fill_chunk(struct night_worker *w)
{
	struct str last = w->n_chunk > 0 ? w->chunk[w->n_chunk - 1].member : w->from;
	bool first = w->n_chunk == 0;

	if (w->at < w->n_chunk || w->ledger_ended || !w->night->shelf.ledger)
		return true;
	last = str_copy(w->scratch, last);
	arena_reset(w->chunk_arena);
	w->at = 0;
	w->n_chunk = ledger_read(w->night->shelf.ledger, w->d, w->chunk_arena, last, first, w->to, w->chunk,
	                         CHUNK);
	if (w->n_chunk == SIZE_MAX) {
		w->n_chunk = 0;
		return give_up(w);
	}
	w->ledger_ended = w->n_chunk == 0;
	return true;
}

/* No id stands between one and the same with a zero byte after it. */
static struct str id_end(struct arena *a, struct str id)
{
	const struct str parts[] = {id, {"", 1}};

	return str_join(a, parts, 2);
}

static bool remove_gone(struct night_worker *w, const struct ledger_entry *e)
{
	const struct night_options *o = w->night->options;
	struct ledger_entry removing = *e;

	if (o->keep)
		return true;
	w->count.removed++;
	if (o->dry_run)
		return true;
	removing.state = LEDGER_REMOVING;
	return (ledger_begin(w->night->shelf.ledger, w->d) &&
	        ledger_put(w->night->shelf.ledger, w->d, &removing) &&
	        shelf_remove(&w->night->shelf, w->d, w->scratch, name_of(w, e->member))) ||
	       give_up(w);
}

/* Steps the ledger to the member; what it had before is gone from the records.  *entry: the member's own, or NULL. */
static bool step_ledger(struct night_worker *w, const struct str *member, const struct ledger_entry **entry)
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

/* Nothing that the statement is made of differs from when it was made, and it is there. */
static bool stands(struct night_worker *w, const struct member *m, const struct ledger_entry *e)
{
	int32_t day = w->night->options->day;

	return e && e->state == LEDGER_PUBLISHED && e->decided <= day && day < e->next_change &&
	       hash_equal(e->record, m->hash) &&
	       hash_equal(e->context, statement_context(w->night->statement, m)) &&
	       shelf_has(&w->night->shelf, w->scratch, name_of(w, m->id), e->size);
}

static bool put_page(struct night_worker *w, const struct waiting *s)
{
	return s->bytes.len == 0 ||
	       shelf_put(&w->night->shelf, w->d, w->scratch, name_of(w, s->entry.member), s->bytes);
}

/* Of a pack, now and then; under the lock. */
static bool commit_pack(struct night_worker *w)
{
	struct night *n = w->night;

	n->uncommitted += w->batch_bytes;
	if (n->uncommitted < PACK_COMMIT_BYTES)
		return true;
	n->uncommitted = 0;
	return ledger_commit(n->shelf.ledger, w->d);
}

/* Announces what waits, durably, and then writes it; in a pack, both are one. */
static bool write_batch(struct night_worker *w)
{
	struct ledger *l = w->night->shelf.ledger;
	bool packed = w->night->shelf.pack;
	bool done = true;

	if (w->n_batch == 0)
		return true;
	ledger_lock(l);
	done = ledger_begin(l, w->d);
	for (size_t i = 0; done && i < w->n_batch; i++)
		done = ledger_put(l, w->d, &w->batch[i].entry) && (!packed || put_page(w, &w->batch[i])) &&
		       night_due_announce(w->night, w->d, w->batch[i].notices, w->batch[i].n_notices,
		                          packed ? OUTBOX_PENDING : OUTBOX_ANNOUNCED, &w->count);
	done = done && (packed ? commit_pack(w) : ledger_commit(l, w->d));
	ledger_unlock(l);
	for (size_t i = 0; done && !packed && i < w->n_batch; i++)
		done = put_page(w, &w->batch[i]);
	arena_reset(w->batch_arena);
	w->n_batch = w->batch_bytes = 0;
	return done || give_up(w);
}

/* A pack is the ledger's own database: its word is enough. */
static bool is_there(struct night_worker *w, const struct ledger_entry *e, const struct ledger_entry *before,
                     struct str bytes)
{
	if (w->night->shelf.pack)
		return before && before->state == LEDGER_PUBLISHED && before->size == e->size &&
		       hash_equal(before->bytes, e->bytes);
	return shelf_holds(&w->night->shelf, w->scratch, name_of(w, e->member), bytes);
}

/* The statement is known to be on the disk: only why it stands has changed, and what is due. */
static bool claim_again(struct night_worker *w, const struct ledger_entry *e, const struct decision *decision)
{
	struct ledger *l = w->night->shelf.ledger;
	size_t n;
	struct night_notice *notices = night_due_notices(w->scratch, w->night->statement, decision, &n);
	bool done;

	ledger_lock(l);
	done = ledger_begin(l, w->d) && ledger_put(l, w->d, e) &&
	       night_due_announce(w->night, w->d, notices, n, OUTBOX_PENDING, &w->count);
	ledger_unlock(l);
	return done || give_up(w);
}

/* What a dry run would announce. */
static bool count_due(struct night_worker *w, const struct decision *decision)
{
	size_t n;
	struct night_notice *notices = night_due_notices(w->scratch, w->night->statement, decision, &n);

	return night_due_announce(w->night, w->d, notices, n, OUTBOX_PENDING, &w->count) || give_up(w);
}

static bool publish(struct night_worker *w, const struct decision *decision, struct str bytes,
                    const struct ledger_entry *before)
{
	const struct member *m = decision->member;
	struct ledger_entry e = {
		.member = m->id,
		.state = LEDGER_PUBLISHED,
		.record = m->hash,
		.context = statement_context(w->night->statement, m),
		.bytes = hash_of(bytes),
		.size = (int64_t)bytes.len,
		.decided = decision->today,
		.next_change = decision->next_change,
	};

	bool there = is_there(w, &e, before, bytes);

	w->count.written += !there;
	w->count.unchanged += there;
	w->count.bytes += there ? 0 : bytes.len;
	if (w->night->options->dry_run)
		return count_due(w, decision);
	if (there && before && before->state == LEDGER_PUBLISHED && hash_equal(before->bytes, e.bytes))
		return claim_again(w, &e, decision);
	e.state = w->night->shelf.pack ? LEDGER_PUBLISHED : LEDGER_WRITING;
	e.member = str_copy(w->batch_arena, e.member);
	struct waiting *s = &w->batch[w->n_batch++];
	*s = (struct waiting){e, there ? STR("") : str_copy(w->batch_arena, bytes)};
	s->notices = night_due_notices(w->batch_arena, w->night->statement, decision, &s->n_notices);
	w->batch_bytes += bytes.len;
	return w->n_batch < BATCH && w->batch_bytes < w->batch_limit ? true : write_batch(w);
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
	struct night_count *c = &w->count;

	c->failed++;
	diag_add(w->d, UNDECIDED, POSITION_NONE, str_z(w->scratch, member), why);
	if (c->n_failures < NIGHT_FAILURES)
		w->failures[c->n_failures++] = (struct night_failure){str_copy(w->own, member),
		                                                      str_copy(w->own, str_from(why))};
	return note_failure(w, member);
}

/* What one thread decides and writes with. */
struct desk {
	struct decider *decider;
	struct statement_writer *writer;
	struct buf page;
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
	buf_clear(&desk->page);
	statement_render(desk->writer, decision, &desk->page);
	return publish(w, decision, buf_str(&desk->page), before);
}

bool night_worker_ends(const struct night *n)
{
	return atomic_load(&n->stop) || (n->options->interrupted && *n->options->interrupted);
}

/* One after the other as they come: 1 while there may be more, 0 at the end, -1. */
static int serve_next(struct night_worker *w, struct desk *desk)
{
	const struct ledger_entry *before;
	const char *bad;
	struct member m;
	int got = store_next(w->members, w->scratch, &m, &bad);

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
	int failed = mark_has_failed(l, w->d, id);
	size_t failures = w->count.failed;
	struct ledger_entry before;
	size_t known = ledger_read(l, w->d, w->scratch, id, true, id_end(w->scratch, id), &before, 1);
	const char *bad;
	struct member m;
	int found = store_find(w->members, w->scratch, id, &m, &bad);

	if (failed < 0 || known == SIZE_MAX || found < 0)
		return false;
	w->growth += found - (known > 0 || failed);
	if (found && !serve(w, desk, &m, bad, known ? &before : NULL))
		return false;
	if (!found && known && !remove_gone(w, &before))
		return false;
	return !failed || w->count.failed > failures || w->night->options->dry_run ||
	       (ledger_begin(l, w->d) && mark_heal(l, w->d, id));
}

/* As serve_next. */
static int serve_chosen(struct night_worker *w, struct desk *desk)
{
	if (w->n_ids == 0)
		return 0;
	if (!serve_id(w, desk, *w->ids))
		return -1;
	w->ids++;
	w->n_ids--;
	return 1;
}

static void *work(void *context)
{
	struct night_worker *w = context;
	struct night *n = w->night;
	struct desk desk = {decision_open(n->program), statement_writer_open(n->statement), {0}};
	int got = 1;

	while (!night_worker_ends(n) && (got = w->ids ? serve_chosen(w, &desk) : serve_next(w, &desk)) == 1) {
		arena_reset(w->scratch);
		atomic_fetch_add(&n->done, 1);
	}
	if (got < 0)
		give_up(w);
	else if (!atomic_load(&n->stop))
		write_batch(w);
	w->count.interrupted = got > 0;
	buf_free(&desk.page);
	statement_writer_close(desk.writer);
	decision_close(desk.decider);
	return NULL;
}

struct night_worker *night_worker_open(struct night *n, struct store *members, struct diagnostics *d,
                                       struct str from, struct str to)
{
	struct arena *a = arena_open();
	struct night_worker *w = arena_alloc(a, sizeof(*w));

	w->night = n;
	w->d = d;
	w->members = members;
	w->own = a;
	w->count.due = night_due_list(a, program_policy(n->program), &w->count.n_due);
	w->from = str_copy(a, from);
	w->to = str_copy(a, to);
	w->batch_limit = n->shelf.pack ? PACK_BATCH_BYTES : WAITING_BYTES / n->options->workers;
	w->scratch = arena_open();
	w->chunk_arena = arena_open();
	w->batch_arena = arena_open();
	return w;
}

void night_worker_take(struct night_worker *w, const struct str *ids, size_t n)
{
	w->ids = ids;
	w->n_ids = n;
}

int64_t night_worker_growth(const struct night_worker *w)
{
	return w->growth;
}

void night_worker_start(struct night_worker *w)
{
	pthread_create(&w->thread, NULL, work, w);
}

static void add_failures(struct night_worker *w, struct arena *a, struct night_count *count)
{
	size_t n = count->n_failures + w->count.n_failures;
	struct night_failure *all = arena_array(a, n + 1, sizeof(*all));

	for (size_t i = 0; i < count->n_failures; i++)
		all[i] = count->failures[i];
	for (size_t i = 0; i < w->count.n_failures; i++)
		all[count->n_failures + i] = (struct night_failure){str_copy(a, w->failures[i].member),
		                                                    str_copy(a, w->failures[i].why)};
	count->failures = all;
	count->n_failures = n;
}

bool night_worker_join(struct night_worker *w, struct arena *a, struct night_count *count)
{
	pthread_join(w->thread, NULL);
	count->members += w->count.members;
	count->skipped += w->count.skipped;
	count->written += w->count.written;
	count->unchanged += w->count.unchanged;
	count->removed += w->count.removed;
	count->failed += w->count.failed;
	count->bytes += w->count.bytes;
	count->interrupted |= w->count.interrupted;
	for (size_t i = 0; i < count->n_due; i++)
		count->due[i].n += w->count.due[i].n;
	add_failures(w, a, count);
	return !w->failed;
}

void night_worker_close(struct night_worker *w)
{
	if (!w)
		return;
	arena_close(w->batch_arena);
	arena_close(w->chunk_arena);
	arena_close(w->scratch);
	arena_close(w->own);
}

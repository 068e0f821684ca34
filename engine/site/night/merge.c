#include "site/night/merge.h"

#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/ledger/assets.h"
#include "site/ledger/ledger_status.h"
#include "site/ledger/ledger_walk.h"
#include "site/ledger/origin.h"
#include "site/ledger/outbox.h"
#include "site/ledger/outbox_total.h"
#include "site/ledger/shelf.h"
#include "site/ledger/statement_name.h"
#include "site/ledger/witness.h"
#include "site/night/night_adopt.h"

/* A shard that is read. */
struct part {
	const char *place;
	struct shelf shelf;
	struct origin origin;
};

struct merge {
	struct diagnostics *d;
	struct arena *arena, *scratch;
	struct part *parts; /* in the order of their numbers, once that is known */
	size_t n;
	struct shelf out;
	struct witness_places places; /* of out */
	struct outbox *outbox;
	struct merge_count *count;
};

/* Killed before its first commit, a run has left a ledger that does not even say which shard it is. */
static bool is_unfinished(struct merge *m, const struct part *p)
{
	struct ledger *l = p->shelf.ledger;

	if (p->origin.shard.of == 0)
		return ledger_status_count(l, m->d) == 0;
	return ledger_was_cut_off(l) || p->origin.day == DATE_NONE;
}

static bool open_part(struct merge *m, struct part *p)
{
	if (!shelf_look(&p->shelf, m->d, p->place))
		return false;
	if (!p->shelf.ledger) {
		diag_add(m->d, NO_STATEMENTS, POSITION_NONE, p->place);
		return false;
	}
	if (!origin_read(p->shelf.ledger, m->d, &p->origin))
		return false;
	if (is_unfinished(m, p)) {
		diag_add(m->d, SHARD_UNFINISHED, POSITION_NONE, p->place);
		return false;
	}
	if (p->origin.shard.of == 0) {
		diag_add(m->d, NOT_A_SHARD, POSITION_NONE, p->place);
		return false;
	}
	return true;
}

/* Whether two are of one night; says what is between them. */
static bool is_alike(struct merge *m, const struct part *p, const struct part *first)
{
	const char *how = NULL;

	if (p->origin.shard.of != first->origin.shard.of)
		how = "another number of shards";
	else if (p->origin.day != first->origin.day)
		how = "another day";
	else if (!hash_equal(p->origin.context, first->origin.context))
		how = "other rules or pages";
	if (how)
		diag_add(m->d, SHARD_DIFFERS, POSITION_NONE, p->place, how, first->place);
	return !how;
}

/* Puts the shards in order; each must be there once. */
static bool sort_parts(struct merge *m)
{
	size_t of = m->parts[0].origin.shard.of;
	struct part *sorted = arena_array(m->arena, of, sizeof(*sorted));
	bool fine = true;

	for (size_t i = 0; i < m->n; i++) {
		struct part *p = &m->parts[i], *to = &sorted[p->origin.shard.number - 1];

		if (to->place) {
			diag_add(m->d, SHARD_TWICE, POSITION_NONE, p->place, to->place);
			fine = false;
		}
		*to = *p;
	}
	for (size_t i = 0; i < of; i++) {
		if (sorted[i].place)
			continue;
		diag_add(m->d, SHARD_MISSING, POSITION_NONE, str_format(m->arena, "%zu", i + 1).at,
		         str_format(m->arena, "%zu", of).at);
		fine = false;
	}
	if (fine)
		m->parts = sorted;
	return fine;
}

/* Each shard is an open file or two. */
static void allow_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static bool open_parts(struct merge *m)
{
	bool fine = true;

	allow_files();
	for (size_t i = 0; i < m->n; i++)
		fine &= open_part(m, &m->parts[i]);
	for (size_t i = 1; fine && i < m->n; i++)
		fine &= is_alike(m, &m->parts[i], &m->parts[0]);
	return fine && sort_parts(m);
}

/* The pack commits once, at the end. */
static bool commit(struct merge *m)
{
	return m->out.pack || ledger_commit(m->out.ledger, m->d);
}

/* Whether the entry's bytes are to be written; what the ledger says of them is brought up to date. */
static bool announce(struct merge *m, const struct part *p, const struct ledger_entry *e, bool *wanted)
{
	struct ledger_entry there, entry = *e;
	struct str name = statement_name_make(m->scratch, e->member);
	int found = ledger_find(m->out.ledger, m->d, m->scratch, e->member, &there);

	if (found < 0)
		return false;
	if (!shard_has(p->origin.shard, e->member)) {
		diag_add(m->d, SHARD_OVERLAPS, POSITION_NONE, p->place, str_z(m->scratch, e->member));
		return false;
	}
	/* of a shard that came to its end, none is in doubt but where its row was changed */
	if (e->state == LEDGER_DOUBTFUL)
		return ledger_row_changed(p->shelf.ledger, m->d, "published", e->member);
	if (e->state != LEDGER_PUBLISHED) {
		diag_add(m->d, SHARD_UNFINISHED, POSITION_NONE, p->place);
		return false;
	}
	*wanted = !found || there.state != LEDGER_PUBLISHED || !hash_equal(there.bytes, e->bytes) ||
	          !shelf_has(&m->out, m->scratch, name, e->size);
	m->count->statements++;
	m->count->written += *wanted;
	m->count->unchanged += !*wanted;
	if (*wanted && !m->out.pack)
		entry.state = LEDGER_WRITING;
	return ledger_put(m->out.ledger, m->d, &entry);
}

static bool copy(struct merge *m, const struct part *p, const struct ledger_entry *e)
{
	struct str name = statement_name_make(m->scratch, e->member), bytes;

	if (!shelf_read(&p->shelf, m->d, m->scratch, name, &bytes))
		return false;
	if ((int64_t)bytes.len != e->size || !hash_equal(hash_of(bytes), e->bytes)) {
		diag_add(m->d, STATEMENT_CHANGED, POSITION_NONE, file_path(m->scratch, p->place, name),
		         str_z(m->scratch, e->member));
		return false;
	}
	return shelf_put(&m->out, m->d, m->scratch, name, bytes);
}

/* A commit for all of them, then their files. */
static bool copy_some(struct merge *m, const struct part *p, const struct ledger_entry *some, size_t n)
{
	bool wanted[LEDGER_WALK_SOME] = {false}, fine = true;

	for (size_t i = 0; fine && i < n; i++) {
		fine = announce(m, p, &some[i], &wanted[i]);
		arena_reset(m->scratch);
	}
	fine = fine && commit(m);
	for (size_t i = 0; fine && i < n; i++) {
		fine = !wanted[i] || copy(m, p, &some[i]);
		arena_reset(m->scratch);
	}
	return fine;
}

static bool copy_statements(struct merge *m, const struct part *p)
{
	struct ledger_walk *entries = ledger_walk_open(p->shelf.ledger, (struct ledger_range){0});
	const struct ledger_entry *some;
	bool fine = true;
	size_t n = 0;

	while (fine && (n = ledger_walk_some(entries, m->d, &some)) > 0)
		fine = n != SIZE_MAX && copy_some(m, p, some, n);
	ledger_walk_close(entries);
	return fine;
}

static bool remove_one(struct merge *m, const struct ledger_entry *e)
{
	struct ledger_entry removing = *e, there;
	const struct part *p = &m->parts[shard_of(e->member, (uint32_t)m->n) - 1];
	int found = ledger_find(p->shelf.ledger, m->d, m->scratch, e->member, &there);

	if (found != 0)
		return found == 1;
	removing.state = LEDGER_REMOVING;
	m->count->removed++;
	return ledger_put(m->out.ledger, m->d, &removing) &&
	       shelf_remove(&m->out, m->d, m->scratch, statement_name_make(m->scratch, e->member));
}

/* The shards are there to be looked up in, so what none has is gone. */
static bool remove_gone(struct merge *m)
{
	struct ledger_walk *entries = ledger_walk_open(m->out.ledger, (struct ledger_range){0});
	const struct ledger_entry *e;
	bool fine = true;
	int got = 1;

	while (fine && (got = ledger_walk_next(entries, m->d, NULL, &e)) == 1) {
		fine = remove_one(m, e);
		arena_reset(m->scratch);
	}
	ledger_walk_close(entries);
	return fine && got == 0;
}

/* All shards are of one theme. */
static bool copy_assets(struct merge *m, const struct part *p)
{
	const struct asset *all;
	size_t n = assets_load(p->shelf.ledger, m->d, m->arena, &all);
	struct theme_asset *files = arena_array(m->arena, ASSETS_LIMIT, sizeof(*files));
	bool fine = n != SIZE_MAX;

	for (size_t i = 0; fine && i < n; i++) {
		files[i].published = all[i].name;
		fine = shelf_read(&p->shelf, m->d, m->arena, all[i].name, &files[i].bytes);
	}
	return fine && assets_publish(&m->out, m->d, m->arena, files, n);
}

struct copying {
	struct merge *merge;
	bool fine;
};

/* What is known of a key already stays: its consumer may have answered here. */
static void copy_item(void *context, const struct outbox_item *item)
{
	struct copying *c = context;

	c->fine = c->fine && outbox_announce(c->merge->outbox, c->merge->d, item) >= 0;
}

static bool copy_outbox(struct merge *m, const struct part *p)
{
	size_t errors = diag_errors(m->d);
	struct outbox *o = outbox_open(m->d, p->shelf.ledger);
	struct copying copying = {m, true};
	bool fine = o && outbox_total_check(p->shelf.ledger, m->d, false) && diag_errors(m->d) == errors &&
	            outbox_each(o, m->d, OUTBOX_STATES, copy_item, &copying);

	outbox_close(o);
	return fine && copying.fine;
}

/* What a night left there, too: the shards take its place. */
static bool open_out(struct merge *m, const char *out)
{
	const struct shard all = {0};

	return night_adopt_allows(m->d, out) && shelf_open(&m->out, m->d, out) &&
	       origin_begin(&m->out, m->d, all, false) && (m->outbox = outbox_open(m->d, m->out.ledger)) &&
	       shelf_is_clear(&m->out, m->d) && witness_watch(&m->out, m->d, m->arena, &m->places) &&
	       night_adopt_left(m->d, &m->out, all, m->outbox) && ledger_begin(m->out.ledger, m->d);
}

static bool merge(struct merge *m, const char *out)
{
	if (!open_parts(m) || !open_out(m, out))
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (!copy_statements(m, &m->parts[i]) || !copy_outbox(m, &m->parts[i]))
			return false;
	return copy_assets(m, &m->parts[0]) && remove_gone(m) && commit(m) && shelf_sync(&m->out, m->d) &&
	       witness_all_stand(&m->out, m->d, &m->places) && ledger_finish(m->out.ledger, m->d);
}

bool merge_shelves(struct diagnostics *d, const char *out, const char *const *shards, size_t n,
                   struct merge_count *count)
{
	struct merge m = {.d = d, .arena = arena_open(), .scratch = arena_open(), .n = n, .count = count};
	struct part *parts = arena_array(m.arena, n, sizeof(*parts));
	bool done;

	*count = (struct merge_count){0};
	for (size_t i = 0; i < n; i++)
		parts[i].place = shards[i];
	m.parts = parts;
	done = merge(&m, out);
	outbox_close(m.outbox);
	shelf_close(&m.out);
	for (size_t i = 0; i < n; i++)
		shelf_close(&parts[i].shelf);
	arena_close(m.scratch);
	arena_close(m.arena);
	return done;
}

#include "site/night/night_adopt.h"

#include "base/arena.h"
#include "base/diag.h"
#include "site/ledger/origin.h"
#include "site/ledger/outbox.h"
#include "site/ledger/statement_name.h"

/* Of night_adopt_allows. */
struct look {
	struct diagnostics *d;
	struct arena *scratch;
	const char *place;
};

static bool is_ours(void *context, struct str name)
{
	struct look *l = context;
	struct str member;
	/* others than tierbook keep notes in folders, too */
	bool ours = str_starts(name, STR(".")) || shelf_is_folder(name) || str_starts(name, STR("assets/")) ||
	            shelf_is_half_written(name) || statement_name_is_short(name) ||
	            statement_name_read(l->scratch, name, &member);

	arena_reset(l->scratch);
	if (!ours)
		diag_add(l->d, FOREIGN_FOLDER, POSITION_NONE, l->place);
	return ours;
}

bool night_adopt_allows(struct diagnostics *d, const char *place)
{
	struct shelf s = {.place = place};
	struct look l = {d, arena_open(), place};
	bool allowed = shelf_has_ledger(l.scratch, place) || shelf_each(&s, d, is_ours, &l);

	arena_close(l.scratch);
	return allowed;
}

struct adoption {
	struct diagnostics *d;
	const struct shelf *shelf;
	struct shard shard;
	bool look_only;
	struct arena *scratch;
	bool some;
};

/* A run that only looks commits nothing. */
static bool enter(struct adoption *n, struct str member)
{
	const struct ledger_entry e = {.member = member, .state = LEDGER_DOUBTFUL};
	struct ledger *l = n->shelf->ledger;

	n->some = true;
	return (n->look_only || ledger_begin(l, n->d)) && ledger_put(l, n->d, &e);
}

static bool adopt(void *context, struct str name)
{
	struct adoption *n = context;
	struct ledger_entry there;
	struct str member;
	bool done = true;

	if (statement_name_read(n->scratch, name, &member)) {
		int known = ledger_find(n->shelf->ledger, n->d, n->scratch, member, &there);

		done = known == 1 || (known == 0 && shard_has(n->shard, member) && enter(n, member));
		if (known == 0 && !shard_has(n->shard, member))
			origin_refuse(n->shelf, n->d, STR("other members"), n->shard);
	}
	arena_reset(n->scratch);
	return done;
}

static bool adopt_files(struct diagnostics *d, const struct shelf *s, struct shard shard, bool look_only)
{
	struct adoption n = {d, s, shard, look_only, arena_open(), false};
	bool cut_off = ledger_was_cut_off(s->ledger);
	int empty = ledger_is_empty(s->ledger, d);
	bool done = empty >= 0;

	/* in a pack, statements and ledger are lost together */
	if (done && (empty || cut_off) && !s->pack && !ledger_is_read_only(s->ledger))
		done = shelf_each(s, d, adopt, &n);
	if (n.some && !cut_off)
		diag_add(d, LEDGER_LOST, POSITION_NONE, s->place);
	arena_close(n.scratch);
	return done;
}

bool night_adopt_look(struct diagnostics *d, const struct shelf *s, struct shard shard)
{
	return adopt_files(d, s, shard, true);
}

bool night_adopt_left(struct diagnostics *d, const struct shelf *s, struct shard shard, struct outbox *o)
{
	struct ledger *l = s->ledger;

	if (ledger_was_cut_off(l) && !(outbox_withdraw(o, d) && ledger_begin(l, d) && shelf_sweep(s, d)))
		return false;
	/* whose the shelf is stands there before any file does */
	return adopt_files(d, s, shard, false) && (!ledger_has_begun(l) || ledger_commit(l, d));
}

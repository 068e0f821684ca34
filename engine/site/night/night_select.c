#include "site/night/night_select.h"

#include <stdlib.h>

#include "base/arena.h"
#include "record/store/store.h"

/* Beyond one in so many members, finding each costs more than reading all in order; a few never do. */
enum { WORTHWHILE = 8, FEW = 100 };

/* Each once, and none of another shard. */
static void choose(struct night_selection *s, struct shard shard, const struct changes_members *m)
{
	if (m->n > 0)
		qsort(m->ids, m->n, sizeof(*m->ids), str_by_bytes);
	s->ids = m->ids;
	for (size_t i = 0; i < m->n; i++)
		if (shard_has(shard, m->ids[i]) && (s->n == 0 || !str_equal(s->ids[s->n - 1], m->ids[i])))
			s->ids[s->n++] = m->ids[i];
}

/* Whether the last run vouched for all that is as it was then. */
static bool is_of_mark(const struct night *n, const struct mark *m)
{
	return m->records.sequence > 0 && !ledger_was_cut_off(n->shelf.ledger) && m->day <= n->options->day &&
	       !n->options->keep && !n->options->full && !n->distrusts &&
	       hash_equal(m->context, statement_identity(n->statement));
}

bool night_select(struct diagnostics *d, struct arena *a, const struct night *n, struct store *members,
                  struct night_selection *out)
{
	struct changes_members few = {.arena = a};
	int some_failed;

	*out = (struct night_selection){0};
	if (!n->shelf.ledger)
		return true;
	if (!mark_read(n->shelf.ledger, d, &out->before) || !store_mark(members, &out->now))
		return false;
	if (!is_of_mark(n, &out->before))
		return true;
	few.most = (size_t)out->before.members / WORTHWHILE + FEW;
	if (few.most > NIGHT_SELECT_LIMIT)
		few.most = NIGHT_SELECT_LIMIT;
	if (!store_touched(members, &out->before.records, &out->now, &few))
		return false;
	if (!few.unknown && !mark_due(n->shelf.ledger, d, n->options->day, &few))
		return false;
	if (few.unknown)
		return true;
	some_failed = mark_has_failures(n->shelf.ledger, d);
	if (some_failed < 0)
		return false;
	out->few = true;
	out->some_failed = some_failed;
	choose(out, n->options->shard, &few);
	return true;
}

bool night_select_finish(struct diagnostics *d, const struct night *n, const struct night_selection *s,
                         bool vouches, size_t members)
{
	struct ledger *l = n->shelf.ledger;
	const struct mark m = {s->now, statement_identity(n->statement), n->options->day, (int64_t)members};

	if (!vouches || n->options->keep || s->now.sequence == 0)
		return mark_remove(l, d);
	if (mark_is(&s->before, &m) && !ledger_has_begun(l))
		return true;
	return ledger_begin(l, d) && mark_write(l, d, &m);
}

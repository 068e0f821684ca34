#include "site/night/night_select.h"

#include <stdlib.h>

#include "base/arena.h"
#include "record/store/store.h"

/* Beyond one in so many members, finding each costs more than reading all in order; a few never do. */
enum { WORTHWHILE = 8, FEW = 100 };

static void merge(struct night_selection *s, struct arena *a, struct shard shard, const struct str *touched,
                  size_t n_touched, const struct str *due, size_t n_due)
{
	size_t n = 0;

	s->ids = arena_array(a, n_touched + n_due + 1, sizeof(*s->ids));
	for (size_t i = 0; i < n_touched; i++)
		if (shard_has(shard, touched[i]))
			s->ids[n++] = touched[i];
	for (size_t i = 0; i < n_due; i++)
		s->ids[n++] = due[i];
	qsort(s->ids, n, sizeof(*s->ids), str_by_bytes);
	for (size_t i = 0; i < n; i++)
		if (s->n == 0 || !str_equal(s->ids[s->n - 1], s->ids[i]))
			s->ids[s->n++] = s->ids[i];
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
	struct str *touched = NULL, *due;
	size_t n_touched, n_due, limit;
	int some_failed;

	*out = (struct night_selection){0};
	if (!n->shelf.ledger)
		return true;
	if (!mark_read(n->shelf.ledger, d, &out->before) || !store_mark(members, &out->now))
		return false;
	if (!is_of_mark(n, &out->before))
		return true;
	limit = (size_t)out->before.members / WORTHWHILE + FEW;
	limit = limit < NIGHT_SELECT_LIMIT ? limit : NIGHT_SELECT_LIMIT;
	if (!store_touched(members, a, &out->before.records, &out->now, limit, &touched, &n_touched))
		return false;
	if (n_touched == SIZE_MAX)
		return true;
	due = arena_array(a, limit, sizeof(*due));
	if (!mark_due(n->shelf.ledger, d, a, n->options->day, limit, due, &n_due))
		return false;
	if (n_due == SIZE_MAX)
		return true;
	some_failed = mark_has_failures(n->shelf.ledger, d);
	if (some_failed < 0)
		return false;
	out->few = true;
	out->some_failed = some_failed;
	merge(out, a, n->options->shard, touched, n_touched, due, n_due);
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

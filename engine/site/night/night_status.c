#include "site/night/night_status.h"

#include "base/date.h"
#include "base/diag.h"
#include "site/ledger/shelf.h"

static bool ask(struct diagnostics *d, struct ledger *l, struct night_status *s)
{
	int ran = ledger_status_last(l, d, &s->last);
	int64_t statements = ran < 0 ? -1 : ledger_status_count(l, d);

	if (statements < 0)
		return false;
	s->ran = ran;
	s->cut_off = ledger_was_cut_off(l);
	s->statements = (size_t)statements;
	s->n_next = ledger_status_days(l, d, ran ? s->last.as_of : DATE_NONE, s->next, NIGHT_STATUS_DAYS);
	return s->n_next != SIZE_MAX;
}

bool night_status_load(struct diagnostics *d, const char *place, struct night_status *status)
{
	struct outbox *outbox = NULL;
	struct shelf shelf;
	bool done = false;

	*status = (struct night_status){0};
	if (!shelf_look(&shelf, d, place))
		goto out;
	if (!shelf.ledger) {
		diag_add(d, NO_STATEMENTS, POSITION_NONE, place);
		goto out;
	}
	done = ask(d, shelf.ledger, status);
	if (done && outbox_exists(shelf.ledger)) {
		outbox = outbox_open(d, shelf.ledger);
		done = outbox && outbox_count(outbox, d, status->outbox);
	}
out:
	outbox_close(outbox);
	shelf_close(&shelf);
	return done;
}

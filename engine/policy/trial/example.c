#include "policy/trial/example.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/trial/comparing.h"
#include "policy/trial/walk.h"

static void run_day(struct decider *decider, const struct example *e, const struct example_watcher *w,
                    struct comparing *c)
{
	const struct decision *d = w ? decision_trace(decider, &e->given, e->on)
	                             : decision_make(decider, &e->given, e->on);

	if (d->failure) {
		comparing_add(c, (struct mismatch){.found = str_copy(c->arena, str_from(d->failure)),
		                                   .day = DATE_NONE,
		                                   .position = e->position});
		return;
	}
	if (w)
		w->see(w->context, d);
	comparing_run(c, d, e->expect, e->n_expect);
}

size_t example_run(struct decider *d, const struct example *e, struct arena *a,
                   const struct example_watcher *w, const struct mismatch **out)
{
	struct comparing c = {.arena = a, .day = DATE_NONE};

	if (e->walk)
		walk_run(d, e, w, &c);
	else
		run_day(d, e, w, &c);
	*out = c.at;
	return c.n;
}

struct str example_word(struct arena *a, const struct mismatch *m)
{
	struct str said = m->found, place = source_place(a, m->because);
	char day[11];

	if (m->path.len > 0)
		said = str_format(a, "%.*s should be %.*s, but is %.*s", STR_ARG(m->path), STR_ARG(m->wanted),
		                  STR_ARG(m->found));
	if (place.len > 0)
		said = str_format(a, "%.*s (%.*s)", STR_ARG(said), STR_ARG(place));
	if (m->day != DATE_NONE)
		said = str_format(a, "on %s, %.*s", date_format(m->day, day), STR_ARG(said));
	return said;
}

void example_say(struct diagnostics *d, const struct example *e, const struct mismatch *m)
{
	struct arena *a = arena_open();

	diag_add(d, EXAMPLE_FAILS, m->position, str_z(a, e->name), str_z(a, example_word(a, m)));
	arena_close(a);
}

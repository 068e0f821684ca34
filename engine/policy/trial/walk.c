#include "policy/trial/walk.h"

#include "base/arena.h"
#include "base/buf.h"
#include "policy/decide/changing.h"
#include "policy/trial/finding.h"

/* What of a decision counts as a change: where one of these is another than the day before. */
struct aspects {
	struct expectation *at;
	size_t n;
};

/* Two snapshots in turn: what was said the day before, and today. */
struct walking {
	struct decider *decider;
	const struct example *example;
	const struct example_watcher *watcher;
	struct comparing *found;
	struct aspects aspects;
	struct str *said[2];
	struct arena *arenas[2];
	int now;
	bool begun;
	struct member member;
};

static void add_aspect(struct walking *w, enum expectation_kind kind, const char *part, size_t subject,
                       struct str name)
{
	struct expectation *e = &w->aspects.at[w->aspects.n++];

	e->kind = kind;
	e->subject = subject;
	e->path = name.len > 0 ? str_format(w->found->arena, "%s.%.*s", part, STR_ARG(name)) : str_from(part);
}

static void list_aspects(struct walking *w, const struct policy *p)
{
	size_t room = p->n_tracks + p->n_benefits + 2 * p->n_offers + 2;

	w->aspects.at = arena_array(w->found->arena, room, sizeof(*w->aspects.at));
	for (size_t i = 0; i < p->n_offers; i++)
		if (p->offers[i].renewal != NOWHERE)
			add_aspect(w, EXPECT_RENEWAL, "renewal", i,
			           p->n_renewals > 1 ? p->offers[i].id : (struct str){0});
	add_aspect(w, EXPECT_SEND, "send", NOWHERE, (struct str){0});
	add_aspect(w, EXPECT_DUE, "due", NOWHERE, (struct str){0});
	for (size_t i = 0; i < p->n_offers; i++)
		add_aspect(w, EXPECT_OFFER, "offers", i, p->offers[i].id);
	for (size_t i = 0; i < p->n_tracks; i++)
		add_aspect(w, EXPECT_TIER, "tier", i, p->tracks[i].id);
	for (size_t i = 0; i < p->n_benefits; i++)
		add_aspect(w, EXPECT_BENEFIT, "benefits", i, p->benefits[i].id);
	for (int i = 0; i < 2; i++) {
		w->arenas[i] = arena_open();
		w->said[i] = arena_array(w->found->arena, room, sizeof(*w->said[i]));
	}
}

static void look(struct walking *w, const struct decision *d)
{
	struct arena *a = w->arenas[w->now];

	arena_reset(a);
	for (size_t i = 0; i < w->aspects.n; i++) {
		struct finding f = finding_make(a, d, &w->aspects.at[i]);

		/* The decision's own memory is the next one's. */
		w->said[w->now][i] = str_copy(a, finding_say(a, &f));
	}
}

static bool is_event(const struct expectation *e)
{
	return e->kind == EXPECT_SEND || e->kind == EXPECT_DUE;
}

/* Whether today's is news: what is sent or due is so on its day only. */
static bool differs(const struct walking *w, size_t i)
{
	struct str now = w->said[w->now][i];

	if (is_event(&w->aspects.at[i]))
		return !str_is(now, "none");
	return w->begun && !str_equal(now, w->said[!w->now][i]);
}

static void say_unlisted(struct walking *w, int32_t day)
{
	struct buf b = {0};
	size_t n = 0;

	for (size_t i = 0; i < w->aspects.n; i++)
		if (differs(w, i)) {
			buf_add_format(&b, "%s%.*s is %.*s", n++ > 0 ? ", " : "",
			               STR_ARG(w->aspects.at[i].path), STR_ARG(w->said[w->now][i]));
			if (!is_event(&w->aspects.at[i]))
				buf_add_format(&b, " (was %.*s)", STR_ARG(w->said[!w->now][i]));
		}
	if (n > 0)
		comparing_add(w->found,
		              (struct mismatch){.found = str_format(w->found->arena,
		                                                    "something changes that the walk "
		                                                    "does not list: %.*s",
		                                                    STR_ARG(buf_str(&b))),
		                                .day = day,
		                                .position = w->example->walk->position});
	buf_free(&b);
}

static const struct decision *decide(struct walking *w, int32_t day)
{
	const struct decision *d = w->watcher ? decision_trace(w->decider, &w->member, day)
	                                      : decision_make(w->decider, &w->member, day);

	if (!d->failure && w->watcher)
		w->watcher->see(w->watcher->context, d);
	if (d->failure)
		comparing_add(w->found,
		              (struct mismatch){.found = str_copy(w->found->arena, str_from(d->failure)),
		                                .day = day,
		                                .position = w->example->position});
	return d;
}

static void say_refused(struct walking *w, const struct decision *d, const struct walk_step *s)
{
	struct expectation e = {.kind = EXPECT_ALLOWED,
	                        .path = STR("allowed"),
	                        .values = &d->policy->actions[s->action].id,
	                        .n_values = 1,
	                        .position = s->position};

	comparing_run(w->found, d, &e, 1);
}

/* What happens on a day of the list; false: the member can't be decided any more. */
static bool step(struct walking *w, const struct walk_step *s, const struct decision **d)
{
	const struct policy *p = (*d)->policy;
	struct arena *a = w->found->arena;

	for (size_t i = 0; i < s->n_amendments; i++)
		changing_amend(a, p->schema, &w->member, &s->amendments[i]);
	if (s->n_amendments > 0)
		*d = decide(w, s->day);
	if ((*d)->failure)
		return false;
	if (s->action != NOWHERE && !(*d)->actions[s->action].allowed) {
		say_refused(w, *d, s);
	} else if (s->action != NOWHERE) {
		changing_act(a, w->decider, *d, s->action, &w->member);
		*d = decide(w, s->day);
	}
	if ((*d)->failure)
		return false;
	comparing_run(w->found, *d, w->example->expect + s->first, s->n);
	return true;
}

static void go(struct walking *w, const struct example_walk *walk)
{
	const struct decision *d;
	size_t next = 0;

	for (int32_t day = walk->from; day <= walk->to;) {
		const struct walk_step *s = next < walk->n_steps ? &walk->steps[next] : NULL;

		w->found->day = day;
		d = decide(w, day);
		if (d->failure)
			return;
		if (s && s->day == day) {
			next++;
			if (!step(w, s, &d))
				return;
			look(w, d);
		} else {
			look(w, d);
			say_unlisted(w, day);
		}
		w->now = !w->now;
		w->begun = true;
		day = d->next_change;
		if (next < walk->n_steps && walk->steps[next].day < day)
			day = walk->steps[next].day;
	}
}

void walk_run(struct decider *d, const struct example *e, const struct example_watcher *watcher,
              struct comparing *c)
{
	struct walking w = {.decider = d, .example = e, .watcher = watcher, .found = c};
	const struct policy *p = decision_policy(d);

	list_aspects(&w, p);
	w.member = changing_copy(c->arena, p->schema, &e->given);
	go(&w, e->walk);
	arena_close(w.arenas[0]);
	arena_close(w.arenas[1]);
}

#include "policy/rules/messages.h"

#include <stdlib.h>

#include "base/arena.h"
#include "policy/clauses/sentences.h"

/* Every use of a message, before those of the same id are joined. */
struct uses {
	struct reading *r;
	struct message_use *at; /* NULL while they are counted */
	size_t n;
};

static void add(struct uses *u, const struct sentence *s)
{
	if (s->message.len == 0)
		return;
	if (u->at)
		u->at[u->n] = (struct message_use){s->message, s->arguments, s->n_arguments, s->position};
	u->n++;
}

static void add_plain(struct uses *u, const char *kind, struct str id, const char *part, struct position p)
{
	struct sentence s = sentences_plain(sentences_id(u->r, kind, id, part), p);

	add(u, &s);
}

/* What is shown by name, and explained on a page. */
static void add_named(struct uses *u, const char *kind, struct str id, struct position p)
{
	add_plain(u, kind, id, "name", p);
	add_plain(u, kind, id, "about", p);
}

static void add_refusals(struct uses *u, const struct refusal *refusals, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(u, &refusals[i].say);
}

static void add_offer(struct uses *u, const struct offer *o)
{
	add_named(u, "offer", o->id, o->position);
	add_refusals(u, o->closed, o->n_closed);
	if (o->requires != NOWHERE)
		add(u, &o->requires_say);
	for (size_t i = 0; i < u->r->policy->n_actions; i++) {
		const struct action *a = &u->r->policy->actions[i];

		if (a->has_from && &u->r->policy->offers[a->offer] == o)
			add(u, a->from == OFFER_AVAILABLE ? &o->not_available : &o->not_purchased);
	}
}

static void add_renewal(struct uses *u, const struct renewal *w)
{
	for (size_t i = 0; i < w->n_states; i++) {
		const struct state *s = &w->states[i];

		add(u, &s->say);
		for (size_t k = 0; k < s->n_dues; k++) {
			const struct due *due = &s->dues[k];

			add(u, &due->say);
			if (due->kind == DUE_MESSAGE)
				add_plain(u, "due", due->id, "name", due->position);
		}
	}
}

static void add_action(struct uses *u, const struct action *a)
{
	add_plain(u, "action", a->id, "name", a->position);
	add_refusals(u, a->refusals, a->n_refusals);
	for (size_t i = 0; i < a->n_steps; i++)
		add(u, &a->steps[i]);
}

static void add_all(struct uses *u)
{
	const struct policy *p = u->r->policy;

	u->n = 0;
	for (size_t i = 0; i < p->n_tracks; i++)
		add_plain(u, "track", p->tracks[i].id, "", p->tracks[i].position);
	for (size_t i = 0; i < p->n_tiers; i++)
		add_named(u, "tier", p->tiers[i].id, p->tiers[i].position);
	for (size_t i = 0; i < p->n_benefits; i++)
		add_named(u, "benefit", p->benefits[i].id, p->benefits[i].position);
	for (size_t i = 0; i < p->n_offers; i++)
		add_offer(u, &p->offers[i]);
	for (size_t i = 0; i < p->n_renewals; i++)
		add_renewal(u, &p->renewals[i]);
	for (size_t i = 0; i < p->n_actions; i++)
		add_action(u, &p->actions[i]);
}

static int compare_uses(const void *x, const void *y)
{
	const struct message_use *a = x, *b = y;
	int order = str_compare(a->id, b->id);

	if (order == 0)
		order = str_compare(a->position.source->path, b->position.source->path);
	return order != 0 ? order
	                  : (a->position.offset > b->position.offset) -
	                            (a->position.offset < b->position.offset);
}

static const struct argument *find(const struct message_use *use, struct str name)
{
	for (size_t i = 0; i < use->n_arguments; i++)
		if (str_equal(use->arguments[i].name, name))
			return &use->arguments[i];
	return NULL;
}

/* Leaves to the first use what the other has too. */
static void join(struct reading *r, struct message_use *first, const struct message_use *other)
{
	struct argument *kept = arena_array(r->a, first->n_arguments, sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < first->n_arguments; i++)
		if (find(other, first->arguments[i].name))
			kept[n++] = first->arguments[i];
	first->arguments = kept;
	first->n_arguments = n;
}

void messages_collect(struct reading *r)
{
	struct uses u = {.r = r};
	size_t n = 0;

	add_all(&u);
	u.at = arena_array(r->a, u.n, sizeof(*u.at));
	add_all(&u);
	if (u.n > 1)
		qsort(u.at, u.n, sizeof(*u.at), compare_uses);
	for (size_t i = 0; i < u.n; i++) {
		if (n > 0 && str_equal(u.at[n - 1].id, u.at[i].id))
			join(r, &u.at[n - 1], &u.at[i]);
		else
			u.at[n++] = u.at[i];
	}
	r->policy->messages = u.at;
	r->policy->n_messages = n;
}

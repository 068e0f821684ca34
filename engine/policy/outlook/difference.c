#include "policy/outlook/difference.h"

#include <string.h>

#include "base/arena.h"
#include "policy/outlook/alike.h"
#include "policy/script/image.h"

/* One rule of a policy; `at` is what its kind says. */
struct piece {
	enum difference_kind kind;
	struct str owner, id;
	struct position position;
	const void *at;
	bool matched;
};

struct inventory {
	struct piece *at; /* NULL while they are counted */
	size_t n;
};

static void add(struct inventory *v, enum difference_kind kind, struct str owner, struct str id,
                struct position position, const void *at)
{
	if (v->at)
		v->at[v->n] = (struct piece){kind, owner, id, position, at, false};
	v->n++;
}

/* A tier has the grants of the one it includes as well: they are that one's. */
static bool is_own(const struct policy *p, const struct tier *t, const struct grant *g)
{
	const struct tier *from = t->includes == NOWHERE ? NULL : &p->tiers[t->includes];

	for (size_t i = 0; from && i < from->n_grants; i++)
		if (from->grants[i].position.source == g->position.source &&
		    from->grants[i].position.offset == g->position.offset)
			return false;
	return true;
}

static void add_refusals(struct inventory *v, enum difference_kind kind, struct str owner,
                         const struct refusal *refusals, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(v, kind, owner, refusals[i].say.message, refusals[i].position, &refusals[i]);
}

static void add_renewal(struct inventory *v, const struct policy *p, const struct renewal *r)
{
	const struct str nobody = {0};
	struct str offer = p->offers[r->offer].id;

	add(v, DIFFERENCE_RENEWAL, nobody, offer, r->position, r);
	for (size_t i = 0; i < r->n_states; i++) {
		const struct state *s = &r->states[i];

		add(v, DIFFERENCE_STATE, offer, s->id, s->position, s);
		for (size_t k = 0; k < s->n_dues; k++)
			add(v, DIFFERENCE_DUE, offer, s->dues[k].id, s->dues[k].position, &s->dues[k]);
	}
}

static void add_all(struct inventory *v, const struct policy *p)
{
	const struct str nobody = {0};

	for (size_t i = 0; i < p->n_parameters; i++)
		add(v, DIFFERENCE_PARAMETER, nobody, p->parameters[i].id, p->parameters[i].position,
		    &p->parameters[i]);
	for (size_t i = 0; i < p->n_customs; i++)
		add(v, DIFFERENCE_CUSTOM, nobody, p->customs[i].id, p->customs[i].position, &p->customs[i]);
	for (size_t i = 0; i < p->n_derived; i++)
		add(v, DIFFERENCE_DERIVED, nobody, p->derived[i].id, p->derived[i].position, &p->derived[i]);
	for (size_t i = 0; i < p->n_tables; i++)
		add(v, DIFFERENCE_TABLE, nobody, p->tables[i].id, p->tables[i].position, &p->tables[i]);
	for (size_t i = 0; i < p->n_benefits; i++)
		add(v, DIFFERENCE_BENEFIT, nobody, p->benefits[i].id, p->benefits[i].position,
		    &p->benefits[i]);
	for (size_t i = 0; i < p->n_tiers; i++) {
		const struct tier *t = &p->tiers[i];

		add(v, DIFFERENCE_TIER, nobody, t->id, t->position, t);
		for (size_t k = 0; k < t->n_grants; k++)
			if (is_own(p, t, &t->grants[k]))
				add(v, DIFFERENCE_GRANT, t->id, p->benefits[t->grants[k].benefit].id,
				    t->grants[k].position, &t->grants[k]);
	}
	for (size_t i = 0; i < p->n_offers; i++) {
		const struct offer *o = &p->offers[i];

		add(v, DIFFERENCE_OFFER, nobody, o->id, o->position, o);
		add_refusals(v, DIFFERENCE_CLOSED, o->id, o->closed, o->n_closed);
	}
	for (size_t i = 0; i < p->n_renewals; i++)
		add_renewal(v, p, &p->renewals[i]);
	for (size_t i = 0; i < p->n_actions; i++) {
		const struct action *a = &p->actions[i];

		add(v, DIFFERENCE_ACTION, nobody, a->id, a->position, a);
		add_refusals(v, DIFFERENCE_REFUSAL, a->id, a->refusals, a->n_refusals);
	}
}

static struct inventory take_inventory(struct arena *a, const struct policy *p)
{
	struct inventory v = {0};

	add_all(&v, p);
	v.at = arena_array(a, v.n + 1, sizeof(*v.at));
	v.n = 0;
	add_all(&v, p);
	return v;
}

/* Two rows of a parameter, or the one where the other has none, are the place of their difference. */
static bool same_parameter(const struct parameter *a, const struct parameter *b, struct difference *d)
{
	size_t i = 0;

	while (i < a->n_rows && i < b->n_rows && a->rows[i].from == b->rows[i].from &&
	       a->rows[i].value == b->rows[i].value)
		i++;
	if (i == a->n_rows && i == b->n_rows)
		return a->unit == b->unit && strcmp(a->currency, b->currency) == 0;
	if (i < a->n_rows)
		d->before = a->rows[i].position;
	if (i < b->n_rows)
		d->after = b->rows[i].position;
	return false;
}

static bool same_custom(const struct custom *a, const struct custom *b)
{
	if (a->returns != b->returns || a->reads_today != b->reads_today || a->n_reads != b->n_reads)
		return false;
	for (size_t i = 0; i < a->n_reads; i++)
		if (a->reads[i].collection != b->reads[i].collection ||
		    a->reads[i].field != b->reads[i].field)
			return false;
	return true;
}

static bool same_derived(const struct alike *of, const struct derived *a, const struct derived *b)
{
	return alike_field(&a->is, &b->is) && alike_offer(of, a->offer, b->offer) && a->shown == b->shown &&
	       alike_condition(of, a->when, b->when) && (a->when || alike_operand(of, &a->value, &b->value));
}

static bool same_row(const struct alike *of, const struct table *t, const struct table_row *a,
                     const struct table_row *b)
{
	for (size_t i = 0; i < t->n_inputs; i++)
		if (!alike_condition(of, a->cells[i], b->cells[i]))
			return false;
	for (size_t i = 0; i < t->n_outputs; i++)
		if (!alike_operand(of, &a->outputs[i], &b->outputs[i]))
			return false;
	return true;
}

static bool same_columns(const struct alike *of, const struct table *a, const struct table *b)
{
	if (a->hit != b->hit || !alike_offer(of, a->offer, b->offer) || a->n_inputs != b->n_inputs ||
	    a->n_outputs != b->n_outputs)
		return false;
	for (size_t i = 0; i < a->n_inputs; i++)
		if (!alike_operand(of, &a->inputs[i].value, &b->inputs[i].value))
			return false;
	for (size_t i = 0; i < a->n_outputs; i++)
		if (!alike_field(&a->outputs[i].is, &b->outputs[i].is) ||
		    a->outputs[i].collect != b->outputs[i].collect)
			return false;
	return true;
}

/* As with parameters, the rows that differ first are the place. */
static bool same_table(const struct alike *of, const struct table *a, const struct table *b,
                       struct difference *d)
{
	size_t i = 0;

	if (!same_columns(of, a, b))
		return false;
	while (i < a->n_rows && i < b->n_rows && same_row(of, a, &a->rows[i], &b->rows[i]))
		i++;
	if (i < a->n_rows)
		d->before = a->rows[i].position;
	if (i < b->n_rows)
		d->after = b->rows[i].position;
	return i == a->n_rows && i == b->n_rows;
}

static bool same_benefit(const struct benefit *a, const struct benefit *b)
{
	return a->kind == b->kind && a->every == b->every && a->up_to == b->up_to && a->adds == b->adds;
}

static bool same_tier(const struct alike *of, const struct tier *a, const struct tier *b)
{
	return str_equal(of->p->tracks[a->track].id, of->q->tracks[b->track].id) && a->rank == b->rank &&
	       a->way == b->way && (a->way != TIER_BOUGHT || alike_offer(of, a->offer, b->offer)) &&
	       alike_condition(of, a->condition, b->condition) && alike_tier(of, a->requires, b->requires) &&
	       alike_tier(of, a->includes, b->includes) && alike_operand(of, a->since, b->since);
}

static bool same_offer(const struct alike *of, const struct offer *a, const struct offer *b)
{
	return a->collection == b->collection && a->key_field == b->key_field &&
	       a->key_value == b->key_value && alike_operand(of, &a->price, &b->price) &&
	       alike_condition(of, a->ended, b->ended) && alike_tier(of, a->requires, b->requires) &&
	       alike_sentence(of, &a->requires_say, &b->requires_say) &&
	       alike_sentence(of, &a->not_purchased, &b->not_purchased) &&
	       alike_sentence(of, &a->not_available, &b->not_available) &&
	       (a->renewal == NOWHERE) == (b->renewal == NOWHERE);
}

static bool same_renewal(const struct alike *of, const struct renewal *a, const struct renewal *b)
{
	if (!alike_offer(of, a->offer, b->offer) || !alike_interval(of, &a->term, &b->term) ||
	    a->origin_field != b->origin_field || a->paid_field != b->paid_field ||
	    a->n_states != b->n_states)
		return false;
	for (size_t i = 0; i < a->n_states; i++)
		if (!str_equal(a->states[i].id, b->states[i].id))
			return false;
	return true;
}

static bool same_state(const struct alike *of, const struct state *a, const struct state *b,
                       struct difference *d)
{
	d->same_day = alike_operand(of, &a->starts, &b->starts);
	return d->same_day && alike_sentence(of, &a->say, &b->say) &&
	       a->keeps_benefits == b->keeps_benefits && a->frees_offer == b->frees_offer;
}

static bool same_due(const struct alike *of, const struct due *a, const struct due *b)
{
	return a->kind == b->kind && alike_sentence(of, &a->say, &b->say) &&
	       alike_condition(of, a->when, b->when) && alike_operand(of, a->at, b->at) &&
	       a->renews == b->renews && alike_operand(of, a->charges, b->charges);
}

static bool same_action(const struct alike *of, const struct action *a, const struct action *b)
{
	if (!alike_offer(of, a->offer, b->offer) || a->has_from != b->has_from || a->from != b->from ||
	    a->renews != b->renews || !alike_operand(of, a->charges, b->charges) ||
	    !str_equal(a->help, b->help) || a->n_effects != b->n_effects || a->n_steps != b->n_steps)
		return false;
	for (size_t i = 0; i < a->n_effects; i++)
		if (a->effects[i].field != b->effects[i].field ||
		    !alike_operand(of, &a->effects[i].value, &b->effects[i].value))
			return false;
	for (size_t i = 0; i < a->n_steps; i++)
		if (!alike_sentence(of, &a->steps[i], &b->steps[i]))
			return false;
	return true;
}

static bool same_refusal(const struct alike *of, const struct refusal *a, const struct refusal *b)
{
	return alike_condition(of, a->when, b->when) && alike_sentence(of, &a->say, &b->say);
}

/* What functions close over is not told apart: where any of them differs, each may. */
static bool same_functions(struct arena *a, const struct policy *p, const struct policy *q)
{
	if (!p->image || !q->image)
		return p->image == q->image;
	return str_equal(image_bytes_make(p->image, a), image_bytes_make(q->image, a));
}

static bool same(const struct alike *of, bool functions, const struct piece *a, const struct piece *b,
                 struct difference *d)
{
	switch (a->kind) {
	case DIFFERENCE_PARAMETER:
		return same_parameter(a->at, b->at, d);
	case DIFFERENCE_CUSTOM:
		return functions && same_custom(a->at, b->at);
	case DIFFERENCE_DERIVED:
		return same_derived(of, a->at, b->at);
	case DIFFERENCE_TABLE:
		return same_table(of, a->at, b->at, d);
	case DIFFERENCE_BENEFIT:
		return same_benefit(a->at, b->at);
	case DIFFERENCE_TIER:
		return same_tier(of, a->at, b->at);
	case DIFFERENCE_GRANT:
		return alike_operand(of, &((const struct grant *)a->at)->value,
		                     &((const struct grant *)b->at)->value);
	case DIFFERENCE_OFFER:
		return same_offer(of, a->at, b->at);
	case DIFFERENCE_RENEWAL:
		return same_renewal(of, a->at, b->at);
	case DIFFERENCE_STATE:
		return same_state(of, a->at, b->at, d);
	case DIFFERENCE_DUE:
		return same_due(of, a->at, b->at);
	case DIFFERENCE_ACTION:
		return same_action(of, a->at, b->at);
	default:
		return same_refusal(of, a->at, b->at);
	}
}

/* Several refusals may say the same message: they are matched in their order. */
static struct piece *find(struct inventory *v, const struct piece *like)
{
	for (size_t i = 0; i < v->n; i++) {
		struct piece *p = &v->at[i];

		if (!p->matched && p->kind == like->kind && str_equal(p->id, like->id) &&
		    str_equal(p->owner, like->owner))
			return p;
	}
	return NULL;
}

static void add_kind(struct differences *ds, struct difference *at, const struct alike *of, bool functions,
                     struct inventory *before, struct inventory *after, enum difference_kind kind)
{
	for (size_t i = 0; i < before->n; i++) {
		struct piece *p = &before->at[i], *q;
		struct difference d = {kind, p->owner, p->id, p->position, POSITION_NONE, false};

		if (p->kind != kind)
			continue;
		q = find(after, p);
		if (q) {
			q->matched = true;
			d.after = q->position;
		}
		if (!q || !same(of, functions, p, q, &d))
			at[ds->n++] = d;
	}
	for (size_t i = 0; i < after->n; i++) {
		const struct piece *q = &after->at[i];

		if (q->kind == kind && !q->matched)
			at[ds->n++] = (struct difference){kind,          q->owner,    q->id,
			                                  POSITION_NONE, q->position, false};
	}
}

struct differences difference_find(struct arena *a, const struct policy *before, const struct policy *after)
{
	struct inventory p = take_inventory(a, before), q = take_inventory(a, after);
	struct difference *at = arena_array(a, p.n + q.n + 1, sizeof(*at));
	struct differences ds = {at, 0};
	struct alike of = {before, after};
	bool functions = same_functions(a, before, after);

	for (enum difference_kind kind = 0; kind < DIFFERENCE_KINDS; kind++)
		add_kind(&ds, at, &of, functions, &p, &q, kind);
	return ds;
}

const char *difference_kind_name(enum difference_kind kind)
{
	static const char *const names[DIFFERENCE_KINDS] = {
		[DIFFERENCE_PARAMETER] = "parameter", [DIFFERENCE_CUSTOM] = "custom",
		[DIFFERENCE_DERIVED] = "derived",     [DIFFERENCE_TABLE] = "table",
		[DIFFERENCE_BENEFIT] = "benefit",     [DIFFERENCE_TIER] = "tier",
		[DIFFERENCE_GRANT] = "grant",         [DIFFERENCE_OFFER] = "offer",
		[DIFFERENCE_CLOSED] = "closing",      [DIFFERENCE_RENEWAL] = "renewal",
		[DIFFERENCE_STATE] = "state",         [DIFFERENCE_DUE] = "due",
		[DIFFERENCE_ACTION] = "action",       [DIFFERENCE_REFUSAL] = "refusal",
	};

	return names[kind];
}

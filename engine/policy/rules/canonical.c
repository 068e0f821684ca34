#include "policy/rules/canonical.h"

#include "base/buf.h"
#include "policy/script/image.h"

/* Every number ends in a comma and every text follows its length, so that no two policies are spelt alike. */
static void number(struct buf *b, int64_t n)
{
	buf_add_integer(b, n);
	buf_add_char(b, ',');
}

static void ref(struct buf *b, size_t i)
{
	number(b, i == NOWHERE ? -1 : (int64_t)i);
}

static void text(struct buf *b, struct str s)
{
	number(b, (int64_t)s.len);
	buf_add(b, s);
}

static void fact(struct buf *b, enum fact_type type, const struct fact *f)
{
	number(b, f->known);
	if (f->known && type == FACT_TEXT)
		text(b, f->text);
	else if (f->known)
		number(b, f->number);
}

static void interval(struct buf *b, const struct interval *i)
{
	number(b, i->sign);
	if (i->sign == 0)
		return;
	number(b, i->unit);
	number(b, i->count);
	ref(b, i->parameter);
	number(b, i->as_of);
}

static void condition(struct buf *b, const struct condition *c);

static void operand(struct buf *b, const struct operand *o)
{
	number(b, o->kind);
	number(b, o->type);
	text(b, str_from(o->currency));
	fact(b, o->type, &o->value);
	number(b, (int64_t)o->parameter);
	number(b, o->as_of);
	number(b, o->anchor);
	ref(b, o->collection);
	ref(b, o->field);
	ref(b, o->custom);
	if (o->kind >= OPERAND_PERIOD) {
		ref(b, o->subject);
		number(b, o->calculation);
		number(b, o->period);
		number(b, (int64_t)o->n_arguments);
		for (size_t i = 0; i < o->n_arguments; i++)
			operand(b, &o->arguments[i]);
	}
	interval(b, &o->shift);
	condition(b, o->where);
}

static void condition(struct buf *b, const struct condition *c)
{
	if (!c) {
		buf_add_char(b, '-');
		return;
	}
	number(b, c->kind);
	number(b, (int64_t)c->n_children);
	for (size_t i = 0; i < c->n_children; i++)
		condition(b, c->children[i]);
	operand(b, &c->left);
	operand(b, &c->right);
	number(b, c->comparison);
	number(b, (int64_t)c->n_values);
	for (size_t i = 0; i < c->n_values; i++)
		fact(b, c->left.type, &c->values[i]);
	ref(b, c->tier);
	ref(b, c->offer);
	number(b, c->offer_states);
	number(b, (int64_t)c->n_states);
	for (size_t i = 0; i < c->n_states; i++)
		ref(b, c->states[i]);
}

static void sentence(struct buf *b, const struct sentence *s)
{
	text(b, s->message);
	text(b, s->help);
	number(b, (int64_t)s->n_arguments);
	for (size_t i = 0; i < s->n_arguments; i++) {
		text(b, s->arguments[i].name);
		operand(b, &s->arguments[i].value);
	}
}

static void refusals(struct buf *b, const struct refusal *r, size_t n)
{
	number(b, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		condition(b, r[i].when);
		sentence(b, &r[i].say);
	}
}

static void parameter(struct buf *b, const struct parameter *p)
{
	text(b, p->id);
	number(b, p->unit);
	text(b, str_from(p->currency));
	number(b, (int64_t)p->n_rows);
	for (size_t i = 0; i < p->n_rows; i++) {
		number(b, p->rows[i].from);
		number(b, p->rows[i].value);
	}
}

static void benefit(struct buf *b, const struct benefit *f)
{
	text(b, f->id);
	number(b, f->kind);
	number(b, f->every);
	number(b, f->up_to);
	number(b, f->adds);
}

static void tier(struct buf *b, const struct tier *t)
{
	text(b, t->id);
	ref(b, t->track);
	number(b, t->rank);
	number(b, t->way);
	condition(b, t->condition);
	ref(b, t->offer);
	ref(b, t->requires);
	number(b, t->since != NULL);
	if (t->since)
		operand(b, t->since);
	number(b, (int64_t)t->n_grants);
	for (size_t i = 0; i < t->n_grants; i++) {
		ref(b, t->grants[i].benefit);
		operand(b, &t->grants[i].value);
	}
}

static void offer(struct buf *b, const struct offer *o)
{
	text(b, o->id);
	ref(b, o->collection);
	ref(b, o->key_field);
	number(b, o->key_value);
	operand(b, &o->price);
	condition(b, o->ended);
	ref(b, o->requires);
	sentence(b, &o->requires_say);
	refusals(b, o->closed, o->n_closed);
	ref(b, o->renewal);
	sentence(b, &o->not_purchased);
	sentence(b, &o->not_available);
}

static void state(struct buf *b, const struct state *s)
{
	text(b, s->id);
	sentence(b, &s->say);
	operand(b, &s->starts);
	number(b, s->keeps_benefits);
	number(b, s->frees_offer);
	number(b, (int64_t)s->n_dues);
	for (size_t i = 0; i < s->n_dues; i++) {
		const struct due *d = &s->dues[i];

		number(b, d->kind);
		text(b, d->id);
		sentence(b, &d->say);
		condition(b, d->when);
		number(b, d->at != NULL);
		if (d->at)
			operand(b, d->at);
		if (!d->renews && !d->charges)
			continue;
		buf_add_char(b, '!');
		number(b, d->renews);
		if (d->charges)
			operand(b, d->charges);
	}
}

static void renewal(struct buf *b, const struct renewal *w)
{
	ref(b, w->offer);
	interval(b, &w->term);
	ref(b, w->origin_field);
	ref(b, w->paid_field);
	number(b, (int64_t)w->n_states);
	for (size_t i = 0; i < w->n_states; i++)
		state(b, &w->states[i]);
}

static void action(struct buf *b, const struct action *a)
{
	text(b, a->id);
	ref(b, a->offer);
	number(b, a->has_from);
	number(b, a->from);
	refusals(b, a->refusals, a->n_refusals);
	number(b, a->renews);
	number(b, a->charges != NULL);
	if (a->charges)
		operand(b, a->charges);
	text(b, a->help);
	number(b, (int64_t)a->n_effects);
	for (size_t i = 0; i < a->n_effects; i++) {
		ref(b, a->effects[i].field);
		operand(b, &a->effects[i].value);
	}
	number(b, (int64_t)a->n_steps);
	for (size_t i = 0; i < a->n_steps; i++)
		sentence(b, &a->steps[i]);
}

/* What it is, by values and range as the schema's hash has them of a record's. */
static void field(struct buf *b, const struct field *f)
{
	text(b, f->name);
	number(b, f->type);
	text(b, str_from(f->currency));
	number(b, (int64_t)f->n_values);
	for (size_t i = 0; i < f->n_values; i++)
		text(b, f->values[i]);
}

static void derived(struct buf *b, const struct derived *d)
{
	text(b, d->id);
	field(b, &d->is);
	ref(b, d->offer);
	condition(b, d->when);
	operand(b, &d->value);
	number(b, d->shown);
}

static void table(struct buf *b, const struct table *t)
{
	text(b, t->id);
	number(b, t->hit);
	ref(b, t->offer);
	number(b, (int64_t)t->n_inputs);
	for (size_t i = 0; i < t->n_inputs; i++)
		operand(b, &t->inputs[i].value);
	number(b, (int64_t)t->n_outputs);
	for (size_t i = 0; i < t->n_outputs; i++) {
		field(b, &t->outputs[i].is);
		number(b, t->outputs[i].collect);
	}
	number(b, (int64_t)t->n_rows);
	for (size_t i = 0; i < t->n_rows; i++) {
		for (size_t k = 0; k < t->n_inputs; k++)
			condition(b, t->rows[i].cells[k]);
		for (size_t k = 0; k < t->n_outputs; k++)
			operand(b, &t->rows[i].outputs[k]);
	}
}

static void custom(struct buf *b, const struct custom *c)
{
	text(b, c->id);
	number(b, c->returns);
	number(b, c->reads_today);
	number(b, c->function);
	number(b, (int64_t)c->n_reads);
	for (size_t i = 0; i < c->n_reads; i++) {
		ref(b, c->reads[i].collection);
		ref(b, c->reads[i].field);
	}
}

static void programme(struct buf *b, const struct programme *p)
{
	text(b, p->id);
	text(b, p->time_zone);
	text(b, str_from(p->currency));
	number(b, p->begins);
}

/* Which of several each thing is of. */
static void programmes(struct buf *b, const struct policy *p)
{
	number(b, (int64_t)p->n_programmes);
	for (size_t i = 0; i < p->n_programmes; i++)
		programme(b, &p->programmes[i]);
	for (size_t i = 0; i < p->n_tracks; i++)
		ref(b, p->tracks[i].programme);
	for (size_t i = 0; i < p->n_offers; i++)
		ref(b, p->offers[i].programme);
	for (size_t i = 0; i < p->n_actions; i++)
		ref(b, p->actions[i].programme);
}

#define EACH(b, spell, p, array, n_array)                                                                    \
	number(b, (int64_t)(p)->n_array);                                                                    \
	for (size_t i = 0; i < (p)->n_array; i++)                                                            \
	spell(b, &(p)->array[i])

struct hash canonical_hash(const struct policy *p, struct arena *a)
{
	struct buf b = {0};
	struct hash h;

	programme(&b, &p->programme);
	if (p->n_programmes > 1)
		programmes(&b, p);
	number(&b, (int64_t)p->n_tracks);
	for (size_t i = 0; i < p->n_tracks; i++)
		text(&b, p->tracks[i].id);
	EACH(&b, parameter, p, parameters, n_parameters);
	EACH(&b, benefit, p, benefits, n_benefits);
	EACH(&b, tier, p, tiers, n_tiers);
	EACH(&b, offer, p, offers, n_offers);
	EACH(&b, renewal, p, renewals, n_renewals);
	EACH(&b, action, p, actions, n_actions);
	if (p->n_derived + p->n_tables) {
		text(&b, STR("facts"));
		EACH(&b, derived, p, derived, n_derived);
		EACH(&b, table, p, tables, n_tables);
	}
	EACH(&b, custom, p, customs, n_customs);
	if (p->image)
		buf_add(&b, image_bytes_make(p->image, a));
	h = hash_join(p->schema->hash, hash_of(buf_str(&b)));
	buf_free(&b);
	return h;
}

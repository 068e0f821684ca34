#include "drawn.h"

#include "base/arena.h"
#include "base/date.h"
#include "test.h"

static uint64_t state;

void drawn_from(uint64_t seed)
{
	state = seed;
}

int64_t drawn_number(int64_t low, int64_t high)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return low + (int64_t)((state >> 33) % (uint64_t)(high - low + 1));
}

static int32_t day(const char *text)
{
	int32_t d;

	assert_true(date_parse(str_from(text), &d));
	return d;
}

/* Anything the field allows; days around those that the tests decide for, ends of months and leap days among them. */
static struct fact draw_fact(const struct field *f)
{
	static const char *const texts[] = {"banned", "SR-2016-000123", "x"};
	struct fact fact = {.known = f->required || drawn_number(0, 3)};

	if (!fact.known)
		return fact;
	switch (f->type) {
	case FACT_TEXT:
		fact.text = str_from(texts[drawn_number(0, 2)]);
		break;
	case FACT_INTEGER:
		fact.number = drawn_number(f->has_min ? f->min : 0, drawn_number(0, 2) ? 5 : 500);
		if (f->has_max && f->max > 500 && drawn_number(0, 1))
			fact.number = drawn_number(0, f->max);
		break;
	case FACT_BOOL:
		fact.number = drawn_number(0, 1);
		break;
	case FACT_DATE:
		fact.number = drawn_number(day("2014-06-01"), day("2018-06-30"));
		if (!drawn_number(0, 3))
			fact.number = day(drawn_number(0, 1) ? "2016-02-29" : "2016-01-31");
		break;
	case FACT_MONEY:
		fact.number = drawn_number(0, 100000);
		break;
	case FACT_ENUM:
		fact.number = drawn_number(0, (int64_t)f->n_values - 1);
		break;
	}
	return fact;
}

static void draw_rows(struct arena *a, const struct collection *c, struct rows *rows)
{
	/* A collection whose key is one choice holds each but once. */
	const struct field *key = c->n_key == 1 ? c->fields + c->key[0] : NULL;
	bool once = key && key->type == FACT_ENUM;

	rows->facts = arena_array(a, 8 * c->n_fields, sizeof(*rows->facts));
	for (size_t i = 0; i < (once ? key->n_values : 8); i++) {
		struct fact *row = rows->facts + rows->n * c->n_fields;

		if (drawn_number(0, 2) == 0)
			continue;
		for (size_t f = 0; f < c->n_fields; f++)
			row[f] = draw_fact(c->fields + f);
		if (once)
			row[c->key[0]].number = (int64_t)i;
		rows->n++;
	}
}

void drawn_member(struct arena *a, const struct schema *s, size_t number, struct member *m)
{
	m->facts = arena_array(a, s->n_fields, sizeof(*m->facts));
	m->rows = arena_array(a, s->n_collections, sizeof(*m->rows));
	for (size_t f = 0; f < s->n_fields; f++)
		m->facts[f] = draw_fact(s->fields + f);
	m->id = str_format(a, "M%06zu", number);
	m->facts[0] = (struct fact){.known = true, .text = m->id};
	for (size_t c = 0; c < s->n_collections; c++)
		draw_rows(a, s->collections + c, m->rows + c);
}

static void add(uint64_t *digest, const void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*digest = (*digest ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
}

static void add_number(uint64_t *digest, int64_t n)
{
	add(digest, &n, sizeof(n));
}

static void add_text(uint64_t *digest, struct str s)
{
	add_number(digest, (int64_t)s.len);
	add(digest, s.at, s.len);
}

static void add_given(uint64_t *digest, const struct given *g)
{
	add_number(digest, g->value.known);
	if (g->value.known && g->type == FACT_TEXT)
		add_text(digest, g->value.text);
	else if (g->value.known)
		add_number(digest, g->value.number);
}

static void add_reasons(uint64_t *digest, const struct reason *reasons, size_t n)
{
	add_number(digest, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		add_text(digest, reasons[i].sentence->message);
		for (size_t k = 0; k < reasons[i].sentence->n_arguments; k++)
			add_given(digest, reasons[i].arguments + k);
	}
}

static void add_offer(uint64_t *digest, const struct offered *o)
{
	add_number(digest, o->state);
	add_reasons(digest, o->closed, o->n_closed);
	add_given(digest, &o->price);
	add_number(digest, o->keeps_benefits);
	if (!o->renewal)
		return;
	add_number(digest, (int64_t)o->state_now);
	add_reasons(digest, &o->says, 1);
	add_number(digest, o->since);
	add_number(digest, o->until);
	add_number(digest, o->term);
	add_number(digest, o->term_start);
	add_number(digest, o->anniversary);
}

uint64_t drawn_digest(const struct decision *d, bool next_change)
{
	uint64_t digest = 1469598103934665603u;

	assert_null(d->failure);
	for (size_t i = 0; i < d->n_held; i++) {
		add_number(&digest, (int64_t)d->held[i].tier);
		add_number(&digest, d->held[i].since);
	}
	for (size_t i = 0; i < d->n_benefits; i++) {
		add_number(&digest, (int64_t)d->benefits[i].benefit);
		add_number(&digest, (int64_t)d->benefits[i].tier);
		add_given(&digest, &d->benefits[i].amount);
		add_number(&digest, d->benefits[i].next);
	}
	for (size_t i = 0; i < d->n_offers; i++)
		add_offer(&digest, d->offers + i);
	for (size_t i = 0; i < d->n_facts; i++) {
		add_given(&digest, &d->facts[i].value);
		add_number(&digest, (int64_t)d->facts[i].row);
	}
	for (size_t i = 0; i < d->n_actions; i++) {
		add_number(&digest, d->actions[i].allowed);
		add_reasons(&digest, d->actions[i].reasons, d->actions[i].n_reasons);
		add_given(&digest, &d->actions[i].charge);
	}
	for (size_t i = 0; i < d->n_due; i++) {
		add_text(&digest, d->due[i].key);
		add_number(&digest, d->due[i].day);
		add_reasons(&digest, &d->due[i].says, 1);
	}
	for (size_t i = 0; i < d->n_coming; i++) {
		add_number(&digest, d->coming[i].day);
		add_number(&digest, d->coming[i].kind);
		add_number(&digest, (int64_t)d->coming[i].state);
	}
	if (next_change)
		add_number(&digest, d->next_change);
	return digest;
}

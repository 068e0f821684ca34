#include "record/intake/sample.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/intake/intake.h"
#include "record/intake/sample_name.h"
#include "record/store/store.h"

struct maker {
	struct store *store;
	const struct schema *schema;
	struct arena *scratch; /* the member at hand */
	uint64_t member;
	uint64_t row; /* 0: the member itself */
	struct str language;
	bool replace; /* there may be rows of an earlier run */
};

/*
 * 64 bits for one fact of one member: SplitMix64's steps over what names it,
 * so that no fact depends on how many were made before.
 */
static uint64_t mix(uint64_t z)
{
	z += 0x9E3779B97F4A7C15;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

static uint64_t bits_of(const struct maker *m, size_t field)
{
	return mix(mix(mix(m->member) + m->row) + field);
}

/* 0 to n - 1, evenly enough: the product's upper half. */
static uint64_t below(uint64_t bits, uint64_t n)
{
	return (uint64_t)((unsigned __int128)bits * n >> 64);
}

static struct fact choose(const struct sample_fact *f, uint64_t bits)
{
	uint64_t sum = 0, at;
	size_t i = 0;

	for (size_t k = 0; k < f->n_choices; k++)
		sum += (uint64_t)f->weights[k];
	at = below(bits, sum);
	while (at >= (uint64_t)f->weights[i])
		at -= (uint64_t)f->weights[i++];
	return f->choices[i];
}

static struct fact make_fact(struct maker *m, const struct sample_fact *f)
{
	uint64_t bits = bits_of(m, f->field), span;
	struct fact fact = {.known = true};

	switch (f->kind) {
	case SAMPLE_FIXED:
		return f->value;
	case SAMPLE_CHOICE:
		return choose(f, bits);
	case SAMPLE_BETWEEN:
		span = (uint64_t)f->high.number - (uint64_t)f->low.number + 1;
		fact.number = (int64_t)((uint64_t)f->low.number + (span ? below(bits, span) : bits));
		return fact;
	case SAMPLE_NAME:
		break;
	}
	if (!m->row && f->field == m->schema->name_field)
		fact.text = sample_name_company(m->scratch, m->language, bits);
	else
		fact.text = sample_name_person(m->scratch, m->language, bits);
	return fact;
}

/* Names come after all else: they follow the language. */
static struct fact *make_facts(struct maker *m, const struct sample_fact *made, size_t n_made,
                               size_t n_fields)
{
	struct fact *facts = arena_array(m->scratch, n_fields, sizeof(*facts));
	size_t language = m->schema->language_field;

	for (size_t i = 0; i < n_made; i++)
		if (made[i].kind != SAMPLE_NAME)
			facts[made[i].field] = make_fact(m, &made[i]);
	if (!m->row && language != SIZE_MAX)
		m->language = member_format_fact(m->scratch, &m->schema->fields[language], &facts[language]);
	for (size_t i = 0; i < n_made; i++)
		if (made[i].kind == SAMPLE_NAME)
			facts[made[i].field] = make_fact(m, &made[i]);
	return facts;
}

static bool write_member(struct maker *m, const struct sample_profile *p, uint64_t number)
{
	const struct schema *s = m->schema;
	struct fact *facts;
	struct str id;

	arena_reset(m->scratch);
	id = str_format(m->scratch, "M%06" PRIu64, number);
	m->member = number;
	m->row = 0;
	m->language = (struct str){0};
	facts = make_facts(m, p->facts, p->n_facts, s->n_fields);
	facts[0] = (struct fact){.known = true, .text = id};
	if (!store_put_member(m->store, facts, NULL))
		return false;
	for (size_t c = 0; m->replace && c < s->n_collections; c++)
		if (!store_remove_rows(m->store, c, id))
			return false;
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct sample_row *r = &p->rows[i];

		m->row = i + 1;
		facts = make_facts(m, r->facts, r->n_facts, s->collections[r->collection].n_fields);
		if (!store_put_row(m->store, r->collection, id, facts, NULL))
			return false;
	}
	return true;
}

static bool names_fact(const struct sample_row *r, size_t field)
{
	for (size_t i = 0; i < r->n_facts; i++)
		if (r->facts[i].field == field)
			return true;
	return false;
}

/* Says what is required and not named.  r: of the profile, or the member's own facts (INTAKE_MEMBER). */
static bool check_row(struct diagnostics *d, struct arena *a, const struct schema *s,
                      const struct sample_profile *p, const struct sample_row *r)
{
	const struct collection *c = r->collection == INTAKE_MEMBER ? NULL : &s->collections[r->collection];
	const struct field *fields = c ? c->fields : s->fields;
	size_t n_fields = c ? c->n_fields : s->n_fields;
	bool ok = true;

	/* the id is made of the member's number */
	for (size_t i = c ? 0 : 1; i < n_fields; i++) {
		if (!fields[i].required || names_fact(r, i))
			continue;
		diag_add(d, SAMPLE_INCOMPLETE, p->position, str_z(a, p->name), str_z(a, fields[i].name),
		         str_z(a, c ? c->name : STR("member")));
		ok = false;
	}
	return ok;
}

static bool check(struct diagnostics *d, struct arena *a, const struct schema *s,
                  const struct sample_profile *profiles, size_t n)
{
	bool ok = true;

	for (const struct sample_profile *p = profiles; p < profiles + n; p++) {
		const struct sample_row own = {INTAKE_MEMBER, p->facts, p->n_facts};

		ok &= check_row(d, a, s, p, &own);
		for (size_t i = 0; i < p->n_rows; i++)
			ok &= check_row(d, a, s, p, &p->rows[i]);
	}
	return ok;
}

/*
 * The profile of the nth member (from 1), made[i] of those before it being of
 * profile i.  The jth of a profile with share s of S must be among the first
 * j S / s members and not among the first (j - 1) S / s; of those that may come
 * now the one that must come first does, which is known to keep every
 * deadline.
 */
static size_t next_profile(const struct sample_profile *profiles, size_t n_profiles, const int64_t *made,
                           int64_t sum, int64_t n)
{
	size_t best = SIZE_MAX;
	int64_t best_deadline = 0;

	for (size_t i = 0; i < n_profiles; i++) {
		int64_t share = profiles[i].share, deadline;

		if (share <= 0 || made[i] * sum >= n * share)
			continue;
		deadline = ((made[i] + 1) * sum + share - 1) / share;
		if (best == SIZE_MAX || deadline < best_deadline) {
			best = i;
			best_deadline = deadline;
		}
	}
	return best;
}

bool sample_write(struct diagnostics *d, struct store *store, const struct schema *s,
                  const struct sample_profile *profiles, size_t n_profiles, int64_t n)
{
	struct maker m = {.store = store, .schema = s, .scratch = arena_open()};
	struct arena *a = arena_open();
	int64_t *made = arena_array(a, n_profiles, sizeof(*made)), sum = 0, there = store_count(store);
	bool ok = there >= 0 && check(d, a, s, profiles, n_profiles);

	m.replace = there > 0;
	for (size_t i = 0; i < n_profiles; i++)
		sum += profiles[i].share > 0 ? profiles[i].share : 0;
	if (!sum) {
		diag_add(d, NO_SAMPLES, POSITION_NONE);
		ok = false;
	}
	for (int64_t k = 1; ok && k <= n; k++) {
		size_t p = next_profile(profiles, n_profiles, made, sum, k);

		made[p]++;
		ok = write_member(&m, &profiles[p], (uint64_t)k);
	}
	arena_close(a);
	arena_close(m.scratch);
	return ok;
}

#include "policy/clauses/references.h"

#include "base/arena.h"
#include "base/diag.h"

bool references_parameter(struct reading *r, bool term, const struct node *n, size_t *parameter,
                          enum as_of *as_of)
{
	static const struct accept fields[] = {{"as_of", ACCEPT_TEXT, true}, {NULL, ACCEPT_ANY, false}};
	static const struct str days[] = {{"today", 5}, {"term_start", 10}};
	const struct node *name = &n->items[0], *table = name;
	struct str day;

	*as_of = AS_OF_TODAY;
	if (table->kind == NODE_TABLE && table->n_items == 1) {
		name = &table->items[0];
		reading_fields(r, table, "param", fields);
		reading_text(table, "as_of", &day);
		if (str_equal(day, days[1]))
			*as_of = AS_OF_TERM_START;
		else if (day.len > 0 && !str_equal(day, days[0])) {
			diag_add(r->d, UNKNOWN_NAME, node_field(table, "as_of")->position,
			         "day to read a parameter for", reading_z(r, day));
			diag_suggest(r->d, day, days, 2);
		}
	}
	if (*as_of == AS_OF_TERM_START && !term)
		diag_add(r->d, NO_TERM_HERE, n->position, "term_start");
	*parameter = reading_refer(r, name, FAMILY_PARAMETER);
	if (*parameter != NOWHERE)
		r->parameters_used[*parameter] = true;
	return *parameter != NOWHERE;
}

bool references_find_track(const struct reading *r, struct str name, struct operand *out)
{
	for (size_t i = 0; i < r->policy->n_tracks; i++)
		if (str_equal(r->tracks[i].id, name)) {
			out->kind = OPERAND_TIER;
			out->type = FACT_ENUM;
			out->of = &r->tracks[i].is;
			out->subject = i;
			return true;
		}
	return false;
}

bool references_track(struct reading *r, const struct node *n, struct operand *out)
{
	struct str *names;

	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, "tier_on", "a track in quotes");
		return false;
	}
	if (references_find_track(r, n->text, out))
		return true;
	names = arena_array(r->a, r->policy->n_tracks, sizeof(*names));
	for (size_t i = 0; i < r->policy->n_tracks; i++)
		names[i] = r->tracks[i].id;
	reading_unknown(r, n, "track", names, r->policy->n_tracks);
	return false;
}

size_t references_state(struct reading *r, size_t offer, const struct node *n)
{
	size_t renewal = r->offers[offer].renewal;
	const struct renewal *w;
	struct str *names;

	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, "a state", "its name in quotes");
		return NOWHERE;
	}
	if (renewal == NOWHERE) {
		reading_unknown(r, n, "state", NULL, 0);
		return NOWHERE;
	}
	w = &r->renewals[renewal];
	names = arena_array(r->a, w->n_states, sizeof(*names));
	for (size_t i = 0; i < w->n_states; i++) {
		if (str_equal(w->states[i].id, n->text))
			return i;
		names[i] = w->states[i].id;
	}
	reading_unknown(r, n, "state", names, w->n_states);
	return NOWHERE;
}

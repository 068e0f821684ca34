#include "policy/examples/expectations.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/doubts.h"
#include "policy/clauses/literals.h"
#include "policy/clauses/sentences.h"
#include "policy/examples/candidates.h"

/* What a field of expect speaks of: nothing more, or one of these by its name. */
enum about { ABOUT_ALL, ABOUT_TRACK, ABOUT_BENEFIT, ABOUT_OFFER, ABOUT_RENEWAL, ABOUT_ACTION, ABOUT_FACT };

/* What it says of it. */
enum says {
	SAYS_TIER,
	SAYS_TIERS,
	SAYS_STATE,
	SAYS_OFFER_STATE,
	SAYS_WORTH,
	SAYS_FACT,
	SAYS_DAY,
	SAYS_NUMBER,
	SAYS_MESSAGES,
	SAYS_DUES,
	SAYS_ACTIONS
};

static const struct {
	const char *name;
	enum expectation_kind kind;
	enum about about;
	enum says says;
} parts[] = {
	{"tier", EXPECT_TIER, ABOUT_TRACK, SAYS_TIER},
	{"held", EXPECT_HELD, ABOUT_ALL, SAYS_TIERS},
	{"benefits", EXPECT_BENEFIT, ABOUT_BENEFIT, SAYS_WORTH},
	{"next_grant", EXPECT_NEXT_GRANT, ABOUT_BENEFIT, SAYS_DAY},
	{"offers", EXPECT_OFFER, ABOUT_OFFER, SAYS_OFFER_STATE},
	{"closed", EXPECT_CLOSED, ABOUT_OFFER, SAYS_MESSAGES},
	{"renewal", EXPECT_RENEWAL, ABOUT_RENEWAL, SAYS_STATE},
	{"since", EXPECT_SINCE, ABOUT_RENEWAL, SAYS_DAY},
	{"lasts_until", EXPECT_UNTIL, ABOUT_RENEWAL, SAYS_DAY},
	{"term", EXPECT_TERM, ABOUT_RENEWAL, SAYS_NUMBER},
	{"term_start", EXPECT_TERM_START, ABOUT_RENEWAL, SAYS_DAY},
	{"anniversary", EXPECT_ANNIVERSARY, ABOUT_RENEWAL, SAYS_DAY},
	{"facts", EXPECT_FACT, ABOUT_FACT, SAYS_FACT},
	{"send", EXPECT_SEND, ABOUT_ALL, SAYS_DUES},
	{"due", EXPECT_DUE, ABOUT_ALL, SAYS_DUES},
	{"allowed", EXPECT_ALLOWED, ABOUT_ALL, SAYS_ACTIONS},
	{"refused", EXPECT_REFUSED, ABOUT_ACTION, SAYS_MESSAGES},
	{"next_change", EXPECT_NEXT_CHANGE, ABOUT_ALL, SAYS_DAY},
};

enum { PARTS = sizeof(parts) / sizeof(*parts) };

static struct candidates names_for(struct reading *r, size_t part, size_t subject, const char **kind)
{
	switch (parts[part].says) {
	case SAYS_STATE:
		*kind = "state";
		return candidates_states(r, subject);
	case SAYS_OFFER_STATE:
		*kind = "state of an offer";
		return candidates_offer_states(r);
	case SAYS_MESSAGES:
		if (parts[part].about == ABOUT_ACTION) {
			*kind = "refusal of this action";
			return candidates_refusals(r, subject);
		}
		*kind = "reason to close this offer";
		return candidates_closings(r, subject);
	case SAYS_DUES:
		*kind = parts[part].kind == EXPECT_SEND ? "message that is sent" : "action that falls due";
		return candidates_dues(r, parts[part].kind == EXPECT_SEND ? DUE_MESSAGE : DUE_ACTION);
	case SAYS_ACTIONS:
		*kind = "action";
		return candidates_family(r, FAMILY_ACTION);
	default:
		*kind = "tier";
		return candidates_family(r, FAMILY_TIER);
	}
}

/* Whether what is said of it may be missing because its own declaration, or that of its offer, is broken. */
static bool is_in_doubt(const struct reading *r, enum about about, size_t subject)
{
	size_t offer = NOWHERE;

	if (about == ABOUT_OFFER || about == ABOUT_RENEWAL)
		offer = subject;
	if (about == ABOUT_ACTION) {
		offer = r->actions[subject].offer;
		if (doubts_about(r, r->actions[subject].position))
			return true;
	}
	if (offer == NOWHERE)
		return false;
	return doubts_about(r, r->offers[offer].position) ||
	       (r->offers[offer].renewal != NOWHERE &&
	        doubts_about(r, r->renewals[r->offers[offer].renewal].position));
}

/* One name, or a list of them, each of which there must be. */
static bool read_names(struct reading *r, size_t part, size_t subject, const struct node *n, bool many,
                       struct expectation *e)
{
	const char *kind;
	struct candidates names = names_for(r, part, subject, &kind);
	bool list = many && n->kind == NODE_TABLE && n->n_fields == 0;
	size_t count = list ? n->n_items : 1;
	struct str *values = arena_array(r->a, count, sizeof(*values));

	for (size_t i = 0; i < count; i++) {
		const struct node *one = list ? &n->items[i] : n;

		if (one->kind != NODE_TEXT) {
			reading_wrong(r, one, parts[part].name,
			              many ? "a name in quotes, or a list of them"
			                   : "a name in quotes, or none");
			return false;
		}
		if (candidates_find(&names, one->text) == NOWHERE) {
			if (!is_in_doubt(r, parts[part].about, subject))
				reading_unknown(r, one, kind, names.at, names.n);
			return false;
		}
		values[i] = one->text;
	}
	e->values = values;
	e->n_values = count;
	return true;
}

static bool read_worth(struct reading *r, size_t subject, const struct node *n, struct expectation *e)
{
	static const char *const wanted[] = {
		[BENEFIT_INCLUDED] = "yes or none",
		[BENEFIT_QUANTITY] = "a whole number or none",
		[BENEFIT_AMOUNT] = "an amount of money or none",
	};
	const struct benefit *b = &r->benefits[subject];
	struct operand o;
	bool like = b->kind == BENEFIT_INCLUDED   ? n->kind == NODE_BOOL
	            : b->kind == BENEFIT_QUANTITY ? n->kind == NODE_INTEGER
	                                          : n->kind == NODE_WORD;

	if (!like) {
		reading_wrong(r, n, reading_z(r, b->id), wanted[b->kind]);
		return false;
	}
	if (!literals_read(r, n, (struct wanted){.name = reading_z(r, b->id), .any = true}, &o))
		return false;
	e->number = o.value.number;
	e->none = b->kind == BENEFIT_INCLUDED && e->number == 0;
	return true;
}

static bool read_fact(struct reading *r, size_t subject, const struct node *n, struct expectation *e)
{
	struct field *fields;
	struct fact fact;

	candidates_facts(r, &fields);
	if (!literals_fact(r, fields + subject, n, &fact))
		return false;
	e->number = fact.number;
	return true;
}

static bool read_number(struct reading *r, size_t part, const struct node *n, struct expectation *e)
{
	bool day = parts[part].says == SAYS_DAY;
	struct operand o;

	if (!literals_read(r, n, WANT(parts[part].name, day ? FACT_DATE : FACT_INTEGER), &o))
		return false;
	e->number = o.value.number;
	return true;
}

static bool takes_none(enum says says)
{
	return says == SAYS_TIER || says == SAYS_STATE || says == SAYS_WORTH || says == SAYS_FACT ||
	       says == SAYS_DAY;
}

/* send = none: the same as an empty list, where every name must be in it. */
static bool takes_nothing(enum says says)
{
	return says == SAYS_TIERS || says == SAYS_MESSAGES || says == SAYS_DUES;
}

static bool read_said(struct reading *r, size_t part, size_t subject, const struct node *n,
                      struct expectation *e)
{
	if (n->kind == NODE_WORD && n->word == WORD_NONE && takes_none(parts[part].says)) {
		e->none = true;
		return true;
	}
	if (n->kind == NODE_WORD && n->word == WORD_NONE && takes_nothing(parts[part].says)) {
		e->values = arena_array(r->a, 0, sizeof(*e->values));
		return true;
	}
	switch (parts[part].says) {
	case SAYS_WORTH:
		return read_worth(r, subject, n, e);
	case SAYS_FACT:
		return read_fact(r, subject, n, e);
	case SAYS_DAY:
	case SAYS_NUMBER:
		return read_number(r, part, n, e);
	case SAYS_TIER:
	case SAYS_STATE:
	case SAYS_OFFER_STATE:
		return read_names(r, part, subject, n, false, e);
	default:
		return read_names(r, part, subject, n, true, e);
	}
}

static struct candidates subjects(struct reading *r, enum about about, const char **kind)
{
	struct field *fields;

	switch (about) {
	case ABOUT_FACT:
		*kind = "fact that the decision says";
		return candidates_facts(r, &fields);
	case ABOUT_TRACK:
		*kind = "track";
		return candidates_tracks(r);
	case ABOUT_BENEFIT:
		*kind = "benefit";
		return candidates_benefits(r);
	case ABOUT_ACTION:
		*kind = "action";
		return candidates_family(r, FAMILY_ACTION);
	default:
		*kind = "offer";
		return candidates_family(r, FAMILY_OFFER);
	}
}

/* What has been read so far. */
struct expecting {
	struct expectation *at;
	size_t n;
};

static void add(struct reading *r, size_t part, size_t subject, struct str name, const struct node *n,
                struct expecting *e)
{
	struct expectation *to = &e->at[e->n];

	*to = (struct expectation){.kind = parts[part].kind, .subject = subject, .position = n->position};
	to->path = name.len > 0 ? sentences_id(r, parts[part].name, name, "") : str_from(parts[part].name);
	e->n += read_said(r, part, subject, n, to);
}

/* refused = { auto_renew_on = ... }: one expectation for each name. */
static void read_each(struct reading *r, size_t part, const struct node *n, struct expecting *e)
{
	const char *kind;
	struct candidates names = subjects(r, parts[part].about, &kind);

	reading_no_items(r, n, parts[part].name);
	for (size_t i = 0; i < n->n_fields; i++) {
		const struct entry *one = &n->fields[i];
		struct node name = {.kind = NODE_TEXT, .position = one->key_position, .text = one->key};
		size_t k = candidates_find(&names, one->key);

		if (k == NOWHERE)
			reading_unknown(r, &name, kind, names.at, names.n);
		else if (parts[part].about == ABOUT_RENEWAL && r->offers[k].renewal == NOWHERE)
			diag_add(r->d, NO_RENEWAL, one->key_position, reading_z(r, one->key));
		else
			add(r, part, k, one->key, &one->value, e);
	}
}

/* Where one offer alone renews, it need not be named. */
static size_t only_renewal(const struct reading *r)
{
	return r->policy->n_renewals == 1 ? r->renewals[0].offer : NOWHERE;
}

static void read_part(struct reading *r, size_t part, const struct entry *f, struct expecting *e)
{
	const struct node *n = &f->value;
	bool plain = n->kind != NODE_TABLE;

	if (parts[part].about == ABOUT_ALL)
		add(r, part, NOWHERE, (struct str){0}, n, e);
	else if (parts[part].about == ABOUT_RENEWAL && plain && only_renewal(r) != NOWHERE)
		add(r, part, only_renewal(r), (struct str){0}, n, e);
	else if (plain && parts[part].about == ABOUT_RENEWAL && r->policy->n_renewals == 0 &&
	         vocabulary_lost(r->vocabulary))
		return; /* the renewal is in what could not be run */
	else if (plain)
		reading_wrong(r, n, parts[part].name,
		              parts[part].about == ABOUT_RENEWAL
		                      ? "a table that names the offer: { offer = ... }"
		                      : "a table that names what it speaks of: { name = ... }");
	else
		read_each(r, part, n, e);
}

size_t expectations_read(struct reading *r, const struct node *n, const char *what,
                         const struct accept *others, const struct expectation **out)
{
	struct accept fields[PARTS + EXPECTATIONS_OTHERS + 1] = {0};
	struct expecting e = {0};
	size_t most = 0, i;

	for (i = 0; i < PARTS; i++) {
		const struct node *value = node_field(n, parts[i].name);

		fields[i] = (struct accept){parts[i].name, ACCEPT_ANY, false};
		most += value ? 1 + value->n_fields : 0;
	}
	for (; others && others->name; others++)
		fields[i++] = *others;
	reading_fields(r, n, what, fields);
	e.at = arena_array(r->a, most, sizeof(*e.at));
	for (i = 0; i < PARTS; i++) {
		const struct entry *f = node_entry(n, str_from(parts[i].name));

		if (f)
			read_part(r, i, f, &e);
	}
	*out = e.at;
	return e.n;
}

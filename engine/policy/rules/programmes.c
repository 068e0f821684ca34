#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "base/zone.h"
#include "policy/rules/families.h"

static void read_time_zone(struct reading *r, const struct node *body, struct programme *p)
{
	const struct str *zones;
	size_t n;

	if (!reading_text(body, "time_zone", &p->time_zone) || zone_is_known(p->time_zone))
		return;
	n = zone_list(r->a, &zones);
	diag_add(r->d, BAD_TIME_ZONE, node_field(body, "time_zone")->position, reading_z(r, p->time_zone));
	diag_suggest(r->d, p->time_zone, zones, n);
}

static void read_currency(struct reading *r, const struct node *body, struct programme *p)
{
	struct str currency;

	if (!reading_text(body, "currency", &currency))
		return;
	if (money_digits(currency) < 0)
		diag_add(r->d, BAD_CURRENCY, node_field(body, "currency")->position, reading_z(r, currency));
	else
		memcpy(p->currency, currency.at, 3);
}

static void read_programme(struct reading *r, const struct declaration *d, struct programme *p)
{
	static const struct accept fields[] = {{"time_zone", ACCEPT_TEXT, true},
	                                       {"currency", ACCEPT_TEXT, true},
	                                       {"begins", ACCEPT_DAY, true},
	                                       {NULL, ACCEPT_ANY, false}};
	const char *what = reading_what(r, d);

	p->id = d->name;
	p->position = d->position;
	reading_fields(r, &d->body, what, fields);
	reading_no_items(r, &d->body, what);
	reading_day(&d->body, "begins", &p->begins);
	read_time_zone(r, &d->body, p);
	read_currency(r, &d->body, p);
}

/* What all share: the earliest day, and the rest of the first. */
static void join(struct policy *p)
{
	for (size_t i = p->n_programmes; i--;) {
		int32_t begins = p->programme.begins;

		p->programme = p->programmes[i];
		if (i + 1 < p->n_programmes && begins < p->programme.begins)
			p->programme.begins = begins;
	}
}

void programmes_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_PROGRAMME];
	struct programme *programmes = arena_array(r->a, by->n, sizeof(*programmes));
	size_t n = 0;

	r->policy->programme.begins = DATE_NONE;
	r->policy->programmes = programmes;
	if (by->n == 0 && !vocabulary_lost(r->vocabulary))
		diag_add(r->d, NOT_DECLARED, POSITION_NONE,
		         "programme \"name\" { time_zone = ..., currency = ..., begins = ... }");
	for (size_t i = 0; i < by->n; i++) {
		struct str folder = str_folder(by->at[i]->position.source->path);
		size_t k = 0;

		while (k < n && !str_equal(folder, str_folder(programmes[k].position.source->path)))
			k++;
		if (k < n) {
			diag_add(r->d, SECOND_PROGRAMME, by->at[i]->position, reading_z(r, programmes[k].id));
			continue;
		}
		programmes[n].begins = DATE_NONE;
		read_programme(r, by->at[i], &programmes[n++]);
	}
	r->policy->n_programmes = n;
	join(r->policy);
}

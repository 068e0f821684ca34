#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "policy/families.h"

#include <string.h>

/* An area and a city, as the tz database has them, or UTC. */
static bool is_time_zone(struct str s)
{
	size_t slash = str_find(s, STR("/"), 0);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') &&
		    !memchr("/_-+", c, 4))
			return false;
	}
	return str_is(s, "UTC") || (slash != SIZE_MAX && slash > 0 && slash + 1 < s.len && s.len <= 60);
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
	if (reading_text(&d->body, "time_zone", &p->time_zone) && !is_time_zone(p->time_zone))
		diag_add(r->d, BAD_TIME_ZONE, node_field(&d->body, "time_zone")->position,
		         reading_z(r, p->time_zone));
	read_currency(r, &d->body, p);
}

void programmes_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_PROGRAMME];
	struct programme *p = &r->policy->programme;

	p->begins = DATE_NONE;
	if (by->n == 0 && !vocabulary_failed(r->vocabulary))
		diag_add(r->d, NOT_DECLARED, POSITION_NONE,
		         "programme \"name\" { time_zone = ..., currency = ..., begins = ... }");
	for (size_t i = 1; i < by->n; i++)
		diag_add(r->d, SECOND_PROGRAMME, by->at[i]->position, reading_z(r, by->at[0]->name));
	if (by->n > 0)
		read_programme(r, by->at[0], p);
}

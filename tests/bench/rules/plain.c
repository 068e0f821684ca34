#include "bench/rules/plain.h"

#include <string.h>

#include "base/date.h"

/* As rules/records.lua has them. */
enum { ID, NAME, LANGUAGE, EMPLOYEES, NETWORK_SINCE };
enum { OFFERS, COMPETENCIES, SUPPORT_REQUESTS };
enum { OFFER, BOUGHT, TERMS_PAID, AUTO_RENEW, AUTO_RENEW_LOCKED, CANCELLED, OFFER_FIELDS };
enum { AREA, LEVEL, EARNED, ENDS, COMPETENCY_FIELDS };
enum { NUMBER, TYPE, OPENED, STATUS, REQUEST_FIELDS };

enum { FIRST_REMINDER = 15, LAST_REMINDER = 23, WINDOW_DAYS = 30, CATCH_UP = 31, LARGEST = 250 };

static void find_renewal(const struct fact *row, int32_t today, struct result *out, int32_t starts[STATES])
{
	int32_t origin = (int32_t)row[BOUGHT].number;

	out->term = row[TERMS_PAID].number > 1 ? row[TERMS_PAID].number : 1;
	out->term_start = date_add_months(origin, (int)(12 * (out->term - 1)));
	out->anniversary = date_add_months(origin, (int)(12 * out->term));
	starts[ACTIVE] = out->term_start;
	starts[DUE_SOON] = out->anniversary - FIRST_REMINDER;
	starts[WINDOW] = out->anniversary;
	starts[LAST_CALL] = out->anniversary + LAST_REMINDER;
	starts[LAPSED] = out->anniversary + WINDOW_DAYS;
	out->state = ACTIVE;
	for (int i = DUE_SOON; i < STATES && starts[i] <= today; i++)
		out->state = i;
	if (out->state != ACTIVE || out->term_start <= today)
		out->state_since = starts[out->state];
	if (out->state < LAPSED)
		out->state_until = starts[out->state + 1];
}

static int32_t next_credit(int32_t origin, int32_t today, const struct result *r, int32_t lapses)
{
	int months = date_months_between(origin, today), over = (int)r->term - 1;
	int32_t until = r->anniversary, next;

	if (r->term_start > today || r->anniversary <= today) {
		over = months / 12;
		until = date_add_months(origin, 12 * (over + 1));
	}
	next = date_add_months(origin, months + 1);
	if (next > until)
		next = until;
	return next < lapses ? next : NO_DAY;
}

static void find_competencies(const struct rows *rows, int32_t today, struct result *out)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct fact *row = rows->facts + i * COMPETENCY_FIELDS;
		int32_t earned = (int32_t)row[EARNED].number;

		if (earned > today || (row[ENDS].known && row[ENDS].number < today))
			continue;
		for (int tier = SILVER; tier <= (row[LEVEL].number ? GOLD : SILVER); tier++) {
			if (!out->held[tier] || earned < out->since[tier])
				out->since[tier] = earned;
			out->held[tier] = true;
		}
	}
}

static void give(struct result *out)
{
	int64_t *b = out->benefits;

	if (out->held[NETWORK])
		b[TRAINING] = b[SUPPORT] = b[CUSTOMER_CONNECTIONS] = 1;
	if (out->held[ACTION_PACK]) {
		b[WINDOWS] = 10;
		b[VISUAL_STUDIO] = 3;
		b[TEAM_SERVICES] = 1;
		b[OFFICE] = 10;
		b[MOBILITY] = b[DYNAMICS] = 5;
		b[AZURE] = 10000;
		b[DEVELOPER_TOOLS] = 1;
	}
	if (out->held[SILVER]) {
		b[INTERNAL_USE] = b[INCENTIVES] = 1;
		b[SUPPORT_HOURS] = out->held[GOLD] ? 40 : 20;
		b[ADVISORY_HOURS] = out->held[GOLD] ? 50 : 20;
	}
}

static bool is_ours(struct str number)
{
	return number.len == 14 && memcmp(number.at, "SR-", 3) == 0 && number.at[7] == '-';
}

static unsigned follow(const struct rows *requests)
{
	for (size_t i = 0; i < requests->n; i++)
		if (is_ours(requests->facts[i * REQUEST_FIELDS + NUMBER].text))
			return 0;
	return 1u << (requests->n ? NOT_ONLINE : NO_REQUEST);
}

static void find_refusals(const struct member *m, const struct fact *row, struct result *out)
{
	unsigned *refused = out->refused;

	if (out->offer == PURCHASED) {
		refused[BUY] = 1u << NOT_AVAILABLE;
		refused[AUTO_OFF] = row[AUTO_RENEW].number ? 0 : 1u << ALREADY_OFF;
		refused[AUTO_ON] = (row[AUTO_RENEW].number ? 1u << ALREADY_ON : 0) |
		                   (row[AUTO_RENEW_LOCKED].number ? 1u << LOCKED : 0);
		refused[RENEW] = out->state == ACTIVE ? 1u << TOO_EARLY : 0;
		refused[CANCEL] = 1u << SUPPORT_ONLY;
	} else {
		refused[BUY] = out->closed;
		for (int i = AUTO_OFF; i <= REQUEST_CANCELLATION; i++)
			refused[i] = 1u << NOT_PURCHASED;
	}
	refused[OPEN_REQUEST] = out->held[NETWORK] ? 0 : 1u << NEEDS_NETWORK;
	refused[FOLLOW] = follow(&m->rows[SUPPORT_REQUESTS]);
}

static void find_due(const struct fact *row, int32_t today, const int32_t starts[STATES], struct result *out)
{
	int32_t day = starts[out->state];

	if (out->state == ACTIVE || day + CATCH_UP <= today)
		return;
	if (out->state == DUE_SOON && !row[AUTO_RENEW].number)
		out->due[REMINDER_FIRST] = day;
	else if (out->state == WINDOW && row[AUTO_RENEW].number)
		out->due[CHARGE_RENEWAL] = day;
	else if (out->state >= LAST_CALL)
		out->due[out->state == LAST_CALL ? REMINDER_LAST : END_BENEFITS] = day;
}

void plain_decide(const struct member *m, int32_t today, struct result *out)
{
	const struct fact *facts = m->facts, *row = m->rows[OFFERS].n ? m->rows[OFFERS].facts : NULL;
	int32_t starts[STATES];

	result_clear(out);
	out->held[NETWORK] = facts[NETWORK_SINCE].known && facts[NETWORK_SINCE].number <= today;
	if (out->held[NETWORK])
		out->since[NETWORK] = (int32_t)facts[NETWORK_SINCE].number;
	if (row && (row[BOUGHT].number > today || (row[CANCELLED].known && row[CANCELLED].number <= today)))
		row = NULL;
	if (row) {
		find_renewal(row, today, out, starts);
		out->held[ACTION_PACK] = out->held[NETWORK] && out->state != LAPSED;
		if (out->held[ACTION_PACK]) {
			out->since[ACTION_PACK] = (int32_t)row[BOUGHT].number;
			out->next_credit = next_credit((int32_t)row[BOUGHT].number, today, out,
			                               starts[LAPSED]);
		}
		find_due(row, today, starts, out);
	}
	if (out->held[NETWORK])
		find_competencies(&m->rows[COMPETENCIES], today, out);
	give(out);
	if (row && out->state != LAPSED) {
		out->offer = PURCHASED;
	} else {
		out->closed = (out->held[NETWORK] ? 0 : 1u << NEEDS_NETWORK) |
		              (facts[EMPLOYEES].known && facts[EMPLOYEES].number > LARGEST ? 1u << TOO_LARGE
		                                                                           : 0);
		out->offer = out->closed ? CLOSED : AVAILABLE;
	}
	find_refusals(m, row, out);
}

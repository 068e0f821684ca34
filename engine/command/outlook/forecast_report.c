#include "command/outlook/forecast_report.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"

const enum wording forecast_report_assumptions[FORECAST_ASSUMPTIONS] = {
	WORDING_FORECAST_GRANTED_RENEWALS,
	WORDING_FORECAST_GRANTED_LAPSES,
	WORDING_FORECAST_GRANTED_PAST,
	WORDING_FORECAST_GRANTED_MEMBERS,
};

const enum wording forecast_report_kinds[FORECAST_KINDS] = {
	[FORECAST_RENEWALS] = WORDING_FORECAST_RENEWALS, [FORECAST_REMINDERS] = WORDING_FORECAST_REMINDERS,
	[FORECAST_LAPSES] = WORDING_FORECAST_LAPSES,     [FORECAST_TASKS] = WORDING_FORECAST_TASKS,
	[FORECAST_CHARGES] = WORDING_FORECAST_CHARGES,
};

/* As keys of formats. */
static const char *const keys[FORECAST_KINDS] = {
	[FORECAST_RENEWALS] = "renewals", [FORECAST_REMINDERS] = "reminders", [FORECAST_LAPSES] = "lapses",
	[FORECAST_TASKS] = "tasks",       [FORECAST_CHARGES] = "charges",
};

/* "2026-12" */
static struct str month_name(const struct forecast *f, size_t month)
{
	char day[11];

	return str_copy(f->arena, str_slice(str_from(date_format(forecast_month(f, month), day)), 0, 7));
}

static struct str tell_amount(const struct forecast *f, const struct forecast_cell *c, size_t currency)
{
	struct money m = forecast_charged(f, c, currency);
	char text[32];

	return str_format(f->arena, "%.*s %s", STR_ARG(money_format(m, text)), m.currency);
}

static void add_line(struct buf *out, const struct forecast *f, struct str name,
                     const struct forecast_cell *c)
{
	buf_add_format(out, "  %-8.*s", STR_ARG(name));
	for (int k = 0; k < FORECAST_KINDS; k++)
		buf_add_format(out, "  %11zu", c->counts[k]);
	for (size_t k = 0; k < f->n_currencies; k++)
		buf_add_format(out, "  %18.*s", STR_ARG(tell_amount(f, c, k)));
	buf_add_char(out, '\n');
}

static void add_offer(struct buf *out, const struct forecast *f, size_t offer)
{
	struct forecast_cell sum = {.charged = arena_array(f->arena, f->n_currencies, sizeof(__int128))};

	buf_add_format(out, "\n%.*s\n  %-8s", STR_ARG(f->policy->offers[offer].id), "month");
	for (int k = 0; k < FORECAST_KINDS; k++)
		buf_add_format(out, "  %11s", wording_words(forecast_report_kinds[k]));
	for (size_t k = 0; k < f->n_currencies; k++)
		buf_add_format(out, "  %18s", "charged");
	buf_add_char(out, '\n');
	for (size_t month = 0; month < f->n_months; month++) {
		const struct forecast_cell *c = forecast_cell(f, month, offer);

		add_line(out, f, month_name(f, month), c);
		for (int k = 0; k < FORECAST_KINDS; k++)
			sum.counts[k] += c->counts[k];
		for (size_t k = 0; k < f->n_currencies; k++)
			sum.charged[k] += c->charged[k];
	}
	add_line(out, f, STR("all"), &sum);
}

void forecast_report_text(struct buf *out, const struct forecast *f)
{
	char from[11], last[11];

	buf_add_format(out, "%zu members, %s to %s", f->members, date_format(f->from, from),
	               date_format(f->until - 1, last));
	if (f->undecided > 0)
		buf_add_format(out, "; %zu of them could not be decided to the end", f->undecided);
	buf_add_z(out, "\n\nTaken for granted:\n");
	for (size_t i = 0; i < FORECAST_ASSUMPTIONS; i++)
		buf_add_format(out, "  %s\n", wording_words(forecast_report_assumptions[i]));
	for (size_t offer = 0; offer < f->policy->n_offers; offer++)
		add_offer(out, f, offer);
}

static void add_row(struct buf *out, const struct forecast *f, size_t month, size_t offer, const char *what,
                    size_t count)
{
	buf_add_format(out, "%.*s,%.*s,%s,%zu", STR_ARG(month_name(f, month)),
	               STR_ARG(f->policy->offers[offer].id), what, count);
}

/* Names of offers are words, so nothing needs quotes. */
void forecast_report_csv(struct buf *out, const struct forecast *f)
{
	buf_add_z(out, "month,offer,what,count,currency,amount\n");
	for (size_t month = 0; month < f->n_months; month++)
		for (size_t offer = 0; offer < f->policy->n_offers; offer++) {
			const struct forecast_cell *c = forecast_cell(f, month, offer);

			for (int k = 0; k < FORECAST_CHARGES; k++) {
				add_row(out, f, month, offer, keys[k], c->counts[k]);
				buf_add_z(out, ",,\n");
			}
			for (size_t k = 0; k < f->n_currencies; k++) {
				struct money m = forecast_charged(f, c, k);
				char text[32];

				add_row(out, f, month, offer, keys[FORECAST_CHARGES], c->charges[k]);
				buf_add_format(out, ",%s,%.*s\n", m.currency, STR_ARG(money_format(m, text)));
			}
		}
}

static void render_cell(struct json *j, const struct forecast *f, size_t month, size_t offer)
{
	const struct forecast_cell *c = forecast_cell(f, month, offer);

	json_open(j, '{');
	json_pair(j, "month", month_name(f, month));
	json_pair(j, "offer", f->policy->offers[offer].id);
	for (int k = 0; k < FORECAST_CHARGES; k++)
		json_count(j, keys[k], c->counts[k]);
	json_key(j, keys[FORECAST_CHARGES]);
	json_open(j, '[');
	for (size_t k = 0; k < f->n_currencies; k++) {
		json_open(j, '{');
		json_count(j, "count", c->charges[k]);
		json_money(j, forecast_charged(f, c, k));
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

void forecast_report_json(struct buf *out, const struct forecast *f)
{
	struct json j = {.out = out};
	char hash[33];

	json_open(&j, '{');
	json_key(&j, "from");
	json_date(&j, f->from);
	json_key(&j, "until");
	json_date(&j, f->until - 1);
	json_pair(&j, "policy", str_from(hash_hex(f->policy->hash, hash)));
	json_count(&j, "members", f->members);
	json_count(&j, "undecided", f->undecided);
	json_key(&j, "assumptions");
	json_open(&j, '[');
	for (size_t i = 0; i < FORECAST_ASSUMPTIONS; i++)
		json_text(&j, str_from(wording_words(forecast_report_assumptions[i])));
	json_close(&j, ']');
	json_key(&j, "forecast");
	json_open(&j, '[');
	for (size_t month = 0; month < f->n_months; month++)
		for (size_t offer = 0; offer < f->policy->n_offers; offer++)
			render_cell(&j, f, month, offer);
	json_close(&j, ']');
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

#include "command/impact_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"
#include "base/money.h"
#include "base/visible.h"

/* A table of the report, an array of the JSON. */
enum section { TIERS, BENEFITS, OFFERS, RENEWALS, PRICES, ACTIONS, CHARGES, DUE, SECTIONS };

static const struct {
	const char *title, *key, *subject;
} sections[SECTIONS] = {
	[TIERS] = {"Tiers", "tiers", "track"},        [BENEFITS] = {"Benefits", "benefits", "benefit"},
	[OFFERS] = {"Offers", "offers", "offer"},     [RENEWALS] = {"Renewals", "renewals", "offer"},
	[PRICES] = {"Prices", "prices", "offer"},     [ACTIONS] = {"Actions", "actions", "action"},
	[CHARGES] = {"Charges", "charges", "action"}, [DUE] = {"Due", "due", "offer"},
};

/* How from and to are told: not at all, as a move, as reasons, as what is due. */
enum telling { WORD, MOVE, REASON, ITEM };

static const struct {
	enum section section;
	enum telling telling;
	const char *change;
} kinds[IMPACT_KINDS] = {
	[IMPACT_TIER] = {TIERS, MOVE, "moved"},
	[IMPACT_BENEFIT_GAINED] = {BENEFITS, WORD, "gained"},
	[IMPACT_BENEFIT_LOST] = {BENEFITS, WORD, "lost"},
	[IMPACT_BENEFIT_MORE] = {BENEFITS, WORD, "more"},
	[IMPACT_BENEFIT_LESS] = {BENEFITS, WORD, "less"},
	[IMPACT_BENEFIT_OTHERWISE] = {BENEFITS, WORD, "otherwise"},
	[IMPACT_OFFER] = {OFFERS, MOVE, "moved"},
	[IMPACT_RENEWAL] = {RENEWALS, MOVE, "moved"},
	[IMPACT_PRICE_MORE] = {PRICES, WORD, "more"},
	[IMPACT_PRICE_LESS] = {PRICES, WORD, "less"},
	[IMPACT_ACTION_ALLOWED] = {ACTIONS, REASON, "allowed"},
	[IMPACT_ACTION_REFUSED] = {ACTIONS, REASON, "refused"},
	[IMPACT_ACTION_OTHERWISE] = {ACTIONS, REASON, "refused otherwise"},
	[IMPACT_CHARGE_MORE] = {CHARGES, WORD, "more"},
	[IMPACT_CHARGE_LESS] = {CHARGES, WORD, "less"},
	[IMPACT_MESSAGE_ADDED] = {DUE, ITEM, "message added"},
	[IMPACT_MESSAGE_GONE] = {DUE, ITEM, "message gone"},
	[IMPACT_TASK_ADDED] = {DUE, ITEM, "action added"},
	[IMPACT_TASK_GONE] = {DUE, ITEM, "action gone"},
};

enum { COLUMNS = 5, NUMBERS = 2 /* the first column that stands to the right */, EXAMPLES = 4 };

struct row {
	struct str cells[COLUMNS];
};

static struct str or_none(struct str id)
{
	return id.len > 0 ? id : STR("none");
}

static struct str tell_change(struct arena *a, const struct impact_line *l)
{
	const char *change = kinds[l->kind].change;

	switch (kinds[l->kind].telling) {
	case MOVE:
		return str_format(a, "%.*s -> %.*s", STR_ARG(or_none(l->from)), STR_ARG(or_none(l->to)));
	case REASON:
		if (l->from.len > 0)
			return str_format(a, "%s, no longer %.*s", change, STR_ARG(l->from));
		if (l->to.len > 0)
			return str_format(a, "%s, now %.*s", change, STR_ARG(l->to));
		break;
	case ITEM:
		return str_format(a, "%s: %.*s", change, STR_ARG(l->from.len > 0 ? l->from : l->to));
	case WORD:
		break;
	}
	return str_from(change);
}

static struct str tell_amount(struct arena *a, const struct impact_line *l)
{
	struct money m = {.minor = l->difference};
	char text[32];

	if (l->type != FACT_MONEY)
		return str_format(a, "%+lld", (long long)l->difference);
	memcpy(m.currency, l->currency, sizeof(m.currency));
	return str_format(a, "%s%.*s %s", l->difference > 0 ? "+" : "", STR_ARG(money_format(m, text)),
	                  m.currency);
}

static struct str tell_examples(struct arena *a, const struct impact_line *l)
{
	struct buf out = {0};
	struct str told;

	for (size_t i = 0; i < l->n_examples; i++) {
		if (i > 0)
			buf_add(&out, STR(", "));
		visible_add(&out, l->examples[i]);
	}
	told = str_copy(a, buf_str(&out));
	buf_free(&out);
	return told;
}

static struct row make_row(struct arena *a, const struct impact_line *l)
{
	return (struct row){{
		l->subject,
		tell_change(a, l),
		str_format(a, "%zu", l->members),
		l->summed ? tell_amount(a, l) : (struct str){0},
		tell_examples(a, l),
	}};
}

static void pad(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_add_char(out, ' ');
}

/* A column with nothing under its head is left out. */
static void add_rows(struct buf *out, const struct row *rows, size_t n)
{
	size_t widths[COLUMNS] = {0};

	for (size_t c = 0; c < COLUMNS; c++) {
		for (size_t r = 1; r < n; r++)
			widths[c] = rows[r].cells[c].len > widths[c] ? rows[r].cells[c].len : widths[c];
		if (widths[c] > 0 && rows[0].cells[c].len > widths[c])
			widths[c] = rows[0].cells[c].len;
	}
	for (size_t r = 0; r < n; r++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			struct str cell = rows[r].cells[c];

			if (widths[c] == 0)
				continue;
			pad(out, 2);
			if (c == EXAMPLES) {
				buf_add(out, cell);
				continue;
			}
			pad(out, c >= NUMBERS ? widths[c] - cell.len : 0);
			buf_add(out, cell);
			pad(out, c < NUMBERS ? widths[c] - cell.len : 0);
		}
		while (out->at[out->len - 1] == ' ')
			out->len--;
		buf_add_char(out, '\n');
	}
}

static void add_head(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	char day[11];

	buf_add(out, STR("The rules of "));
	visible_add(out, run->rules);
	buf_add(out, STR(" against the present ones, "));
	buf_add_z(out, date_format(run->from, day));
	if (run->until > run->from) {
		buf_add(out, STR(" to "));
		buf_add_z(out, date_format(run->until, day));
	}
	buf_add_format(out, "\n%zu of %zu members change\n", i->changed, i->members);
	if (run->undecided > 0)
		buf_add_format(out, "%zu of them could not be decided\n", run->undecided);
}

void impact_report_text(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	const struct impact_line **lines = impact_lines(i);
	struct row *rows = arena_array(i->arena, i->n_lines + 1, sizeof(*rows));
	size_t at = 0;

	add_head(out, i, run);
	for (enum section s = 0; s < SECTIONS; s++) {
		size_t n = 1;

		rows[0] = (struct row){{str_from(sections[s].subject), STR("change"), STR("members"),
		                        STR("difference"), STR("such as")}};
		while (at < i->n_lines && kinds[lines[at]->kind].section == s)
			rows[n++] = make_row(i->arena, lines[at++]);
		if (n == 1)
			continue;
		buf_add_format(out, "\n%s\n", sections[s].title);
		add_rows(out, rows, n);
	}
}

static void key_text(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	json_text(j, s);
}

static void key_text_or_null(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	if (s.len > 0)
		json_text(j, s);
	else
		json_null(j);
}

static void key_count(struct json *j, const char *key, size_t n)
{
	json_key(j, key);
	json_integer(j, (int64_t)n);
}

static void render_difference(struct json *j, const struct impact_line *l)
{
	struct money m = {.minor = l->difference};
	char text[32];

	json_key(j, "difference");
	if (l->type != FACT_MONEY) {
		json_integer(j, l->difference);
		return;
	}
	memcpy(m.currency, l->currency, sizeof(m.currency));
	json_open(j, '{');
	key_text(j, "amount", money_format(m, text));
	key_text(j, "currency", str_from(m.currency));
	json_close(j, '}');
}

static void render_line(struct json *j, const struct impact_line *l)
{
	json_open(j, '{');
	key_text(j, sections[kinds[l->kind].section].subject, l->subject);
	if (kinds[l->kind].telling != MOVE)
		key_text(j, "change", str_from(kinds[l->kind].change));
	switch (kinds[l->kind].telling) {
	case MOVE:
		key_text_or_null(j, "from", l->from);
		key_text_or_null(j, "to", l->to);
		break;
	case REASON:
		key_text_or_null(j, "no_longer", l->from);
		key_text_or_null(j, "now", l->to);
		break;
	case ITEM:
		key_text(j, "id", l->from.len > 0 ? l->from : l->to);
		break;
	case WORD:
		break;
	}
	key_count(j, "members", l->members);
	if (l->summed)
		render_difference(j, l);
	json_key(j, "examples");
	json_open(j, '[');
	for (size_t i = 0; i < l->n_examples; i++)
		json_text(j, l->examples[i]);
	json_close(j, ']');
	json_close(j, '}');
}

void impact_report_json(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	const struct impact_line **lines = impact_lines(i);
	struct json j = {.out = out};
	char hash[33];
	size_t at = 0;

	json_open(&j, '{');
	json_key(&j, "from");
	json_date(&j, run->from);
	json_key(&j, "until");
	json_date(&j, run->until);
	key_text(&j, "policy", str_from(hash_hex(i->before->hash, hash)));
	key_text(&j, "rules", str_from(hash_hex(i->after->hash, hash)));
	key_count(&j, "members", i->members);
	key_count(&j, "changed", i->changed);
	key_count(&j, "undecided", run->undecided);
	for (enum section s = 0; s < SECTIONS; s++) {
		json_key(&j, sections[s].key);
		json_open(&j, '[');
		while (at < i->n_lines && kinds[lines[at]->kind].section == s)
			render_line(&j, lines[at++]);
		json_close(&j, ']');
	}
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

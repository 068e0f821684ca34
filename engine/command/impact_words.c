#include "command/impact_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/money.h"
#include "base/visible.h"

enum { RULES_TOLD = 3 };

static const struct impact_section_words sections[IMPACT_SECTIONS] = {
	[SECTION_TIERS] = {"Tiers", "tiers", "track"},
	[SECTION_FACTS] = {"Facts", "facts", "fact"},
	[SECTION_BENEFITS] = {"Benefits", "benefits", "benefit"},
	[SECTION_OFFERS] = {"Offers", "offers", "offer"},
	[SECTION_RENEWALS] = {"Renewals", "renewals", "offer"},
	[SECTION_PRICES] = {"Prices", "prices", "offer"},
	[SECTION_ACTIONS] = {"Actions", "actions", "action"},
	[SECTION_CHARGES] = {"Charges", "charges", "action"},
	[SECTION_DUE] = {"Due", "due", "offer"},
};

static const struct impact_words kinds[IMPACT_KINDS] = {
	[IMPACT_TIER] = {SECTION_TIERS, TELLING_MOVE, "moved"},
	[IMPACT_FACT] = {SECTION_FACTS, TELLING_MOVE, "moved"},
	[IMPACT_FACT_GAINED] = {SECTION_FACTS, TELLING_WORD, "gained"},
	[IMPACT_FACT_LOST] = {SECTION_FACTS, TELLING_WORD, "lost"},
	[IMPACT_FACT_MORE] = {SECTION_FACTS, TELLING_WORD, "more"},
	[IMPACT_FACT_LESS] = {SECTION_FACTS, TELLING_WORD, "less"},
	[IMPACT_BENEFIT_GAINED] = {SECTION_BENEFITS, TELLING_WORD, "gained"},
	[IMPACT_BENEFIT_LOST] = {SECTION_BENEFITS, TELLING_WORD, "lost"},
	[IMPACT_BENEFIT_MORE] = {SECTION_BENEFITS, TELLING_WORD, "more"},
	[IMPACT_BENEFIT_LESS] = {SECTION_BENEFITS, TELLING_WORD, "less"},
	[IMPACT_BENEFIT_OTHERWISE] = {SECTION_BENEFITS, TELLING_WORD, "otherwise"},
	[IMPACT_OFFER] = {SECTION_OFFERS, TELLING_MOVE, "moved"},
	[IMPACT_RENEWAL] = {SECTION_RENEWALS, TELLING_MOVE, "moved"},
	[IMPACT_PRICE_MORE] = {SECTION_PRICES, TELLING_WORD, "more"},
	[IMPACT_PRICE_LESS] = {SECTION_PRICES, TELLING_WORD, "less"},
	[IMPACT_ACTION_ALLOWED] = {SECTION_ACTIONS, TELLING_REASON, "allowed"},
	[IMPACT_ACTION_REFUSED] = {SECTION_ACTIONS, TELLING_REASON, "refused"},
	[IMPACT_ACTION_OTHERWISE] = {SECTION_ACTIONS, TELLING_REASON, "refused otherwise"},
	[IMPACT_CHARGE_MORE] = {SECTION_CHARGES, TELLING_WORD, "more"},
	[IMPACT_CHARGE_LESS] = {SECTION_CHARGES, TELLING_WORD, "less"},
	[IMPACT_MESSAGE_ADDED] = {SECTION_DUE, TELLING_ITEM, "message added"},
	[IMPACT_MESSAGE_GONE] = {SECTION_DUE, TELLING_ITEM, "message gone"},
	[IMPACT_MESSAGE_EARLIER] = {SECTION_DUE, TELLING_ITEM, "message earlier"},
	[IMPACT_MESSAGE_LATER] = {SECTION_DUE, TELLING_ITEM, "message later"},
	[IMPACT_TASK_ADDED] = {SECTION_DUE, TELLING_ITEM, "action added"},
	[IMPACT_TASK_GONE] = {SECTION_DUE, TELLING_ITEM, "action gone"},
	[IMPACT_TASK_EARLIER] = {SECTION_DUE, TELLING_ITEM, "action earlier"},
	[IMPACT_TASK_LATER] = {SECTION_DUE, TELLING_ITEM, "action later"},
};

const struct impact_words *impact_words_of(enum impact_kind kind)
{
	return &kinds[kind];
}

const struct impact_section_words *impact_words_section(enum impact_section section)
{
	return &sections[section];
}

static struct str or_none(struct str id)
{
	return id.len > 0 ? id : STR("none");
}

struct str impact_words_change(struct arena *a, const struct impact_line *l)
{
	const char *change = kinds[l->kind].change;

	switch (kinds[l->kind].telling) {
	case TELLING_MOVE:
		return str_format(a, "%.*s -> %.*s", STR_ARG(or_none(l->from)), STR_ARG(or_none(l->to)));
	case TELLING_REASON:
		if (l->from.len > 0)
			return str_format(a, "%s, no longer %.*s", change, STR_ARG(l->from));
		if (l->to.len > 0)
			return str_format(a, "%s, now %.*s", change, STR_ARG(l->to));
		break;
	case TELLING_ITEM:
		return str_format(a, "%s: %.*s", change, STR_ARG(l->from.len > 0 ? l->from : l->to));
	case TELLING_WORD:
		break;
	}
	return str_from(change);
}

struct str impact_words_amount(struct arena *a, const struct impact_line *l)
{
	struct money m = {.minor = l->difference};
	char text[32];

	if (l->most > 0)
		return l->least == l->most
		               ? str_format(a, "%d %s", (int)l->most, l->most == 1 ? "day" : "days")
		               : str_format(a, "%d to %d days", (int)l->least, (int)l->most);
	if (!l->summed)
		return (struct str){0};
	if (l->type != FACT_MONEY)
		return str_format(a, "%+lld", (long long)l->difference);
	memcpy(m.currency, l->currency, sizeof(m.currency));
	return str_format(a, "%s%.*s %s", l->difference > 0 ? "+" : "", STR_ARG(money_format(m, text)),
	                  m.currency);
}

struct str impact_words_examples(struct arena *a, const struct impact_line *l)
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

struct str impact_words_rule(struct arena *a, const struct difference *d)
{
	const char *kind = difference_kind_name(d->kind);

	if (d->owner.len == 0)
		return str_format(a, "%s %.*s", kind, STR_ARG(d->id));
	return str_format(a, "%s %.*s of %.*s", kind, STR_ARG(d->id), STR_ARG(d->owner));
}

bool impact_words_has_rule(const struct impact_line *l, size_t difference)
{
	return l->rules[difference / 64] >> difference % 64 & 1;
}

struct str impact_words_rules(struct arena *a, const struct impact *i, const struct impact_line *l)
{
	struct str told, last = {0};
	struct buf out = {0};
	size_t n = 0;

	for (size_t k = 0; k < i->differences.n; k++) {
		struct str id = i->differences.at[k].id;

		/* what is new is often both a benefit and a grant */
		if (!impact_words_has_rule(l, k) || (n > 0 && str_equal(id, last)))
			continue;
		last = id;
		if (n++ >= RULES_TOLD)
			continue;
		buf_add(&out, n > 1 ? STR(", ") : STR(""));
		buf_add(&out, id);
	}
	if (n > RULES_TOLD)
		buf_add_format(&out, ", %zu more", n - RULES_TOLD);
	told = str_copy(a, buf_str(&out));
	buf_free(&out);
	return told;
}

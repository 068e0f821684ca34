#include "command/outlook/impact_words.h"

#include <string.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/visible.h"

enum { RULES_TOLD = 3 };

static const struct impact_section_words sections[IMPACT_SECTIONS] = {
	[SECTION_TIERS] = {"tiers", "track", WORDING_IMPACT_TIERS, WORDING_IMPACT_TRACK},
	[SECTION_FACTS] = {"facts", "fact", WORDING_IMPACT_FACTS, WORDING_IMPACT_FACT},
	[SECTION_BENEFITS] = {"benefits", "benefit", WORDING_IMPACT_BENEFITS, WORDING_IMPACT_BENEFIT},
	[SECTION_OFFERS] = {"offers", "offer", WORDING_IMPACT_OFFERS, WORDING_IMPACT_OFFER},
	[SECTION_RENEWALS] = {"renewals", "offer", WORDING_IMPACT_RENEWALS, WORDING_IMPACT_OFFER},
	[SECTION_PRICES] = {"prices", "offer", WORDING_IMPACT_PRICES, WORDING_IMPACT_OFFER},
	[SECTION_ACTIONS] = {"actions", "action", WORDING_IMPACT_ACTIONS, WORDING_IMPACT_ACTION},
	[SECTION_CHARGES] = {"charges", "action", WORDING_IMPACT_CHARGES, WORDING_IMPACT_ACTION},
	[SECTION_DUE] = {"due", "offer", WORDING_IMPACT_DUE, WORDING_IMPACT_OFFER},
};

static const struct impact_words kinds[IMPACT_KINDS] = {
	[IMPACT_TIER] = {SECTION_TIERS, TELLING_MOVE, WORDING_IMPACT_MOVED},
	[IMPACT_FACT] = {SECTION_FACTS, TELLING_MOVE, WORDING_IMPACT_MOVED},
	[IMPACT_FACT_GAINED] = {SECTION_FACTS, TELLING_WORD, WORDING_IMPACT_GAINED},
	[IMPACT_FACT_LOST] = {SECTION_FACTS, TELLING_WORD, WORDING_IMPACT_LOST},
	[IMPACT_FACT_MORE] = {SECTION_FACTS, TELLING_WORD, WORDING_IMPACT_MORE},
	[IMPACT_FACT_LESS] = {SECTION_FACTS, TELLING_WORD, WORDING_IMPACT_LESS},
	[IMPACT_BENEFIT_GAINED] = {SECTION_BENEFITS, TELLING_WORD, WORDING_IMPACT_GAINED},
	[IMPACT_BENEFIT_LOST] = {SECTION_BENEFITS, TELLING_WORD, WORDING_IMPACT_LOST},
	[IMPACT_BENEFIT_MORE] = {SECTION_BENEFITS, TELLING_WORD, WORDING_IMPACT_MORE},
	[IMPACT_BENEFIT_LESS] = {SECTION_BENEFITS, TELLING_WORD, WORDING_IMPACT_LESS},
	[IMPACT_BENEFIT_OTHERWISE] = {SECTION_BENEFITS, TELLING_WORD, WORDING_IMPACT_OTHERWISE},
	[IMPACT_OFFER] = {SECTION_OFFERS, TELLING_MOVE, WORDING_IMPACT_MOVED},
	[IMPACT_RENEWAL] = {SECTION_RENEWALS, TELLING_MOVE, WORDING_IMPACT_MOVED},
	[IMPACT_PRICE_MORE] = {SECTION_PRICES, TELLING_WORD, WORDING_IMPACT_MORE},
	[IMPACT_PRICE_LESS] = {SECTION_PRICES, TELLING_WORD, WORDING_IMPACT_LESS},
	[IMPACT_ACTION_ALLOWED] = {SECTION_ACTIONS, TELLING_REASON, WORDING_IMPACT_ALLOWED},
	[IMPACT_ACTION_REFUSED] = {SECTION_ACTIONS, TELLING_REASON, WORDING_IMPACT_REFUSED},
	[IMPACT_ACTION_OTHERWISE] = {SECTION_ACTIONS, TELLING_REASON, WORDING_IMPACT_REFUSED_OTHERWISE},
	[IMPACT_CHARGE_MORE] = {SECTION_CHARGES, TELLING_WORD, WORDING_IMPACT_MORE},
	[IMPACT_CHARGE_LESS] = {SECTION_CHARGES, TELLING_WORD, WORDING_IMPACT_LESS},
	[IMPACT_MESSAGE_ADDED] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_MESSAGE_ADDED},
	[IMPACT_MESSAGE_GONE] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_MESSAGE_GONE},
	[IMPACT_MESSAGE_EARLIER] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_MESSAGE_EARLIER},
	[IMPACT_MESSAGE_LATER] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_MESSAGE_LATER},
	[IMPACT_TASK_ADDED] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_TASK_ADDED},
	[IMPACT_TASK_GONE] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_TASK_GONE},
	[IMPACT_TASK_EARLIER] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_TASK_EARLIER},
	[IMPACT_TASK_LATER] = {SECTION_DUE, TELLING_ITEM, WORDING_IMPACT_TASK_LATER},
};

const struct impact_words *impact_words_of(enum impact_kind kind)
{
	return &kinds[kind];
}

const struct impact_section_words *impact_words_section(enum impact_section section)
{
	return &sections[section];
}

struct str impact_words_subject(const struct speech *s, const struct impact_line *l)
{
	switch (kinds[l->kind].section) {
	case SECTION_TIERS:
		return speech_name(s, "track", l->subject, "");
	case SECTION_BENEFITS:
		return speech_name(s, "benefit", l->subject, "name");
	case SECTION_ACTIONS:
	case SECTION_CHARGES:
		return speech_name(s, "action", l->subject, "name");
	case SECTION_OFFERS:
	case SECTION_RENEWALS:
	case SECTION_PRICES:
	case SECTION_DUE:
		return speech_name(s, "offer", l->subject, "name");
	default:
		return l->subject;
	}
}

struct str impact_words_end(const struct speech *s, const struct impact_line *l, struct str id)
{
	if (id.len == 0)
		return speech_say(s, WORDING_IMPACT_NONE);
	switch (kinds[l->kind].section) {
	case SECTION_TIERS:
		return speech_name(s, "tier", id, "name");
	case SECTION_OFFERS:
		return speech_name(s, "offer_state", id, "");
	case SECTION_RENEWALS:
		return speech_name(s, "state", id, "");
	case SECTION_DUE:
		return speech_name(s, "due", id, "name");
	default:
		return id;
	}
}

struct str impact_words_change(const struct speech *s, const struct impact_line *l)
{
	struct str change = speech_say(s, kinds[l->kind].change);
	const struct value_field move[] = {{STR("from"), value_text(impact_words_end(s, l, l->from))},
	                                   {STR("to"), value_text(impact_words_end(s, l, l->to))}},
				 reason[] = {{STR("change"), value_text(change)},
	                                     {STR("reason"), value_text(l->from.len > 0 ? l->from : l->to)}},
				 item[] = {{STR("change"), value_text(change)},
	                                   {STR("what"), l->from.len > 0 ? move[0].value : move[1].value}};

	switch (kinds[l->kind].telling) {
	case TELLING_MOVE:
		return speech_say_with(s, WORDING_IMPACT_MOVE, move, 2);
	case TELLING_REASON:
		if (l->from.len > 0)
			return speech_say_with(s, WORDING_IMPACT_NO_LONGER, reason, 2);
		if (l->to.len > 0)
			return speech_say_with(s, WORDING_IMPACT_NOW, reason, 2);
		break;
	case TELLING_ITEM:
		return speech_say_with(s, WORDING_IMPACT_ITEM, item, 2);
	case TELLING_WORD:
		break;
	}
	return change;
}

static struct str tell_days(const struct speech *s, const struct impact_line *l)
{
	const struct value_field least = {STR("n"), value_integer(l->least)},
				 range[] = {{STR("least"), value_integer(l->least)},
	                                    {STR("most"), value_integer(l->most)}};

	return l->least == l->most ? speech_say_with(s, WORDING_IMPACT_MOVED_DAYS, &least, 1)
	                           : speech_say_with(s, WORDING_IMPACT_MOVED_RANGE, range, 2);
}

struct str impact_words_amount(const struct speech *s, const struct impact_line *l)
{
	struct money m = {.minor = l->difference};
	char text[32];

	if (l->most > 0)
		return tell_days(s, l);
	if (!l->summed)
		return (struct str){0};
	if (l->type != FACT_MONEY)
		return str_format(s->arena, "%+lld", (long long)l->difference);
	memcpy(m.currency, l->currency, sizeof(m.currency));
	return str_format(s->arena, "%s%.*s %s", l->difference > 0 ? "+" : "", STR_ARG(money_format(m, text)),
	                  m.currency);
}

struct str impact_words_examples(struct arena *a, const struct impact_line *l)
{
	struct buf out = {0};

	for (size_t i = 0; i < l->n_examples; i++) {
		if (i > 0)
			buf_add(&out, STR(", "));
		visible_add(&out, l->examples[i]);
	}
	return buf_keep(&out, a);
}

struct str impact_words_rule(const struct speech *s, const struct difference *d)
{
	struct str rule = str_format(s->arena, "%s %.*s", difference_kind_name(d->kind), STR_ARG(d->id));
	const struct value_field of[] = {{STR("rule"), value_text(rule)},
	                                 {STR("owner"), value_text(d->owner)}};

	return d->owner.len == 0 ? rule : speech_say_with(s, WORDING_IMPACT_RULE_OF, of, 2);
}

bool impact_words_has_rule(const struct impact_line *l, size_t difference)
{
	return l->rules[difference / 64] >> difference % 64 & 1;
}

struct str impact_words_rules(struct arena *a, const struct impact *i, const struct impact_line *l)
{
	struct str last = {0};
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
	return buf_keep(&out, a);
}

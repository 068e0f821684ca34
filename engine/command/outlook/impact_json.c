#include "command/outlook/impact_json.h"

#include <string.h>

#include "base/json.h"
#include "base/money.h"

static void key_text_or_null(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	if (s.len > 0)
		json_text(j, s);
	else
		json_null(j);
}

static void render_difference(struct json *j, const struct impact_line *l)
{
	struct money m = {.minor = l->difference};

	json_key(j, "difference");
	if (l->type != FACT_MONEY) {
		json_integer(j, l->difference);
		return;
	}
	memcpy(m.currency, l->currency, sizeof(m.currency));
	json_open(j, '{');
	json_money(j, m);
	json_close(j, '}');
}

static void render_line(struct json *j, const struct impact *i, const struct impact_line *l)
{
	const struct impact_words *w = impact_words_of(l->kind);

	json_open(j, '{');
	json_pair(j, impact_words_section(w->section)->subject, l->subject);
	if (w->telling != TELLING_MOVE)
		json_pair(j, "change", str_from(wording_words(w->change)));
	switch (w->telling) {
	case TELLING_MOVE:
		key_text_or_null(j, "from", l->from);
		key_text_or_null(j, "to", l->to);
		break;
	case TELLING_REASON:
		key_text_or_null(j, "no_longer", l->from);
		key_text_or_null(j, "now", l->to);
		break;
	case TELLING_ITEM:
		json_pair(j, "id", l->from.len > 0 ? l->from : l->to);
		break;
	case TELLING_WORD:
		break;
	}
	json_count(j, "members", l->members);
	if (l->summed)
		render_difference(j, l);
	if (l->most > 0) {
		json_key(j, "days");
		json_open(j, '{');
		json_count(j, "least", (size_t)l->least);
		json_count(j, "most", (size_t)l->most);
		json_close(j, '}');
	}
	json_key(j, "because");
	json_open(j, '[');
	for (size_t k = 0; k < i->differences.n; k++)
		if (impact_words_has_rule(l, k))
			json_integer(j, (int64_t)k);
	json_close(j, ']');
	json_key(j, "examples");
	json_open(j, '[');
	for (size_t e = 0; e < l->n_examples; e++)
		json_text(j, l->examples[e]);
	json_close(j, ']');
	json_close(j, '}');
}

static void key_place(struct json *j, struct arena *a, const char *key, struct position p)
{
	key_text_or_null(j, key, source_place(a, p));
}

/* What the lines' "because" counts, from 0. */
static void render_rules(struct json *j, const struct impact *i)
{
	json_key(j, "differences");
	json_open(j, '[');
	for (size_t k = 0; k < i->differences.n; k++) {
		const struct difference *d = &i->differences.at[k];

		json_open(j, '{');
		json_pair(j, "rule", str_from(difference_kind_name(d->kind)));
		if (d->owner.len > 0)
			json_pair(j, "owner", d->owner);
		json_pair(j, "id", d->id);
		key_place(j, i->arena, "before", d->before);
		key_place(j, i->arena, "after", d->after);
		json_count(j, "members", i->touched[k]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void impact_json_render(struct buf *out, const struct impact *i, const struct impact_run *run)
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
	json_pair(&j, "policy", str_from(hash_hex(i->before->hash, hash)));
	json_pair(&j, "rules", str_from(hash_hex(i->after->hash, hash)));
	json_count(&j, "members", i->members);
	json_count(&j, "changed", i->changed);
	json_count(&j, "undecided", run->undecided);
	render_rules(&j, i);
	for (enum impact_section s = 0; s < IMPACT_SECTIONS; s++) {
		json_key(&j, impact_words_section(s)->key);
		json_open(&j, '[');
		while (at < i->n_lines && impact_words_of(lines[at]->kind)->section == s)
			render_line(&j, i, lines[at++]);
		json_close(&j, ']');
	}
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

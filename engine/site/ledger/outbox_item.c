#include "site/ledger/outbox_item.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"

static const char *const states[OUTBOX_STATES] = {
	[OUTBOX_ANNOUNCED] = "announced", [OUTBOX_PENDING] = "pending", [OUTBOX_TAKING] = "taken",
	[OUTBOX_TAKEN] = "taken",         [OUTBOX_DONE] = "done",       [OUTBOX_FAILED] = "failed",
};

const char *outbox_item_state(enum outbox_state state)
{
	return states[state];
}

bool outbox_item_form(const char *path, const char *word, enum outbox_form *form)
{
	bool csv = word ? strcmp(word, "csv") == 0 : path && str_ends(str_from(path), STR(".csv"));

	*form = csv ? OUTBOX_CSV : OUTBOX_JSONL;
	return !word || csv || strcmp(word, "jsonl") == 0;
}

void outbox_item_head(struct buf *out, enum outbox_form form, bool with_state)
{
	if (form == OUTBOX_CSV)
		buf_add_format(out, "key,kind,id,member,language,offer,day,as_of,message,arguments%s\r\n",
		               with_state ? ",state,reason" : "");
}

/* RFC 4180. */
static void add_cell(struct buf *out, struct str s)
{
	bool plain = true;

	for (size_t i = 0; i < s.len; i++)
		plain &= !strchr(",\"\r\n", s.at[i]);
	if (plain) {
		buf_add(out, s);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, s.at[i]);
	}
	buf_add_char(out, '"');
}

enum { COLUMNS = 10 };

static void render_csv(struct buf *out, const struct outbox_item *o, bool with_state)
{
	char day[11], as_of[11];
	struct str cells[COLUMNS + 2] = {
		o->key,
		o->kind,
		o->id,
		o->member,
		o->language,
		o->offer,
		str_from(date_format(o->day, day)),
		str_from(date_format(o->as_of, as_of)),
		o->message,
		o->arguments,
		str_from(states[o->state]),
		o->reason,
	};

	for (size_t i = 0; i < COLUMNS + (with_state ? 2 : 0); i++) {
		if (i > 0)
			buf_add_char(out, ',');
		add_cell(out, cells[i]);
	}
	buf_add_z(out, "\r\n");
}

static void render_json(struct buf *out, const struct outbox_item *o, bool with_state)
{
	struct json j = {.out = out};

	json_open(&j, '{');
	json_pair(&j, "key", o->key);
	json_pair(&j, "kind", o->kind);
	json_pair(&j, "id", o->id);
	json_pair(&j, "member", o->member);
	json_pair(&j, "language", o->language);
	json_pair(&j, "offer", o->offer);
	json_key(&j, "day");
	json_date(&j, o->day);
	json_key(&j, "as_of");
	json_date(&j, o->as_of);
	json_pair(&j, "message", o->message);
	json_key(&j, "arguments");
	buf_add(out, o->arguments);
	j.comma = true;
	if (with_state)
		json_pair(&j, "state", str_from(states[o->state]));
	if (with_state && o->reason.len > 0)
		json_pair(&j, "reason", o->reason);
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

void outbox_item_render(struct buf *out, const struct outbox_item *item, enum outbox_form form,
                        bool with_state)
{
	if (form == OUTBOX_CSV)
		render_csv(out, item, with_state);
	else
		render_json(out, item, with_state);
}

#include "text/template/template_number.h"

#include "base/date.h"
#include "text/words/locale.h"

/* ICU's own words may hold an apostrophe or the like. */
static void escape_from(struct buf *out, size_t from, enum place place)
{
	struct buf copy = {0};

	if (!escape_is_needed((struct str){out->at + from, out->len - from}, place))
		return;
	buf_add(&copy, (struct str){out->at + from, out->len - from});
	out->len = from;
	escape_add_words(out, buf_str(&copy), place);
	buf_free(&copy);
}

/* No value is so small that it would wrap. */
int64_t template_number_less(int64_t n, int64_t offset)
{
	return n < INT64_MIN + offset ? INT64_MIN : n - offset;
}

static bool is_for_people(enum place place)
{
	return place == PLACE_TEXT || place == PLACE_PROSE || place == PLACE_PLAIN;
}

static void add_for_people(struct buf *out, struct locale *l, const struct value *v, const struct op *op,
                           enum place place)
{
	size_t from = out->len;
	enum date_style style = op->small >= FORMAT_DATE ? (enum date_style)(op->small - FORMAT_DATE)
	                                                 : DATE_LONG;

	if (v->kind == VALUE_DATE)
		locale_add_date(l, out, v->day, style);
	else if (v->kind == VALUE_MONEY)
		locale_add_money(l, out, v->money);
	else if (op->small == FORMAT_PERCENT)
		locale_add_percent(l, out, v->integer);
	else
		locale_add_integer(l, out, template_number_less(v->integer, op->jump));
	escape_from(out, from, place);
}

static void add_for_machines(struct buf *out, const struct value *v, const struct op *op)
{
	char room[32];

	if (v->kind == VALUE_DATE)
		buf_add_z(out, date_format(v->day, room));
	else if (v->kind == VALUE_MONEY)
		buf_add(out, money_format(v->money, room));
	else
		buf_add_integer(out, template_number_less(v->integer, op->jump));
}

void template_number_add(struct buf *out, struct locale *l, const struct value *v, const struct op *op,
                         enum place place)
{
	if (is_for_people(place))
		add_for_people(out, l, v, op, place);
	else
		add_for_machines(out, v, op);
}

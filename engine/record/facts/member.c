#include "record/facts/member.h"

#include <endian.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum { QUOTED = 40, LISTED = 12 }; /* code points of a value, values of an enum that a message repeats */

const struct fact *member_row(const struct schema *s, const struct member *m, size_t collection, size_t row,
                              size_t field)
{
	return &m->rows[collection].facts[row * s->collections[collection].n_fields + field];
}

/* "is no date: 'the value'" and what else there is to say. */
static const char *refuse(struct arena *a, const char *why, struct str value, struct str more)
{
	size_t end = 0;

	for (size_t n = 0; end < value.len && n < QUOTED; n++)
		utf8_next(value, &end);
	why = str_format(a, "%s: '%.*s%s'", why, (int)end, value.at, end < value.len ? "…" : "").at;
	return str_format(a, "%s%.*s", why, STR_ARG(more)).at;
}

static const char *print(struct arena *a, const struct field *f, int64_t n)
{
	return str_z(a, member_format_fact(a, f, &(struct fact){.known = true, .number = n}));
}

static const char *check_range(struct arena *a, const struct field *f, int64_t n)
{
	bool low = f->has_min && n < f->min;
	const char *limit = low ? "at least" : "at most";

	if (!low && !(f->has_max && n > f->max))
		return NULL;
	return str_format(a, "is %s; %s %s", print(a, f, n), limit, print(a, f, low ? f->min : f->max)).at;
}

const char *member_check_number(struct arena *a, const struct field *f, int64_t n)
{
	if (f->type != FACT_BOOL)
		return check_range(a, f, n);
	if (n == 0 || n == 1)
		return NULL;
	return str_format(a, "is %" PRId64 ", neither yes (1) nor no (0)", n).at;
}

/* Counts the code points, or says what is wrong with one. */
static const char *check_points(struct arena *a, struct str text, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < text.len; ++*n) {
		size_t from = i;
		int32_t c;

		/* Most of what there is, and this is most of the time that reading takes. */
		if (text.at[i] >= 0x20 && text.at[i] < 0x7F) {
			i++;
			continue;
		}
		c = utf8_next(text, &i);
		if (c < 0)
			return str_format(a, "is not valid UTF-8: byte 0x%02X", text.at[from] & 0xFF).at;
		if (utf8_is_control(c) || c == '\r')
			return str_format(a, "holds a control character (U+%04X)", (unsigned)c).at;
	}
	return NULL;
}

static struct str with_line_feeds(struct arena *a, struct str text)
{
	struct str out = {arena_alloc(a, text.len), 0};

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r' || i + 1 == text.len || text.at[i + 1] != '\n')
			((char *)out.at)[out.len++] = text.at[i];
	return out;
}

static const char *parse_text(struct arena *a, const struct field *f, struct str text, struct fact *out)
{
	int64_t max = f->has_max ? f->max : SCHEMA_TEXT_LIMIT;
	const char *why;
	size_t n;

	if (text.len && memchr(text.at, '\r', text.len))
		text = with_line_feeds(a, text);
	why = check_points(a, text, &n);
	if (why)
		return why;
	if ((int64_t)n > max)
		return str_format(a, "is too long: %zu characters, at most %" PRId64, n, max).at;
	if (n && f->has_min && (int64_t)n < f->min)
		return str_format(a, "is too short: at least %" PRId64 " characters", f->min).at;
	out->text = str_copy(a, text);
	out->known = n > 0;
	return NULL;
}

static const char *parse_enum(struct arena *a, const struct field *f, struct str text, struct fact *out)
{
	struct str nearest;
	struct buf more = {0};
	const char *why;

	for (size_t i = 0; i < f->n_values; i++) {
		if (str_equal(f->values[i], text)) {
			out->known = true;
			out->number = (int64_t)i;
			return NULL;
		}
	}
	nearest = nearest_name(text, f->values, f->n_values);
	if (nearest.len) {
		buf_add_format(&more, "; did you mean '%.*s'?", STR_ARG(nearest));
	} else {
		for (size_t i = 0; i < f->n_values && i < LISTED; i++)
			buf_add_format(&more, "%s%.*s", i ? ", " : " (", STR_ARG(f->values[i]));
		buf_add_z(&more, f->n_values > LISTED ? ", …)" : ")");
	}
	why = refuse(a, "is none of its values", text, buf_str(&more));
	buf_free(&more);
	return why;
}

static bool parse_bool(struct str text, int64_t *out)
{
	static const char *const words[] = {"no", "yes", "false", "true", "0", "1"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_is_alike(text, str_from(words[i]))) {
			*out = i % 2;
			return true;
		}
	}
	return false;
}

static const char *parse_number(struct arena *a, const struct field *f, struct str text, int64_t *out)
{
	const char *form = money_digits(str_from(f->currency)) ? "12.50" : "12";
	struct money money;
	int32_t day;

	switch (f->type) {
	case FACT_BOOL:
		return parse_bool(text, out) ? NULL : refuse(a, "is neither yes nor no", text, STR(""));
	case FACT_DATE:
		if (!date_parse(text, &day))
			return refuse(a, "is no date", text, STR(" (a day that exists, as YYYY-MM-DD)"));
		*out = day;
		break;
	case FACT_MONEY:
		if (!money_parse(text, str_from(f->currency), &money))
			return refuse(a, "is no amount", text,
			              str_format(a, " (in %s, as %s)", f->currency, form));
		*out = money.minor;
		break;
	default:
		if (!str_integer(text, out))
			return refuse(a, "is no whole number", text, STR(""));
	}
	return check_range(a, f, *out);
}

const char *member_parse_fact(struct arena *a, const struct field *f, struct str text, struct fact *out)
{
	const char *why;

	*out = (struct fact){0};
	if (!text.len)
		return NULL;
	if (f->type == FACT_TEXT)
		return parse_text(a, f, text, out);
	if (f->type == FACT_ENUM)
		return parse_enum(a, f, text, out);
	why = parse_number(a, f, text, &out->number);
	out->known = !why;
	return why;
}

const char *member_check_id(struct arena *a, struct str id)
{
	for (size_t i = 0; i < id.len;) {
		int32_t c = utf8_next(id, &i);

		/* Joiners shape scripts and emoji, in a name; an id is told apart by eye. */
		if (c == 0x200C || c == 0x200D || utf8_is_hidden(c))
			return str_format(a, "holds a character that is not seen (U+%04X)", (unsigned)c).at;
	}
	if (!id.len)
		return "is empty";
	return *id.at == ' ' || id.at[id.len - 1] == ' ' ? "begins or ends with a space" : NULL;
}

struct str member_format_fact(struct arena *a, const struct field *f, const struct fact *fact)
{
	char date[11], amount[32];
	struct money money = {.minor = fact->number};

	if (!fact->known)
		return (struct str){0};
	switch (f->type) {
	case FACT_TEXT:
		return fact->text;
	case FACT_ENUM:
		return f->values[fact->number];
	case FACT_BOOL:
		return fact->number ? STR("yes") : STR("no");
	case FACT_DATE:
		return str_copy(a, str_from(date_format((int32_t)fact->number, date)));
	case FACT_MONEY:
		memcpy(money.currency, f->currency, sizeof(money.currency));
		return str_copy(a, money_format(money, amount));
	case FACT_INTEGER:
		break;
	}
	return str_format(a, "%" PRId64, fact->number);
}

/* Nine bytes a number, and a text's after its length: no two members are spelt alike. */
static void spell_number(struct buf *out, bool known, uint64_t n)
{
	uint64_t little = htole64(n);
	char *to = buf_reserve(out, 9);

	to[0] = known;
	memcpy(to + 1, &little, sizeof(little));
	out->len += 9;
}

static void spell_fact(struct buf *out, const struct field *f, const struct fact *fact)
{
	bool text = f->type == FACT_TEXT && fact->known;

	spell_number(out, fact->known, !fact->known ? 0 : text ? fact->text.len : (uint64_t)fact->number);
	if (text)
		buf_add(out, fact->text);
}

static void spell_facts(struct buf *out, const struct field *fields, size_t n, const struct fact *facts)
{
	for (size_t i = 0; i < n; i++)
		spell_fact(out, &fields[i], &facts[i]);
}

static int compare_facts(const struct field *f, const struct fact *a, const struct fact *b)
{
	if (f->type == FACT_TEXT)
		return str_compare(a->text, b->text);
	if (f->type == FACT_ENUM && a->number != b->number)
		return str_compare(f->values[a->number], f->values[b->number]);
	return (a->number > b->number) - (a->number < b->number);
}

int member_compare_keys(const struct collection *c, const struct fact *a, const struct fact *b)
{
	int order = 0;

	for (size_t i = 0; i < c->n_key && order == 0; i++)
		order = compare_facts(&c->fields[c->key[i]], &a[c->key[i]], &b[c->key[i]]);
	return order;
}

struct hash member_hash(const struct schema *s, const struct member *m)
{
	struct buf out = {0};
	struct hash hash;

	buf_reserve(&out, 1024);
	spell_facts(&out, s->fields, s->n_fields, m->facts);
	for (size_t c = 0; c < s->n_collections; c++) {
		size_t n = s->collections[c].n_fields;

		spell_number(&out, true, m->rows[c].n);
		for (size_t r = 0; r < m->rows[c].n; r++)
			spell_facts(&out, s->collections[c].fields, n, &m->rows[c].facts[r * n]);
	}
	hash = hash_of(buf_str(&out));
	buf_free(&out);
	return hash;
}

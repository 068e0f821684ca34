#include "record/facts/schema.h"

#include "base/ascii.h"
#include "base/buf.h"

bool schema_name_is_fit(struct str name)
{
	if (!name.len || name.len > 63 || !ascii_is_small(*name.at))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_small(name.at[i]) && !ascii_is_digit(name.at[i]) && name.at[i] != '_')
			return false;
	return !str_is(name, "member") && !str_starts(name, STR("sqlite_")) &&
	       !str_starts(name, STR("tierbook_"));
}

const struct field *schema_field(const struct field *fields, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(fields[i].name, name))
			return &fields[i];
	return NULL;
}

const struct collection *schema_collection(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->n_collections; i++)
		if (str_equal(s->collections[i].name, name))
			return &s->collections[i];
	return NULL;
}

bool schema_is_key(const struct collection *c, size_t field)
{
	for (size_t i = 0; i < c->n_key; i++)
		if (c->key[i] == field)
			return true;
	return false;
}

const char *schema_type_name(enum fact_type t)
{
	static const char *const names[] = {
		[FACT_TEXT] = "text", [FACT_INTEGER] = "integer", [FACT_BOOL] = "yes or no",
		[FACT_DATE] = "date", [FACT_MONEY] = "money",     [FACT_ENUM] = "one of",
	};

	return names[t];
}

/* Every text is preceded by its length, every list by its count, so that no two schemas are spelt alike. */
static void spell_text(struct buf *out, struct str s)
{
	buf_add_integer(out, (int64_t)s.len);
	buf_add_char(out, ':');
	buf_add(out, s);
}

static void spell_fields(struct buf *out, const struct field *fields, size_t n)
{
	buf_add_format(out, "(%zu", n);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];

		spell_text(out, f->name);
		spell_text(out, str_from(schema_type_name(f->type)));
		spell_text(out, f->type == FACT_MONEY ? str_from(f->currency) : STR(""));
		buf_add_format(out, "%d,%d,", f->required, f->has_min);
		buf_add_integer(out, f->has_min ? f->min : 0);
		buf_add_format(out, ",%d,", f->has_max);
		buf_add_integer(out, f->has_max ? f->max : 0);
		buf_add_format(out, "(%zu", f->n_values);
		for (size_t v = 0; v < f->n_values; v++)
			spell_text(out, f->values[v]);
	}
}

struct hash schema_hash(const struct schema *s)
{
	struct buf out = {0};
	struct hash hash;

	spell_fields(&out, s->fields, s->n_fields);
	buf_add_format(&out, "(%zu", s->n_collections);
	for (size_t i = 0; i < s->n_collections; i++) {
		const struct collection *c = &s->collections[i];

		spell_text(&out, c->name);
		spell_fields(&out, c->fields, c->n_fields);
		buf_add_format(&out, "(%zu", c->n_key);
		for (size_t k = 0; k < c->n_key; k++)
			buf_add_format(&out, ",%zu", c->key[k]);
	}
	buf_add_format(&out, "(%zu,%zu", s->name_field, s->language_field);
	hash = hash_of(buf_str(&out));
	buf_free(&out);
	return hash;
}

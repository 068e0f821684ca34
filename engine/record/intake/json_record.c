#include "record/intake/json_record.h"

#include <jansson.h>

#include "base/arena.h"
#include "record/intake/span.h"

/* One object: the member's own facts, or a row's. */
struct object {
	struct intake *in;
	const struct collection *collection; /* NULL: the member */
	const struct field *fields;
	size_t n_fields;
	json_t *json;
	struct str
		text; /* the member's; the row's is looked up (object_at) when something is wrong with it */
	size_t rows_entry, entry;
	struct fact *facts;
	bool *given;
};

static const char *type_of(const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "an array";
	case JSON_STRING:
		return "a text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_TRUE:
	case JSON_FALSE:
		return "true or false";
	default:
		return "null";
	}
}

static struct str text_of(const json_t *json)
{
	return (struct str){json_string_value(json), json_string_length(json)};
}

/* 15 digits say any amount that a double holds exactly as it was written. */
static struct str amount_of(struct arena *a, const json_t *json)
{
	if (json_is_string(json))
		return text_of(json);
	if (json_is_integer(json))
		return str_format(a, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
	return str_format(a, "%.15g", json_real_value(json));
}

static const char *parse_fact(struct arena *a, const struct field *f, const json_t *json, struct fact *out)
{
	static const char *const wanted[] = {
		[FACT_TEXT] = "a text", [FACT_INTEGER] = "a whole number", [FACT_BOOL] = "true or false",
		[FACT_DATE] = "a text", [FACT_MONEY] = "an amount",        [FACT_ENUM] = "a text",
	};
	const char *why;

	*out = (struct fact){0};
	if (json_is_null(json))
		return NULL;
	switch (f->type) {
	case FACT_BOOL:
		if (!json_is_boolean(json))
			break;
		*out = (struct fact){.known = true, .number = json_is_true(json)};
		return NULL;
	case FACT_INTEGER:
		if (!json_is_integer(json))
			break;
		out->number = json_integer_value(json);
		why = member_check_number(a, f, out->number);
		out->known = !why;
		return why;
	case FACT_MONEY:
		if (json_is_string(json) || json_is_number(json))
			return member_parse_fact(a, f, amount_of(a, json), out);
		break;
	default:
		if (!json_is_string(json))
			break;
		if (!json_string_length(json) && f->type != FACT_TEXT)
			return "is empty (null makes it unknown)";
		return member_parse_fact(a, f, text_of(json), out);
	}
	return str_format(a, "is %s, not %s", type_of(json), wanted[f->type]).at;
}

static struct object object_of(struct intake *in, const struct collection *c, json_t *json, struct str text,
                               struct fact *facts)
{
	struct object o = {.in = in, .collection = c, .json = json, .text = text, .facts = facts};

	o.fields = c ? c->fields : in->schema->fields;
	o.n_fields = c ? c->n_fields : in->schema->n_fields;
	o.given = arena_array(in->scratch, o.n_fields, sizeof(*o.given));
	return o;
}

static struct str object_at(const struct object *o)
{
	return o->collection ? span_entry(span_entry(o->text, o->rows_entry), o->entry) : o->text;
}

static void read_fact(struct object *o, const struct field *f, const json_t *json, size_t entry)
{
	struct intake *in = o->in;
	size_t i = (size_t)(f - o->fields);
	const char *why = parse_fact(in->scratch, f, json, &o->facts[i]);

	if (!why && !o->collection && i == 0 && o->facts[0].known)
		why = member_check_id(in->scratch, o->facts[0].text);
	if (why)
		intake_say(in, BAD_FACT, span_entry(object_at(o), entry), str_z(in->scratch, f->name), why);
	o->given[i] = true;
}

static void require_facts(struct object *o)
{
	for (size_t i = 0; i < o->n_fields && !o->in->bad; i++)
		if (o->fields[i].required && !o->facts[i].known)
			intake_say(o->in, MISSING_FACT, object_at(o),
			           str_z(o->in->scratch, o->fields[i].name));
}

static void say_unknown(struct object *o, const char *name, size_t entry)
{
	const struct schema *s = o->in->schema;
	size_t n = 0;
	struct str *names = arena_array(o->in->scratch, o->n_fields + s->n_collections, sizeof(*names));

	for (size_t i = 0; i < o->n_fields; i++)
		names[n++] = o->fields[i].name;
	for (size_t i = 0; !o->collection && i < s->n_collections; i++)
		names[n++] = s->collections[i].name;
	intake_say_unknown(o->in, str_from(name), span_key(object_at(o), entry),
	                   o->collection ? o->collection->name : STR("member"), names, n);
}

static void read_row(struct object *row, const char *key)
{
	const struct collection *c = row->collection;
	size_t entry = 0;
	const char *name;
	json_t *value;

	if (!json_is_object(row->json)) {
		intake_say(row->in, WRONG_SHAPE, object_at(row), "an object, which is a row,");
		return;
	}
	if (key) {
		const char *why = member_parse_fact(row->in->scratch, &c->fields[c->key[0]], str_from(key),
		                                    &row->facts[c->key[0]]);

		if (why)
			intake_say(row->in, BAD_FACT, object_at(row),
			           str_z(row->in->scratch, c->fields[c->key[0]].name), why);
		row->given[c->key[0]] = true;
	}
	json_object_foreach(row->json, name, value)
	{
		const struct field *f = schema_field(c->fields, c->n_fields, str_from(name));

		if (!f)
			say_unknown(row, name, entry);
		else if (row->given[f - c->fields])
			intake_say(row->in, REPEATED_FACT, span_key(object_at(row), entry), name);
		else
			read_fact(row, f, value, entry);
		entry++;
	}
	require_facts(row);
}

static void read_rows(struct object *member, const struct collection *c, json_t *json, size_t entry,
                      struct json_rows *out, struct rows *rows)
{
	struct intake *in = member->in;
	bool keyed = json_is_object(json) && c->n_key == 1;
	size_t n = keyed ? json_object_size(json) : json_array_size(json);
	const char *key = NULL;
	void *next = json_object_iter(json);

	if (json_is_null(json))
		return;
	*out = (struct json_rows){true, entry};
	if ((!keyed && !json_is_array(json)) || n > MEMBER_ROWS_LIMIT) {
		intake_say(in, WRONG_SHAPE, span_entry(member->text, entry),
		           str_format(in->scratch, "an array of at most %d rows", MEMBER_ROWS_LIMIT).at);
		return;
	}
	*rows = (struct rows){arena_array(in->scratch, n * c->n_fields, sizeof(struct fact)), n};
	for (size_t i = 0; i < n; i++) {
		json_t *value = keyed ? json_object_iter_value(next) : json_array_get(json, i);
		struct object row = object_of(in, c, value, member->text, rows->facts + i * c->n_fields);

		row.rows_entry = entry;
		row.entry = i;
		if (keyed) {
			key = json_object_iter_key(next);
			next = json_object_iter_next(json, next);
		}
		read_row(&row, key);
	}
}

static void read_member(struct intake *in, json_t *json, struct json_record *out)
{
	const struct schema *s = in->schema;
	struct object member = object_of(in, NULL, json, out->text, out->member.facts);
	size_t entry = 0;
	const char *name;
	json_t *value;

	out->given = member.given;
	if (!json_is_object(json)) {
		intake_say(in, WRONG_SHAPE, out->text, "an object, which is a member,");
		return;
	}
	json_object_foreach(json, name, value)
	{
		const struct field *f = schema_field(s->fields, s->n_fields, str_from(name));
		const struct collection *c = schema_collection(s, str_from(name));
		size_t i = c ? (size_t)(c - s->collections) : 0;

		if (f)
			read_fact(&member, f, value, entry);
		else if (c)
			read_rows(&member, c, value, entry, &out->rows[i], &out->member.rows[i]);
		else
			say_unknown(&member, name, entry);
		entry++;
	}
	require_facts(&member);
	out->member.id = out->member.facts[0].text;
}

/* The parser's position is where it had read to. */
static void say_syntax(struct intake *in, const json_error_t *error, struct str text)
{
	size_t at = error->position > 0 ? (size_t)error->position - 1 : 0;
	bool nul = json_error_code(error) == json_error_null_character;
	struct str why = nul ? STR("\\u0000 is refused") : str_from(error->text);
	size_t near = str_find(why, STR(" near "), 0);

	at = at < text.len ? at : text.len;
	intake_say(in, BAD_JSON, str_slice(text, at, at < text.len ? at + 1 : at),
	           str_z(in->scratch, str_slice(why, 0, near == SIZE_MAX ? why.len : near)));
}

void json_record_read(struct intake *in, struct str text, struct json_record *out)
{
	const struct schema *s = in->schema;
	json_error_t error;
	json_t *json = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	*out = (struct json_record){
		.text = text,
		.member.facts = arena_array(in->scratch, s->n_fields, sizeof(struct fact)),
		.member.rows = arena_array(in->scratch, s->n_collections, sizeof(struct rows)),
		.rows = arena_array(in->scratch, s->n_collections, sizeof(*out->rows)),
	};
	if (json)
		read_member(in, json, out);
	else
		say_syntax(in, &error, text);
	json_decref(json);
}

struct str json_record_row(const struct json_record *r, size_t collection, size_t row)
{
	return span_entry(span_entry(r->text, r->rows[collection].entry), row);
}

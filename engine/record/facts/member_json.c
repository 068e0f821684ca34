#include "record/facts/member_json.h"

#include "base/json.h"

static void render_fields(struct json *out, struct arena *scratch, const struct field *fields, size_t n,
                          const struct fact *facts)
{
	for (size_t i = 0; i < n; i++) {
		json_key(out, str_z(scratch, fields[i].name));
		if (!facts[i].known)
			json_null(out);
		else if (fields[i].type == FACT_BOOL)
			json_bool(out, facts[i].number);
		else if (fields[i].type == FACT_INTEGER)
			json_integer(out, facts[i].number);
		else
			json_text(out, member_format_fact(scratch, &fields[i], &facts[i]));
	}
}

void member_json_render(struct json *out, struct arena *scratch, const struct schema *s,
                        const struct member *m)
{
	json_open(out, '{');
	render_fields(out, scratch, s->fields, s->n_fields, m->facts);
	for (size_t i = 0; i < s->n_collections; i++) {
		const struct collection *c = &s->collections[i];

		json_key(out, str_z(scratch, c->name));
		json_open(out, '[');
		for (size_t row = 0; row < m->rows[i].n; row++) {
			json_open(out, '{');
			render_fields(out, scratch, c->fields, c->n_fields,
			              &m->rows[i].facts[row * c->n_fields]);
			json_close(out, '}');
		}
		json_close(out, ']');
	}
	json_close(out, '}');
}

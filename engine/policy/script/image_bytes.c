
#include "base/buf.h"
#include "policy/script/image.h"
#include "policy/script/image_model.h"

static void add_value(struct buf *b, const struct image_value *i)
{
	buf_add_integer(b, i->kind);
	buf_add_char(b, ' ');
	switch (i->kind) {
	case IMAGE_NIL:
		break;
	case IMAGE_BOOL:
		buf_add_integer(b, i->yes);
		break;
	case IMAGE_INTEGER:
		buf_add_integer(b, i->integer);
		break;
	case IMAGE_NUMBER:
		buf_add_format(b, "%a", i->number);
		break;
	case IMAGE_TEXT:
	case IMAGE_NAMED:
		buf_add_integer(b, (int64_t)i->text.len);
		buf_add_char(b, ' ');
		buf_add(b, i->text);
		break;
	case IMAGE_OBJECT:
		buf_add_integer(b, i->object);
		break;
	}
	buf_add_char(b, '\n');
}

struct str image_bytes_make(const struct image *m, struct arena *a)
{
	struct buf b = {0};

	for (int i = 0; i < m->n_functions; i++)
		buf_add_format(&b, "function %u\n", m->functions[i]);
	for (size_t i = 0; i < m->n_variables; i++)
		add_value(&b, &m->variables[i].value);
	for (size_t i = 0; i < m->n_objects; i++) {
		const struct object *o = m->objects + i;

		if (o->why)
			continue;
		buf_add_format(&b, "object %d %zu %zu\n", o->kind, o->meaning.len, o->n_entries);
		buf_add(&b, o->meaning);
		for (int k = 0; k < o->n_variables; k++)
			buf_add_format(&b, "variable %u\n", o->variables[k]);
		for (size_t k = 0; k < o->n_entries; k++) {
			add_value(&b, &o->entries[k].key);
			add_value(&b, &o->entries[k].value);
		}
	}
	return buf_keep(&b, a);
}

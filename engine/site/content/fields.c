#include "site/content/fields.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

struct fields fields_open(struct arena *a, size_t room)
{
	return (struct fields){arena_room(a, room, sizeof(struct value_field)), 0, room};
}

void fields_put(struct fields *f, struct str name, struct value v)
{
	assert(f->n < f->room);
	f->at[f->n++] = (struct value_field){name, v};
}

void fields_put_all(struct fields *f, const struct value_field *fields, size_t n)
{
	assert(n <= f->room - f->n);
	if (n > 0)
		memcpy(f->at + f->n, fields, n * sizeof(*fields));
	f->n += n;
}

void fields_put_text(struct fields *f, struct str name, struct str s)
{
	fields_put(f, name, s.len > 0 ? value_text(s) : (struct value){VALUE_NONE});
}

void fields_put_list(struct fields *f, struct str name, struct str has, struct value list)
{
	fields_put(f, name, list);
	fields_put(f, has, value_bool(list.list.n > 0));
}

struct value fields_done(const struct fields *f)
{
	return value_record(f->at, f->n);
}

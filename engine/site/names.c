#include "site/names.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

/* Records in reach of a name: the root, and what sections may step into. */
struct scopes {
	struct arena *arena;
	const struct value **records;
	size_t n, room;
};

static void collect(struct scopes *s, const struct value *v)
{
	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->list.n; i++)
			collect(s, &v->list.items[i]);
	if (v->kind != VALUE_RECORD)
		return;
	if (s->n == s->room) {
		const struct value **more = arena_array(s->arena, s->room ? s->room * 2 : 64, sizeof(*more));

		if (s->n > 0)
			memcpy(more, s->records, s->n * sizeof(*more));
		s->records = more;
		s->room = s->room ? s->room * 2 : 64;
	}
	s->records[s->n++] = v;
	for (size_t i = 0; i < v->record.n; i++)
		collect(s, &v->record.fields[i].value);
}

/* Follows a dotted name from one record: how many of its parts are found. */
static size_t follow(const struct value *record, struct str path, const struct value **last,
                     struct str *missing)
{
	struct str rest = path, part;
	size_t found = 0;

	*last = record;
	while (str_cut(&rest, '.', &part)) {
		const struct value *next = (*last)->kind == VALUE_RECORD ? value_get(*last, part) : NULL;

		*missing = part;
		if (!next)
			return found;
		*last = next;
		found++;
	}
	*missing = (struct str){0};
	return found;
}

static void check_name(struct diagnostics *d, const struct scopes *s, const struct template_name *name)
{
	const struct value *deepest = s->records[0];
	struct str missing = name->path;
	size_t most = 0, total = 0;

	if (str_is(name->path, "."))
		return;
	for (size_t i = 0; i < s->n; i++) {
		const struct value *last;
		struct str rest;
		size_t found = follow(s->records[i], name->path, &last, &rest);

		if (rest.len == 0)
			return;
		if (found > most) {
			most = found;
			deepest = last;
			missing = rest;
		}
	}
	diag_add(d, UNKNOWN_SLOT, name->position, str_z(s->arena, name->path));
	if (deepest->kind == VALUE_RECORD)
		total = deepest->record.n;
	struct str *names = arena_array(s->arena, total + 1, sizeof(*names));
	for (size_t i = 0; i < total; i++)
		names[i] = deepest->record.fields[i].name;
	diag_suggest(d, missing, names, total);
}

void names_check(struct diagnostics *d, struct arena *a, const struct template *t, const struct value *root)
{
	struct scopes s = {.arena = a};
	const struct template_name *names;
	size_t n = template_names(t, &names);

	collect(&s, root);
	assert(s.n > 0); /* the root is a record */
	for (size_t i = 0; i < n; i++)
		check_name(d, &s, &names[i]);
}

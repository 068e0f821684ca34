#include "policy/script/lost.h"

#include "base/arena.h"
#include "policy/script/lexer.h"

void lost_add(const struct lost **l, struct arena *a, struct position p)
{
	struct lost *added = arena_alloc(a, sizeof(*added));

	*added = (struct lost){p, *l};
	*l = added;
}

static bool is_mark(struct str text, size_t i)
{
	return text.at[i] == '"' || text.at[i] == '\'';
}

/* One of the marks may be what is missing. */
static bool is_quoted(struct str text, size_t from, size_t to)
{
	return from > 0 && to < text.len && (is_mark(text, from - 1) || is_mark(text, to)) &&
	       !lexer_is_of_name(text.at[from - 1]) && !lexer_is_of_name(text.at[to]);
}

static bool is_quoted_in(struct position p, struct str name)
{
	struct str text = str_slice(p.source->text, p.offset, p.offset + p.length);

	for (size_t i = 0; (i = str_find(text, name, i)) != SIZE_MAX; i++)
		if (is_quoted(text, i, i + name.len))
			return true;
	return false;
}

bool lost_may_declare(const struct lost *l, struct str name)
{
	while (l && l->position.source && !is_quoted_in(l->position, name))
		l = l->next;
	return l;
}

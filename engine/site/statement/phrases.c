#include "site/statement/phrases.h"

#include <stdint.h>

#include "base/arena.h"
#include "site/content/figures.h"

enum { SLOTS = 2048, ROOM = SLOTS / 2 };

struct phrase {
	const char *kind, *part; /* NULL: a help address */
	struct str of;           /* of.at NULL: the slot is free */
	struct value value;
};

struct phrases {
	struct arena *arena;
	struct str help_root;
	struct phrase slots[SLOTS];
	size_t n;
};

struct phrases *phrases_open(struct arena *a, struct str help_root)
{
	struct phrases *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->help_root = help_root;
	return p;
}

/* Its slot, or the free one where it would go. */
static struct phrase *slot_of(struct phrases *p, const struct phrase *wanted)
{
	uint64_t mixed = ((uint64_t)(uintptr_t)wanted->of.at ^ (uint64_t)(uintptr_t)wanted->kind << 20) *
	                 0x9E3779B97F4A7C15;

	for (size_t i = mixed >> 53;; i++) {
		struct phrase *s = &p->slots[i % SLOTS];

		if (!s->of.at || (s->of.at == wanted->of.at && s->of.len == wanted->of.len &&
		                  s->kind == wanted->kind && s->part == wanted->part))
			return s;
	}
}

static struct value make(const struct phrases *p, struct arena *a, const struct phrase *f)
{
	size_t hash = f->kind ? 0 : str_find(f->of, STR("#"), 0);
	size_t end = hash < f->of.len ? hash : f->of.len;

	if (f->kind)
		return figures_message(a, f->kind, f->of, f->part);
	const struct str parts[] = {p->help_root, str_slice(f->of, 0, end), STR(".html"),
	                            str_slice(f->of, end, f->of.len)};
	return value_text(str_join(a, parts, 4));
}

static struct value find(struct phrases *p, struct arena *scratch, struct phrase wanted)
{
	struct phrase *slot = slot_of(p, &wanted);

	if (slot->of.at)
		return slot->value;
	if (p->n == ROOM)
		return make(p, scratch, &wanted);
	wanted.value = make(p, p->arena, &wanted);
	*slot = wanted;
	p->n++;
	return slot->value;
}

struct value phrases_name(struct phrases *p, struct arena *scratch, const char *kind, struct str id,
                          const char *part)
{
	return find(p, scratch, (struct phrase){kind, part, id, {VALUE_NONE}});
}

struct value phrases_help(struct phrases *p, struct arena *scratch, struct str help)
{
	if (help.len == 0 || p->help_root.len == 0)
		return (struct value){VALUE_NONE};
	return find(p, scratch, (struct phrase){NULL, NULL, help, {VALUE_NONE}});
}

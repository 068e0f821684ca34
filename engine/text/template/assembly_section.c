#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/template/assembly.h"

static void pause_markup(struct assembly *p, struct position where)
{
	if (p->plain)
		return;
	markup_pause(&p->markup);
	p->paused = where;
	assembly_check_tag(p);
}

void assembly_section_begin(struct assembly *p, struct str name, struct position where, bool inverted)
{
	struct op op = {.kind = inverted ? OP_INVERTED : OP_SECTION};

	if (p->n_open == ASSEMBLY_DEPTH) {
		diag_add(p->d, TEMPLATE_TOO_DEEP, where, "sections");
		p->too_deep = true;
		return;
	}
	pause_markup(p, where);
	assembly_begin_values(p);
	assembly_set_name(p, &op, name, where);
	/* most programs have no sections */
	if (!p->open)
		p->open = arena_array(p->arena, ASSEMBLY_DEPTH, sizeof(*p->open));
	p->open[p->n_open++] = (struct assembly_section){
		.name = name,
		.position = where,
		.op = assembly_add_op(p, op),
		.index = p->names.len / sizeof(struct template_name),
		.before = p->markup,
	};
	if (p->depth < p->n_open)
		p->depth = p->n_open;
}

/* The innermost open section of this name, plus 1; 0: none. */
static size_t find_open(const struct assembly *p, struct str name, size_t floor)
{
	for (size_t i = p->n_open; i > floor; i--)
		if (str_equal(p->open[i - 1].name, name))
			return i;
	return 0;
}

static void say_not_open(struct assembly *p, struct str name, struct position where, size_t floor)
{
	struct str names[ASSEMBLY_DEPTH];

	if (p->too_deep)
		return;
	diag_add(p->d, SECTION_NOT_OPEN, where, str_z(p->arena, name));
	for (size_t i = floor; i < p->n_open; i++)
		names[i - floor] = p->open[i].name;
	diag_suggest(p->d, name, names, p->n_open - floor);
}

static void say_crossed(struct assembly *p, struct str name, struct position where)
{
	const struct assembly_section *inner = &p->open[p->n_open - 1];
	char line[16];

	snprintf(line, sizeof(line), "%" PRIu32, source_line(inner->position.source, inner->position.offset));
	diag_add(p->d, SECTION_CROSSED, where, str_z(p->arena, name), str_z(p->arena, inner->name), line);
}

void assembly_section_end(struct assembly *p, struct str name, struct position where, size_t floor)
{
	size_t i = find_open(p, name, floor);
	struct assembly_section *s;
	bool inverted;
	uint32_t end;

	if (!i) {
		say_not_open(p, name, where, floor);
		return;
	}
	s = &p->open[i - 1];
	if (i < p->n_open)
		say_crossed(p, name, where);
	inverted = assembly_op(p, s->op)->kind == OP_INVERTED;
	end = assembly_add_op(p, (struct op){.kind = OP_END, .small = inverted, .jump = s->op});
	assembly_op(p, s->op)->jump = end;
	pause_markup(p, where);
	if (!p->plain && !markup_merge(&p->markup, &s->before)) {
		const char *from = markup_place_name(&s->before), *to = markup_place_name(&p->markup);

		diag_add(p->d, SECTION_PLACE, where, str_z(p->arena, name), from,
		         strcmp(from, to) ? to : "another");
		p->markup = s->before;
		p->url_at = p->text.len;
	}
	memmove(s, s + 1, (p->n_open - i) * sizeof(*s));
	p->n_open--;
}

void assembly_section_end_all(struct assembly *p, size_t floor)
{
	for (; p->n_open > floor; p->n_open--)
		diag_add(p->d, SECTION_UNCLOSED, p->open[p->n_open - 1].position,
		         str_z(p->arena, p->open[p->n_open - 1].name));
}

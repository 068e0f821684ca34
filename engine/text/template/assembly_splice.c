#include "base/arena.h"
#include "base/diag.h"
#include "text/template/assembly.h"

static bool has_jump(enum op_kind kind)
{
	switch (kind) {
	case OP_SECTION:
	case OP_INVERTED:
	case OP_END:
	case OP_PLURAL:
	case OP_SELECT:
	case OP_CASE:
	case OP_HELD:
	case OP_AGAIN:
		return true;
	default:
		return false;
	}
}

static bool has_name(enum op_kind kind)
{
	return kind == OP_SLOT || kind == OP_SECTION || kind == OP_INVERTED || kind == OP_PLURAL ||
	       kind == OP_SELECT;
}

static bool has_text(const struct op *op)
{
	return op->kind == OP_TEXT || op->kind == OP_ANCHOR || op->kind == OP_AGAIN ||
	       (op->kind == OP_CASE && !op->small);
}

static bool is_counted(const struct template *t, const struct op *op, struct str argument)
{
	return argument.len && op->kind == OP_SLOT && op->n == 1 && str_equal(t->parts[op->at], argument);
}

static void copy_ops(struct assembly *p, const struct template *t, enum place place, struct str counted)
{
	uint32_t *moved = arena_array(p->arena, t->n_ops, sizeof(*moved)); /* the new index of each op */
	uint32_t first = assembly_n_ops(p), parts = assembly_n_parts(p);
	uint8_t views = p->views;

	for (size_t i = 0; i < t->n_ops; i++) {
		struct op op = t->ops[i];
		struct str text = has_text(&op) ? str_slice(t->text, op.at, op.at + op.n) : (struct str){0};

		assembly_set_views(p, views & op.views);
		if (op.kind == OP_TEXT) {
			if (t->plain)
				assembly_add_words(p, text);
			else
				assembly_add_tags(p, text);
			continue;
		}
		if (t->plain)
			op.place = (uint8_t)place;
		if (has_name(op.kind))
			op.at += parts;
		if (has_text(&op))
			assembly_set_word(p, &op, text);
		if (is_counted(t, &t->ops[i], counted))
			op = (struct op){.kind = OP_COUNT, .place = (uint8_t)place};
		moved[i] = assembly_add_op(p, op);
	}
	assembly_set_views(p, views);
	for (uint32_t i = first; i < assembly_n_ops(p); i++)
		if (has_jump(assembly_op(p, i)->kind))
			assembly_op(p, i)->jump = moved[assembly_op(p, i)->jump];
}

static void copy_names(struct assembly *p, const struct template *t, struct position where,
                       struct str counted)
{
	size_t before = assembly_n_names(p), within = p->n_open ? p->open[p->n_open - 1].index : 0;

	buf_add(&p->parts, (struct str){(const char *)t->parts, t->n_parts * sizeof(*t->parts)});
	for (size_t i = 0; i < t->n_names; i++) {
		struct template_name name = t->names[i];

		name.within = name.within ? name.within + before : within;
		/* whoever passes an argument is told where the sentence is used, not where it is written */
		if (t->plain)
			name.position = where;
		if (!counted.len || !str_equal(name.path, counted))
			buf_add(&p->names, (struct str){(const char *)&name, sizeof(name)});
	}
}

static void splice(struct assembly *p, const struct template *t, struct position where, struct str counted)
{
	enum place place;

	if (!assembly_place(p, where, &place))
		return;
	if (p->n_open + t->depth > ASSEMBLY_DEPTH) {
		diag_add(p->d, TEMPLATE_TOO_DEEP, where, "sections");
		return;
	}
	if (p->depth < p->n_open + t->depth)
		p->depth = p->n_open + t->depth;
	assembly_begin_values(p);
	copy_ops(p, t, place, counted);
	copy_names(p, t, where, counted);
}

/* Whether a body may stand here; otherwise said. */
static bool body_fits(struct assembly *p, struct position where)
{
	if (!p->plain && p->markup.state == MARKUP_TEXT)
		return true;
	diag_add(p->d, BODY_PLACE, where, markup_place_name(&p->markup));
	return false;
}

void assembly_splice_body(struct assembly *p, struct position where)
{
	if (body_fits(p, where))
		assembly_add_op(p, (struct op){.kind = OP_BODY});
}

void assembly_splice(struct assembly *p, const struct template *t, struct position where)
{
	if (!t->plain && !body_fits(p, where))
		return;
	if (assembly_may_grow(p))
		splice(p, t, where, (struct str){0});
}

void assembly_splice_counted(struct assembly *p, const struct template *t, struct str argument)
{
	splice(p, t, POSITION_NONE, argument);
}

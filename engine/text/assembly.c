#include "text/assembly.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "text/document_html.h"
#include <assert.h>

enum { TEXT_LIMIT = 16 << 20, SPLICE_LIMIT = 10000 };

static void push(struct buf *array, const void *element, size_t size)
{
	buf_add(array, (struct str){element, size});
}

uint32_t assembly_n_ops(const struct assembly *p)
{
	return (uint32_t)(p->ops.len / sizeof(struct op));
}

struct op *assembly_op(struct assembly *p, uint32_t index)
{
	assert(index < assembly_n_ops(p));
	return (struct op *)p->ops.at + index;
}

static size_t n_names(const struct assembly *p)
{
	return p->names.len / sizeof(struct template_name);
}

static uint32_t n_parts(const struct assembly *p)
{
	return (uint32_t)(p->parts.len / sizeof(struct str));
}

void assembly_open(struct assembly *p, struct diagnostics *d, struct arena *a, bool plain)
{
	*p = (struct assembly){.d = d, .arena = a, .plain = plain, .errors = d ? diag_errors(d) : 0};
}

uint32_t assembly_add_op(struct assembly *p, struct op op)
{
	push(&p->ops, &op, sizeof(op));
	return assembly_n_ops(p) - 1;
}

/* The last op, if it is a text that ends where the next one would begin. */
static struct op *open_text(struct assembly *p)
{
	struct op *last = assembly_n_ops(p) ? assembly_op(p, assembly_n_ops(p) - 1) : NULL;

	return last && last->kind == OP_TEXT && (size_t)last->at + last->n == p->text.len ? last : NULL;
}

static void note_text(struct assembly *p, size_t from)
{
	struct op *last;
	size_t grown = p->text.len - from;

	if (!grown)
		return;
	p->text.len = from;
	last = open_text(p);
	p->text.len = from + grown;
	if (last)
		last->n += (uint32_t)grown;
	else
		assembly_add_op(p, (struct op){.kind = OP_TEXT, .at = (uint32_t)from, .n = (uint32_t)grown});
}

/* What goes beyond the limit is dropped; assembly_close says so. */
static void add_text(struct assembly *p, struct str bytes)
{
	size_t from = p->text.len;

	p->too_large |= from + bytes.len > TEXT_LIMIT;
	if (p->too_large)
		return;
	buf_add(&p->text, bytes);
	note_text(p, from);
}

/* Puts OP_URL where the address began, if it stands there not yet. */
void assembly_begin_values(struct assembly *p)
{
	struct op *text;
	size_t rest;

	if (p->url_open || p->plain || !markup_in_url(&p->markup))
		return;
	p->url_open = true;
	rest = p->text.len - p->url_at;
	text = open_text(p);
	if (rest && text->n == rest) {
		text->kind = OP_URL;
		text->at = text->n = 0;
	} else {
		if (rest)
			text->n -= (uint32_t)rest;
		assembly_add_op(p, (struct op){.kind = OP_URL});
	}
	if (rest)
		assembly_add_op(p,
		                (struct op){.kind = OP_TEXT, .at = (uint32_t)p->url_at, .n = (uint32_t)rest});
}

void assembly_check_cut(struct assembly *p)
{
	if (!p->markup.broken)
		return;
	p->markup.broken = false;
	diag_add(p->d, SECTION_CUTS_NAME, p->paused);
}

void assembly_add_markup(struct assembly *p, struct str html)
{
	size_t from = 0;

	for (size_t i = 0; i < html.len && !p->plain;) {
		bool was_url = markup_in_url(&p->markup);

		i += markup_feed(&p->markup, str_slice(html, i, html.len));
		if (was_url && p->url_open && !markup_in_url(&p->markup)) {
			/* the quote comes after the address */
			add_text(p, str_slice(html, from, i - 1));
			assembly_add_op(p, (struct op){.kind = OP_URL_END});
			p->url_open = false;
			from = i - 1;
		} else if (!was_url && markup_in_url(&p->markup)) {
			p->url_at = p->text.len + i - from;
		}
	}
	add_text(p, str_slice(html, from, html.len));
	assembly_check_cut(p);
}

void assembly_add_tags(struct assembly *p, struct str html)
{
	if (p->markup.state == MARKUP_TEXT)
		add_text(p, html);
	else
		assembly_add_markup(p, html);
}

/* Where a value stands here; false, and said, where none may. */
static bool place_here(struct assembly *p, struct position where, enum place *place)
{
	*place = PLACE_PLAIN;
	if (p->plain || markup_place(&p->markup, place))
		return true;
	diag_add(p->d, SLOT_PLACE, where, markup_place_name(&p->markup));
	return false;
}

static void add_words_at(struct assembly *p, struct str words, enum place place)
{
	size_t from = p->text.len;

	p->too_large |= from + words.len > TEXT_LIMIT;
	if (p->too_large)
		return;
	escape_add_words(&p->text, words, place);
	note_text(p, from);
}

void assembly_add_words(struct assembly *p, struct str words)
{
	enum place place = PLACE_PLAIN;
	bool possible = p->plain || markup_place(&p->markup, &place);

	assert(possible);
	(void)possible;
	add_words_at(p, words, place);
}

bool assembly_is_name(struct str name)
{
	bool fresh = true;

	if (str_is(name, "."))
		return true;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (c == '.' && fresh)
			return false;
		fresh = c == '.';
		if (!fresh && c != '_' && c != '-' && !ascii_is_alnum(c))
			return false;
	}
	return !fresh;
}

void assembly_set_name(struct assembly *p, struct op *op, struct str name, struct position where)
{
	struct str rest = str_copy(p->arena, name), part;
	struct template_name entry = {.path = rest,
	                              .position = where,
	                              .section = op->kind == OP_SECTION || op->kind == OP_INVERTED};

	op->at = n_parts(p);
	op->n = 0;
	if (!str_is(name, "."))
		for (; str_cut(&rest, '.', &part); op->n++)
			push(&p->parts, &part, sizeof(part));
	if (p->n_open)
		entry.within = p->open[p->n_open - 1].index;
	push(&p->names, &entry, sizeof(entry));
}

void assembly_set_word(struct assembly *p, struct op *op, struct str word)
{
	op->at = (uint32_t)p->text.len;
	op->n = (uint32_t)word.len;
	buf_add(&p->text, word);
}

void assembly_add_slot(struct assembly *p, struct str name, struct position where)
{
	enum place place;
	struct op op = {.kind = OP_SLOT};

	if (!place_here(p, where, &place))
		return;
	assembly_begin_values(p);
	op.place = (uint8_t)place;
	assembly_set_name(p, &op, name, where);
	assembly_add_op(p, op);
}

void assembly_add_anchor(struct assembly *p, struct str anchor)
{
	struct op op = {.kind = OP_ANCHOR, .at = (uint32_t)p->text.len};

	document_html_anchor(anchor, &p->text);
	op.n = (uint32_t)p->text.len - op.at;
	assembly_add_op(p, op);
}

void assembly_add_count(struct assembly *p, bool next)
{
	enum place place = PLACE_PLAIN;

	markup_place(&p->markup, &place);
	assembly_add_op(p, (struct op){.kind = OP_COUNT, .place = (uint8_t)place, .small = next});
}

void assembly_add_language(struct assembly *p, bool source)
{
	assembly_add_op(p, (struct op){.kind = OP_LANGUAGE, .small = source});
}

void assembly_add_views(struct assembly *p, unsigned views)
{
	uint32_t at = assembly_add_op(p, (struct op){.kind = OP_VIEWS, .small = (uint8_t)views});

	if (p->narrowed)
		assembly_op(p, p->views)->jump = at;
	p->narrowed = views != VIEWS_ALL;
	p->views = at;
}

void assembly_add_value(struct assembly *p, struct str name, struct position where, bool as_it_is)
{
	struct op op = {.kind = OP_VALUE, .small = as_it_is};

	assembly_set_name(p, &op, name, where);
	assembly_add_op(p, op);
}

void assembly_add_partial(struct assembly *p, struct str name, struct str indent)
{
	struct op op = {.kind = OP_PARTIAL, .jump = (uint32_t)indent.len};

	assembly_set_word(p, &op, name);
	buf_add(&p->text, indent);
	assembly_add_op(p, op);
}

void assembly_add_line(struct assembly *p)
{
	assembly_add_op(p, (struct op){.kind = OP_LINE});
}

bool assembly_may_grow(struct assembly *p)
{
	p->too_large |= ++p->splices > SPLICE_LIMIT;
	return !p->too_large;
}

static bool has_jump(enum op_kind kind)
{
	switch (kind) {
	case OP_SECTION:
	case OP_INVERTED:
	case OP_END:
	case OP_PLURAL:
	case OP_SELECT:
	case OP_CASE:
	case OP_VIEWS:
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
	return op->kind == OP_TEXT || op->kind == OP_ANCHOR || (op->kind == OP_CASE && !op->small);
}

static bool is_counted(const struct template *t, const struct op *op, struct str argument)
{
	return argument.len && op->kind == OP_SLOT && op->n == 1 && str_equal(t->parts[op->at], argument);
}

static void copy_ops(struct assembly *p, const struct template *t, enum place place, struct str counted)
{
	struct buf moved = {0}; /* the new index of each op */
	uint32_t first = assembly_n_ops(p), parts = n_parts(p);

	for (size_t i = 0; i < t->n_ops; i++) {
		struct op op = t->ops[i];
		struct str text = has_text(&op) ? str_slice(t->text, op.at, op.at + op.n) : (struct str){0};
		uint32_t index = assembly_n_ops(p);

		push(&moved, &index, sizeof(index));
		if (op.kind == OP_TEXT) {
			if (t->plain)
				add_words_at(p, text, place);
			else
				add_text(p, text);
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
		assembly_add_op(p, op);
	}
	for (uint32_t i = first; i < assembly_n_ops(p); i++)
		if (has_jump(assembly_op(p, i)->kind))
			assembly_op(p, i)->jump = ((uint32_t *)moved.at)[assembly_op(p, i)->jump];
	buf_free(&moved);
}

static void copy_names(struct assembly *p, const struct template *t, struct position where,
                       struct str counted)
{
	size_t before = n_names(p), within = p->n_open ? p->open[p->n_open - 1].index : 0;

	buf_add(&p->parts, (struct str){(const char *)t->parts, t->n_parts * sizeof(*t->parts)});
	for (size_t i = 0; i < t->n_names; i++) {
		struct template_name name = t->names[i];

		name.within = name.within ? name.within + before : within;
		/* whoever passes an argument is told where the sentence is used, not where it is written */
		if (t->plain)
			name.position = where;
		if (!counted.len || !str_equal(name.path, counted))
			push(&p->names, &name, sizeof(name));
	}
}

static void splice(struct assembly *p, const struct template *t, struct position where, struct str counted)
{
	enum place place;

	if (!place_here(p, where, &place))
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

void assembly_add_body(struct assembly *p, struct position where)
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

/* Most sentences can be copied wherever they stand, and pages are made of them. */
static void mark_harmless(struct assembly *p)
{
	for (uint32_t i = 0; i < assembly_n_ops(p); i++) {
		struct op *op = assembly_op(p, i);

		if (op->kind == OP_TEXT && p->plain)
			op->small = !escape_is_needed((struct str){p->text.at + op->at, op->n}, PLACE_DATA);
	}
}

static const struct template *finish(struct assembly *p)
{
	struct template *t = arena_alloc(p->arena, sizeof(*t));

	mark_harmless(p);
	*t = (struct template){
		.ops = (const struct op *)str_copy(p->arena, buf_str(&p->ops)).at,
		.n_ops = assembly_n_ops(p),
		.text = str_copy(p->arena, buf_str(&p->text)),
		.parts = (const struct str *)str_copy(p->arena, buf_str(&p->parts)).at,
		.n_parts = n_parts(p),
		.names = (const struct template_name *)str_copy(p->arena, buf_str(&p->names)).at,
		.n_names = n_names(p),
		.depth = p->depth,
		.plain = p->plain,
	};
	return t;
}

const struct template *assembly_close(struct assembly *p, struct position end)
{
	const struct template *t = NULL;

	assembly_section_end_all(p, 0);
	if (p->markup.state != MARKUP_TEXT)
		diag_add(p->d, MARKUP_UNCLOSED, end, markup_place_name(&p->markup));
	if (p->too_large && p->d)
		diag_add(p->d, TEMPLATE_TOO_LARGE, end);
	if (!p->failed && !p->too_large && (!p->d || diag_errors(p->d) == p->errors))
		t = finish(p);
	buf_free(&p->text);
	buf_free(&p->ops);
	buf_free(&p->parts);
	buf_free(&p->names);
	return t;
}

#include "text/template/assembly.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "text/document/document_html.h"
#include <assert.h>

enum { TEXT_LIMIT = 16 << 20, SPLICE_LIMIT = 10000 };

static void push(struct buf *array, const void *element, size_t size)
{
	buf_add(array, (struct str){element, size});
}

static void push_op(struct assembly *p, struct op op)
{
	op.views = p->views;
	push(&p->ops, &op, sizeof(op));
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

size_t assembly_n_names(const struct assembly *p)
{
	return p->names.len / sizeof(struct template_name);
}

uint32_t assembly_n_parts(const struct assembly *p)
{
	return (uint32_t)(p->parts.len / sizeof(struct str));
}

void assembly_open(struct assembly *p, struct diagnostics *d, struct arena *a, bool plain)
{
	*p = (struct assembly){
		.d = d, .arena = a, .plain = plain, .errors = d ? diag_errors(d) : 0, .views = VIEWS_ALL};
}

void assembly_open_in(struct assembly *p, struct diagnostics *d, struct arena *a, struct template_room *room)
{
	assembly_open(p, d, a, false);
	p->room = room;
	if (!room)
		return;
	p->text = room->text;
	p->ops = room->ops;
	p->parts = room->parts;
	p->names = room->names;
	p->text.len = p->ops.len = p->parts.len = p->names.len = 0;
}

/* What was written since the last op, or up to here, is this one's. */
static void take_text(struct assembly *p, struct op *op, size_t to)
{
	op->at = (uint32_t)p->text_from;
	op->n = (uint32_t)(to - p->text_from);
	p->text_from = to;
}

static void end_text(struct assembly *p, size_t to)
{
	struct op op = {.kind = OP_TEXT};

	take_text(p, &op, to);
	if (op.n > 0)
		push_op(p, op);
}

void assembly_begin_text(struct assembly *p)
{
	end_text(p, p->text.len);
}

void assembly_take_text(struct assembly *p, struct op *op)
{
	take_text(p, op, p->text.len);
}

uint32_t assembly_add_op(struct assembly *p, struct op op)
{
	end_text(p, p->text.len);
	push_op(p, op);
	return assembly_n_ops(p) - 1;
}

/* What goes beyond the limit is dropped; assembly_close says so. */
static bool has_room(struct assembly *p, size_t n)
{
	p->too_large |= p->text.len + n > TEXT_LIMIT;
	return !p->too_large;
}

static void add_text(struct assembly *p, struct str bytes)
{
	if (has_room(p, bytes.len))
		buf_add(&p->text, bytes);
}

/* Puts OP_URL where the address began, if it stands there not yet. */
void assembly_begin_values(struct assembly *p)
{
	if (p->url_open || p->plain || !markup_in_url(&p->markup))
		return;
	p->url_open = true;
	end_text(p, p->url_at);
	push_op(p, (struct op){.kind = OP_URL});
}

void assembly_check_tag(struct assembly *p)
{
	if (p->markup.broken)
		diag_add(p->d, SECTION_CUTS_NAME, p->paused);
	if (p->markup.late)
		diag_add(p->d, SLOT_PLACE, p->valued, markup_place_obeyed);
	p->markup.broken = p->markup.late = false;
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
	assembly_check_tag(p);
}

void assembly_add_tags(struct assembly *p, struct str html)
{
	if (p->markup.state == MARKUP_TEXT)
		add_text(p, html);
	else
		assembly_add_markup(p, html);
}

void assembly_begin_prose(struct assembly *p)
{
	p->in_prose = p->markup.state == MARKUP_TEXT;
	if (p->in_prose)
		markup_begin_prose(&p->markup);
}

void assembly_end_prose(struct assembly *p)
{
	if (p->in_prose)
		markup_end_prose(&p->markup);
}

bool assembly_place(struct assembly *p, struct position where, enum place *place)
{
	*place = PLACE_PLAIN;
	if (p->plain)
		return true;
	if (markup_place(&p->markup, place)) {
		markup_note_value(&p->markup);
		p->valued = where;
		return true;
	}
	diag_add(p->d, SLOT_PLACE, where, markup_place_name(&p->markup));
	return false;
}

void assembly_add_words(struct assembly *p, struct str words)
{
	enum place place = PLACE_PLAIN;
	bool possible = p->plain || markup_place(&p->markup, &place);

	assert(possible);
	(void)possible;
	if (has_room(p, words.len))
		escape_add_words(&p->text, words, place);
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

	op->at = assembly_n_parts(p);
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
	assembly_begin_text(p);
	buf_add(&p->text, word);
	assembly_take_text(p, op);
}

void assembly_add_slot(struct assembly *p, struct str name, struct position where)
{
	enum place place;
	struct op op = {.kind = OP_SLOT};

	if (!assembly_place(p, where, &place))
		return;
	assembly_begin_values(p);
	op.place = (uint8_t)place;
	assembly_set_name(p, &op, name, where);
	assembly_add_op(p, op);
}

void assembly_add_anchor(struct assembly *p, struct str anchor)
{
	struct op op = {.kind = OP_ANCHOR};

	assembly_begin_text(p);
	document_html_anchor(anchor, &p->text);
	assembly_take_text(p, &op);
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

void assembly_set_views(struct assembly *p, unsigned views)
{
	if (p->views == views)
		return;
	end_text(p, p->text.len);
	p->views = (uint8_t)views;
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
	p->text_from = p->text.len;
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

/* Most sentences can be copied wherever they stand, and pages are made of them. */
static void mark_harmless(struct assembly *p)
{
	for (uint32_t i = 0; p->plain && i < assembly_n_ops(p); i++) {
		struct op *op = assembly_op(p, i);

		if (op->kind == OP_TEXT)
			op->small = !escape_is_needed((struct str){p->text.at + op->at, op->n}, PLACE_DATA);
	}
}

static struct str keep(struct assembly *p, const struct buf *b)
{
	return p->room ? buf_str(b) : str_copy(p->arena, buf_str(b));
}

static const struct template *finish(struct assembly *p)
{
	struct template *t = arena_alloc(p->arena, sizeof(*t));

	end_text(p, p->text.len);
	mark_harmless(p);
	*t = (struct template){
		.ops = (const struct op *)keep(p, &p->ops).at,
		.n_ops = assembly_n_ops(p),
		.text = keep(p, &p->text),
		.parts = (const struct str *)keep(p, &p->parts).at,
		.n_parts = assembly_n_parts(p),
		.names = (const struct template_name *)keep(p, &p->names).at,
		.n_names = assembly_n_names(p),
		.depth = p->depth,
		.plain = p->plain,
	};
	return t;
}

const struct template *assembly_close(struct assembly *p, struct position end)
{
	const struct template *t = NULL;
	struct template_room room;

	assembly_section_end_all(p, 0);
	if (p->markup.state != MARKUP_TEXT)
		diag_add(p->d, MARKUP_UNCLOSED, end, markup_place_name(&p->markup));
	if (p->too_large && p->d)
		diag_add(p->d, TEMPLATE_TOO_LARGE, end);
	if (!p->failed && !p->too_large && (!p->d || diag_errors(p->d) == p->errors))
		t = finish(p);
	room = (struct template_room){p->text, p->ops, p->parts, p->names};
	if (p->room)
		*p->room = room;
	else
		template_room_free(&room);
	return t;
}

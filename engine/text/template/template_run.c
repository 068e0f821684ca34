#include "text/template/template_run.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "text/template/message.h"
#include "text/template/template_choice.h"
#include "text/template/template_context.h"
#include "text/template/template_number.h"
#include "text/words/locale.h"
#include "text/words/url.h"

/* A message among a message's arguments, and so on: values are made by us, but made from a member's record. */
enum { MESSAGES_DEEP = 8 };

/* What a bare template is written with besides. */
struct bare {
	template_bare_partial *partial;
	void *context;
	struct buf indent;
	size_t depth; /* of partials */
	size_t turns; /* sections entered, items gone on to, partials */
	bool too_much;
};

/* Lists in lists and partials in partials multiply: more of a bare template than anybody reads is refused. */
enum { BARE_TURNS = 5000000, BARE_BYTES = 64 << 20 };

/* One writing: what does not change from program to program within it. */
struct writer {
	struct template_language languages[2]; /* the page's, the source's */
	bool right_to_left[2];
	bool in_source;
	enum view view;
	struct buf *out;
	struct template_views *views; /* NULL: nobody wants to know where others differ */
	bool apart;                   /* what is being written is noted when it is whole, or need not be */
	bool differs;                 /* a value that others write otherwise was found in it */
	const struct template *body;
	size_t body_from, body_to; /* where it was written */
	struct bare *bare;         /* NULL: a page or a sentence */
	int64_t count;
	struct str number; /* the same, as machines read it */
	char digits[STR_DECIMAL];
	unsigned depth;
	struct str inset; /* of the OP_AGAIN that is being written */
};

/* What another view writes otherwise: ops of the frame, and what they wrote in the first view. */
struct template_apart {
	const struct op *first, *last;
	size_t from, to;
	struct template_context *contexts;
	size_t depth;
};

static void run(struct writer *w, const struct template *t, const struct value *root, enum place place);
static void run_within(struct writer *w, const struct template *t, struct template_contexts *c,
                       enum place place);
static void run_ops(struct writer *w, const struct template *t, const struct op *op, const struct op *end,
                    struct template_contexts *c, enum place place);

static struct locale *locale_of(const struct writer *w)
{
	return w->languages[w->in_source].locale;
}

static const struct value *find(struct writer *w, const struct template_contexts *c, const struct template *t,
                                const struct op *op)
{
	const struct value *v = template_context_find(c, t, op);

	if (!v || v->kind != VALUE_VIEWS)
		return v;
	w->differs = true;
	return &v->views[w->view];
}

static struct str text_of(const struct template *t, const struct op *op)
{
	return (struct str){t->text.at + op->at, op->n};
}

/* Of a program that is plain it is words. */
static inline void add_text(struct writer *w, const struct template *t, const struct op *op, enum place place)
{
	if (t->plain && (!op->small || place == PLACE_URL || place == PLACE_QUERY))
		escape_add_words(w->out, text_of(t, op), place);
	else
		buf_add(w->out, text_of(t, op));
}

static void add_message(struct writer *w, const struct value *v, enum place place)
{
	const struct messages *m = w->languages[w->in_source].messages;
	const struct template *t = m ? message_find(m, v->message.id) : NULL;
	struct value arguments = value_record(v->message.arguments, v->message.n);

	if (!t || w->depth == MESSAGES_DEEP) {
		escape_add_value(w->out, v->message.id, place, false);
		return;
	}
	if (t->n_ops == 1 && t->ops->kind == OP_TEXT) {
		add_text(w, t, t->ops, place);
		return;
	}
	w->depth++;
	run(w, t, &arguments, place);
	w->depth--;
}

static void add_value(struct writer *w, const struct value *v, const struct op *op, enum place place)
{
	switch (v->kind) {
	case VALUE_TEXT:
		escape_add_value(w->out, v->text, place, w->right_to_left[w->in_source]);
		break;
	case VALUE_INTEGER:
	case VALUE_DATE:
	case VALUE_MONEY:
		template_number_add(w->out, locale_of(w), v, op, place);
		break;
	case VALUE_BOOL:
		buf_add_z(w->out, v->truth ? "true" : "false");
		break;
	case VALUE_MESSAGE:
		add_message(w, v, place);
		break;
	case VALUE_NONE:
	case VALUE_LIST:
	case VALUE_RECORD:
	case VALUE_VIEWS:
		break;
	}
}

/* Nobody has counted what a bare template makes of its values: whether it may go on, and there is room for it. */
static bool may_turn(const struct writer *w, bool room)
{
	struct bare *b = w->bare;

	if (b)
		b->too_much |= !room || ++b->turns > BARE_TURNS || w->out->len > BARE_BYTES;
	return !b || !b->too_much;
}

/* Enters a section, or returns false where its value is not to be shown. */
static bool enter(const struct writer *w, struct template_contexts *c, const struct value *v)
{
	if (!v || !value_is_true(v) || !may_turn(w, c->n < sizeof(c->at) / sizeof(*c->at)))
		return false;
	template_context_enter(c, v);
	return true;
}

/* Whether the section is to be run again, for the next item. */
static bool next_item(const struct writer *w, struct template_contexts *c)
{
	if (c->at[c->n - 1].left && may_turn(w, true)) {
		template_context_next(c);
		return true;
	}
	c->n--;
	return false;
}

static void add_count(struct writer *w, const struct op *op)
{
	if (op->small)
		w->number = str_decimal(++w->count, w->digits);
	if (op->place == PLACE_PROSE)
		locale_add_integer(locale_of(w), w->out, w->count);
	else
		buf_add(w->out, w->number);
}

static void run(struct writer *w, const struct template *t, const struct value *root, enum place place)
{
	struct template_contexts c;

	template_context_open(&c, root);
	run_within(w, t, &c, place);
}

static void add_bare_value(struct buf *out, const struct value *v, bool as_it_is)
{
	if (v->kind == VALUE_TEXT && as_it_is)
		buf_add(out, v->text);
	else if (v->kind == VALUE_TEXT)
		escape_add_commonmark(out, v->text);
	else if (v->kind == VALUE_INTEGER)
		buf_add_integer(out, v->integer);
	else if (v->kind == VALUE_BOOL)
		buf_add_z(out, v->truth ? "true" : "false");
}

static void run_partial(struct writer *w, const struct template *t, const struct op *op,
                        struct template_contexts *c)
{
	struct bare *b = w->bare;
	struct str name = text_of(t, op);
	const struct template *partial = b->partial(b->context, name);
	size_t outer = b->indent.len;

	if (!partial || !may_turn(w, b->depth < ASSEMBLY_DEPTH))
		return;
	buf_add(&b->indent, (struct str){name.at + name.len, op->jump});
	b->depth++;
	run_within(w, partial, c, PLACE_PLAIN);
	b->depth--;
	b->indent.len = outer;
}

/* What only bare templates have. */
static void run_bare(struct writer *w, const struct template *t, const struct op *op,
                     struct template_contexts *c)
{
	const struct value *v = op->kind == OP_VALUE ? find(w, c, t, op) : NULL;

	assert(w->bare);
	if (op->kind == OP_PARTIAL)
		run_partial(w, t, op, c);
	else if (op->kind == OP_LINE)
		buf_add(w->out, buf_str(&w->bare->indent));
	else if (v)
		add_bare_value(w->out, v, op->small);
}

/* Where to go on for this value: behind the op that is returned. */
static const struct op *steer(struct writer *w, const struct template *t, const struct op *op,
                              struct template_contexts *c, const struct value *v)
{
	if (op->kind == OP_SECTION)
		return enter(w, c, v) ? op : t->ops + op->jump;
	if (op->kind == OP_INVERTED)
		return v && value_is_true(v) ? t->ops + op->jump : op;
	return template_choice_make(t, op, v, locale_of(w));
}

static void run_body(struct writer *w, struct template_contexts *c, enum place place)
{
	if (!w->body)
		return;
	w->body_from = w->out->len;
	run_within(w, w->body, c, place);
	w->body_to = w->out->len;
}

static void run_again(struct writer *w, const struct template *t, const struct op *op,
                      struct template_contexts *c)
{
	w->inset = str_slice(t->text, op->at, op->at + op->n);
	op = &t->ops[op->jump];
	run_ops(w, t, op + 1, t->ops + op->jump, c, PLACE_TEXT);
}

static void note_apart(struct writer *w, const struct op *first, const struct op *last, size_t from,
                       const struct template_contexts *c)
{
	struct template_views *v = w->views;
	struct template_apart *apart = ARRAY_ADD(v->arena, v->at, v->n);

	*apart = (struct template_apart){first, last, from, w->out->len, .depth = c->n};
	apart->contexts = arena_array(v->arena, c->n, sizeof(*c->at));
	memcpy(apart->contexts, c->at, c->n * sizeof(*c->at));
	w->differs = false;
}

/* What other views write otherwise, noted as one. */
static const struct op *run_apart(struct writer *w, const struct template *t, const struct op *first,
                                  const struct op *last, struct template_contexts *c, enum place place)
{
	size_t from = w->out->len;

	w->apart = true;
	run_ops(w, t, first, last + 1, c, place);
	w->apart = false;
	note_apart(w, first, last, from, c);
	return last;
}

static void run_ops(struct writer *w, const struct template *t, const struct op *op, const struct op *end,
                    struct template_contexts *c, enum place place)
{
	bool apart = w->apart;
	const struct value *v;
	const struct op *address = NULL;
	size_t url = 0;

	for (; op < end; op++) {
		if (!(op->views & 1U << w->view))
			continue;
		/* half of all: of what is left, a processor guesses better which it is */
		if (op->kind == OP_TEXT) {
			add_text(w, t, op, place);
			continue;
		}
		switch ((enum op_kind)op->kind) {
		case OP_SLOT:
			v = find(w, c, t, op);
			if (w->differs && !w->apart)
				run_apart(w, t, op, op, c, place);
			else if (v)
				add_value(w, v, op, t->plain ? place : (enum place)op->place);
			break;
		case OP_SECTION:
		case OP_INVERTED:
		case OP_PLURAL:
		case OP_SELECT:
			v = find(w, c, t, op);
			op = w->differs && !w->apart ? run_apart(w, t, op, t->ops + op->jump, c, place)
			                             : steer(w, t, op, c, v);
			break;
		case OP_END:
			op = !op->small && next_item(w, c) ? t->ops + op->jump : op;
			break;
		case OP_CASE:
			op = template_choice_end(t, op);
			break;
		case OP_TEXT:
		case OP_DONE:
			break;
		case OP_HELD:
			op = t->ops + op->jump;
			break;
		case OP_URL:
			url = w->out->len;
			address = op;
			w->apart = true;
			break;
		case OP_URL_END:
			url_check(w->out, url);
			w->apart = apart;
			if (w->differs && !apart)
				note_apart(w, address, op, url, c);
			break;
		case OP_COUNT:
			add_count(w, op);
			break;
		case OP_LANGUAGE:
			w->in_source = op->small;
			break;
		case OP_AGAIN:
			run_again(w, t, op, c);
			break;
		case OP_INSET:
			if (!w->inset.len)
				return;
			buf_add(w->out, w->inset);
			break;
		case OP_ANCHOR:
			if (!template_context_is_repeated(c))
				buf_add(w->out, text_of(t, op));
			break;
		case OP_BODY:
			if (w->apart)
				run_body(w, c, place);
			else
				run_apart(w, t, op, op, c, place);
			break;
		case OP_VALUE:
		case OP_PARTIAL:
		case OP_LINE:
			run_bare(w, t, op, c);
			break;
		}
	}
}

static void run_within(struct writer *w, const struct template *t, struct template_contexts *c,
                       enum place place)
{
	run_ops(w, t, t->ops, t->ops + t->n_ops, c, place);
}

static bool is_right_to_left(const struct locale *l)
{
	return *locale_direction(l) == 'r';
}

static struct writer writer_of(const struct template_manner *m, struct buf *out)
{
	return (struct writer){
		.languages = {m->page, m->source},
		.right_to_left = {is_right_to_left(m->page.locale), is_right_to_left(m->source.locale)},
		.view = m->view,
		.out = out,
		.apart = true,
	};
}

void template_run_all(const struct template *t, const struct value *root, const struct template_manner *m,
                      struct buf *out, enum place place)
{
	struct writer w = writer_of(m, out);

	run(&w, t, root, place);
}

struct str template_run_framed(const struct template_framed *f, const struct template_manner *m,
                               struct buf *out, struct template_views *views)
{
	struct writer w = writer_of(m, out);

	w.body = f->body;
	w.views = views;
	w.apart = !views;
	run(&w, f->frame, f->root, PLACE_TEXT);
	return str_slice(buf_str(out), w.body_from, w.body_to);
}

void template_run_view(const struct template_framed *f, const struct template_manner *m, struct str first,
                       const struct template_views *views, struct buf *out)
{
	struct writer w = writer_of(m, out);
	size_t copied = 0;

	w.body = f->body;
	for (size_t i = 0; i < views->n; i++) {
		const struct template_apart *apart = &views->at[i];
		struct template_contexts c;

		c.n = apart->depth;
		memcpy(c.at, apart->contexts, c.n * sizeof(*c.at));
		buf_add(out, str_slice(first, copied, apart->from));
		run_ops(&w, f->frame, apart->first, apart->last + 1, &c, PLACE_TEXT);
		copied = apart->to;
	}
	buf_add(out, str_slice(first, copied, first.len));
}

bool template_run_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                       void *context, struct buf *out)
{
	struct bare b = {.partial = partial, .context = context};
	struct writer w = {.out = out, .bare = &b, .apart = true};

	run(&w, t, root, PLACE_PLAIN);
	buf_free(&b.indent);
	return !b.too_much;
}

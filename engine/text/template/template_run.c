#include "text/template/template_run.h"

#include <assert.h>

#include "text/template/message.h"
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
	unsigned view; /* its bit */
	struct buf *out;
	const struct template *body;
	size_t body_from, body_to; /* where it was written */
	struct bare *bare;         /* NULL: a page or a sentence */
	int64_t count;
	unsigned depth;
};

/* The values a name is looked up in, innermost last, and what is left of the lists they are items of. */
struct contexts {
	struct {
		const struct value *value;
		size_t left;
		bool again;           /* not the first of its list */
	} at[2 * ASSEMBLY_DEPTH + 1]; /* the frame's and the body's */
	size_t n;
};

static void run(struct writer *w, const struct template *t, const struct value *root, enum place place);
static void run_within(struct writer *w, const struct template *t, struct contexts *c, enum place place);

static struct locale *locale_of(const struct writer *w)
{
	return w->languages[w->in_source].locale;
}

/* The first part of a name is looked for outwards; the others only in what it is. */
static const struct value *find(const struct contexts *c, const struct template *t, const struct op *op)
{
	const struct str *parts = t->parts + op->at;
	const struct value *v = NULL;

	if (!op->n)
		return c->at[c->n - 1].value;
	for (size_t i = c->n; i > 0 && !v; i--)
		v = value_get(c->at[i - 1].value, parts[0]);
	for (uint32_t i = 1; i < op->n && v; i++)
		v = value_get(v, parts[i]);
	return v;
}

static void add_text(struct writer *w, const struct template *t, const struct op *op, enum place place)
{
	struct str text = {t->text.at + op->at, op->n};

	if (t->plain && (!op->small || place == PLACE_URL || place == PLACE_QUERY))
		escape_add_words(w->out, text, place);
	else
		buf_add(w->out, text);
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
		break;
	}
}

static bool case_fits(const struct op *c, struct str word, const struct value *v, struct str category)
{
	if (v && v->kind == VALUE_INTEGER)
		return c->small ? v->integer == c->at : str_equal(word, category);
	if (c->small || !v)
		return false;
	if (v->kind == VALUE_BOOL)
		return str_is(word, v->truth ? "true" : "false");
	return v->kind == VALUE_TEXT && str_equal(word, v->text);
}

static struct str word_of(const struct template *t, const struct op *c)
{
	return c->small ? (struct str){0} : str_slice(t->text, c->at, c->at + c->n);
}

/* The case to go on with: an exact number before a category, `other` when nothing fits. */
static uint32_t choose(struct writer *w, const struct template *t, uint32_t choice, const struct value *v)
{
	const struct op *op = &t->ops[choice];
	bool counts = op->kind == OP_PLURAL && v && v->kind == VALUE_INTEGER;
	struct str category = counts ? str_from(locale_plural(locale_of(w),
	                                                      template_number_less(v->integer, op->small)))
	                             : (struct str){0};
	uint32_t found = op->jump, other = op->jump;

	for (uint32_t i = choice + 1; t->ops[i].kind == OP_CASE; i = t->ops[i].jump) {
		const struct op *c = &t->ops[i];

		if (str_is(word_of(t, c), "other"))
			other = i;
		if (found == op->jump && case_fits(c, word_of(t, c), v, category))
			found = i;
		if (c->small && counts && v->integer == c->at)
			return i;
	}
	return found == op->jump ? other : found;
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
static bool enter(const struct writer *w, struct contexts *c, const struct value *v)
{
	bool list = v && v->kind == VALUE_LIST;

	if (!v || !value_is_true(v) || !may_turn(w, c->n < sizeof(c->at) / sizeof(*c->at)))
		return false;
	c->at[c->n].value = list ? v->list.items : v;
	c->at[c->n].left = list ? v->list.n - 1 : 0;
	c->at[c->n].again = false;
	c->n++;
	return true;
}

/* Whether the section is to be run again, for the next item. */
static bool next_item(const struct writer *w, struct contexts *c)
{
	if (c->at[c->n - 1].left && may_turn(w, true)) {
		c->at[c->n - 1].left--;
		c->at[c->n - 1].value++;
		c->at[c->n - 1].again = true;
		return true;
	}
	c->n--;
	return false;
}

static bool is_repeated(const struct contexts *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].again)
			return true;
	return false;
}

static void add_count(struct writer *w, const struct op *op)
{
	w->count += op->small;
	if (op->place == PLACE_PROSE)
		locale_add_integer(locale_of(w), w->out, w->count);
	else
		buf_add_integer(w->out, w->count);
}

static void run(struct writer *w, const struct template *t, const struct value *root, enum place place)
{
	struct contexts c;

	/* a sentence is run for nearly every value: clearing the depth that it does not use would show */
	c.at[0].value = root;
	c.at[0].left = 0;
	c.at[0].again = false;
	c.n = 1;
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

static void run_partial(struct writer *w, const struct template *t, const struct op *op, struct contexts *c)
{
	struct bare *b = w->bare;
	struct str name = str_slice(t->text, op->at, op->at + op->n);
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

/* A case begins where the one before it, which was run, ends. */
static uint32_t end_of_choice(const struct template *t, uint32_t i)
{
	while (t->ops[i].kind == OP_CASE)
		i = t->ops[i].jump;
	return i;
}

/* What only bare templates have. */
static void run_bare(struct writer *w, const struct template *t, const struct op *op, struct contexts *c)
{
	const struct value *v = op->kind == OP_VALUE ? find(c, t, op) : NULL;

	assert(w->bare);
	if (op->kind == OP_PARTIAL)
		run_partial(w, t, op, c);
	else if (op->kind == OP_LINE)
		buf_add(w->out, buf_str(&w->bare->indent));
	else if (v)
		add_bare_value(w->out, v, op->small);
}

/* What writes nothing, but says where to go on: behind the op that is returned. */
static uint32_t steer(struct writer *w, const struct template *t, uint32_t i, struct contexts *c)
{
	const struct op *op = &t->ops[i];
	const struct value *v;

	switch ((enum op_kind)op->kind) {
	case OP_SECTION:
		return enter(w, c, find(c, t, op)) ? i : op->jump;
	case OP_INVERTED:
		v = find(c, t, op);
		return v && value_is_true(v) ? op->jump : i;
	case OP_END:
		return !op->small && next_item(w, c) ? op->jump : i;
	case OP_VIEWS:
		return op->small & w->view ? i : op->jump - 1;
	case OP_CASE:
		return end_of_choice(t, i);
	default: /* OP_PLURAL, OP_SELECT */
		return choose(w, t, i, find(c, t, op));
	}
}

static void run_body(struct writer *w, struct contexts *c, enum place place)
{
	if (!w->body)
		return;
	w->body_from = w->out->len;
	run_within(w, w->body, c, place);
	w->body_to = w->out->len;
}

static void run_within(struct writer *w, const struct template *t, struct contexts *c, enum place place)
{
	const struct value *v;
	size_t url = 0;

	for (uint32_t i = 0; i < t->n_ops; i++) {
		const struct op *op = &t->ops[i];

		switch ((enum op_kind)op->kind) {
		case OP_TEXT:
			add_text(w, t, op, place);
			break;
		case OP_SLOT:
			v = find(c, t, op);
			if (v)
				add_value(w, v, op, t->plain ? place : (enum place)op->place);
			break;
		case OP_SECTION:
		case OP_INVERTED:
		case OP_END:
		case OP_VIEWS:
		case OP_CASE:
		case OP_PLURAL:
		case OP_SELECT:
			i = steer(w, t, i, c);
			break;
		case OP_DONE:
			break;
		case OP_URL:
			url = w->out->len;
			break;
		case OP_URL_END:
			url_check(w->out, url);
			break;
		case OP_COUNT:
			add_count(w, op);
			break;
		case OP_LANGUAGE:
			w->in_source = op->small;
			break;
		case OP_ANCHOR:
			if (!is_repeated(c))
				buf_add(w->out, str_slice(t->text, op->at, op->at + op->n));
			break;
		case OP_BODY:
			run_body(w, c, place);
			break;
		case OP_VALUE:
		case OP_PARTIAL:
		case OP_LINE:
			run_bare(w, t, op, c);
			break;
		}
	}
}

static bool is_right_to_left(const struct locale *l)
{
	return *locale_direction(l) == 'r';
}

struct str template_run_all(const struct template *t, const struct template *body, const struct value *root,
                            const struct template_manner *m, struct buf *out, enum place place)
{
	struct writer w = {
		.languages = {m->page, m->source},
		.right_to_left = {is_right_to_left(m->page.locale), is_right_to_left(m->source.locale)},
		.view = 1U << m->view,
		.out = out,
		.body = body,
	};

	run(&w, t, root, place);
	return str_slice(buf_str(out), w.body_from, w.body_to);
}

bool template_run_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                       void *context, struct buf *out)
{
	struct bare b = {.partial = partial, .context = context};
	struct writer w = {.out = out, .bare = &b};

	run(&w, t, root, PLACE_PLAIN);
	buf_free(&b.indent);
	return !b.too_much;
}

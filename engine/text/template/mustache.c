#include "text/template/mustache.h"

#include "base/ascii.h"
#include "base/diag.h"
#include "text/template/message.h"

/* One file being read: the theme, or a partial of it, from whoever includes it to itself. */
struct reading {
	struct assembly *p;
	const struct template_theme *theme; /* NULL: a bare template */
	const struct reading *parent;
	const struct source *source;
	struct str name;        /* of the partial */
	struct str indent;      /* put before each of its lines */
	struct str open, close; /* the delimiters at hand */
	size_t depth;
	size_t floor; /* sections that are not its own */
	size_t at;    /* up to here it is read */
};

/* One tag, from its first brace to after its last. */
struct tag {
	size_t from, to;
	char sigil; /* # ^ / > ! & = {, or 0 for a value */
	struct str name;
	struct position position;
};

static void read_file(struct reading *r);

static struct position position_of(const struct reading *r, size_t from, size_t to)
{
	return (struct position){r->source, (uint32_t)from, (uint32_t)(to - from)};
}

/* Whether the tag has its line for itself; then *from and *to are the line's, with its end. */
static bool stands_alone(struct str text, const struct tag *t, size_t *from, size_t *to)
{
	size_t i = t->from, k = t->to;

	while (i > 0 && ascii_is_blank(text.at[i - 1]))
		i--;
	if (i > 0 && text.at[i - 1] != '\n')
		return false;
	while (k < text.len && ascii_is_blank(text.at[k]))
		k++;
	if (k < text.len && text.at[k] == '\r')
		k++;
	if (k < text.len && text.at[k] != '\n')
		return false;
	*from = i;
	*to = k + (k < text.len);
	return true;
}

static bool at_line_start(struct str text, size_t at)
{
	return at == 0 || text.at[at - 1] == '\n';
}

static void begin_line(struct reading *r)
{
	if (r->theme)
		assembly_add_markup(r->p, r->indent);
	else
		assembly_add_line(r->p);
}

/* Text between tags; where there may be an indent, it goes before each line. */
static void add_text(struct reading *r, size_t to)
{
	struct str text = r->source->text;

	while (r->at < to) {
		size_t end = r->indent.len || !r->theme ? str_find(text, STR("\n"), r->at) : SIZE_MAX;

		end = end < to ? end + 1 : to;
		if (at_line_start(text, r->at))
			begin_line(r);
		assembly_add_markup(r->p, str_slice(text, r->at, end));
		r->at = end;
	}
}

static void add_messages_of(struct assembly *p, const struct template_theme *t, struct str id,
                            struct position where)
{
	const struct template *sentence = message_find(t->messages, id);
	const struct str *ids;
	size_t n;

	if (sentence) {
		assembly_splice(p, sentence, where);
		return;
	}
	n = message_ids(t->messages, &ids);
	if (!p->d || n == 0) /* none at all: that was said */
		return;
	diag_add(p->d, NO_SENTENCE, where, str_z(p->arena, id));
	diag_suggest(p->d, id, ids, n);
}

void mustache_add_slot(struct assembly *p, const struct template_theme *t, struct str name,
                       struct position where)
{
	if (t->messages && str_starts(name, STR("msg.")))
		add_messages_of(p, t, str_slice(name, 4, name.len), where);
	else
		assembly_add_slot(p, name, where);
}

/* "head > menu > head" */
static void say_loop(const struct reading *r, const struct reading *again, struct str name,
                     struct position where)
{
	struct buf cycle = {0};
	struct str names[ASSEMBLY_DEPTH + 1];
	size_t n = 0;

	for (const struct reading *i = r; i != again->parent; i = i->parent)
		names[n++] = i->name;
	while (n) {
		buf_add(&cycle, names[--n]);
		buf_add_z(&cycle, " > ");
	}
	buf_add(&cycle, name);
	diag_add(r->p->d, PARTIAL_LOOP, where, str_z(r->p->arena, name), buf_keep(&cycle, r->p->arena).at);
}

static void read_partial(const struct reading *parent, struct assembly *p, const struct template_theme *t,
                         struct str name, struct str indent, struct position where)
{
	struct reading r = {.p = p,
	                    .theme = t,
	                    .parent = parent,
	                    .name = name,
	                    .indent = indent,
	                    .open = STR("{{"),
	                    .close = STR("}}"),
	                    .floor = p->n_open};

	if (t->body_name.len && str_equal(name, t->body_name)) {
		if (t->body_shown)
			*t->body_shown = true;
		if (t->body)
			assembly_splice(p, t->body, where);
		else if (t->body_later)
			assembly_splice_body(p, where);
		return;
	}
	if (!t->partial) {
		diag_add(p->d, NO_PARTIALS, where, str_z(p->arena, name));
		return;
	}
	if (!assembly_may_grow(p))
		return;
	r.source = t->partial(t->context, name, where);
	if (!r.source) {
		p->failed = true;
		return;
	}
	for (const struct reading *i = parent; i; i = i->parent)
		if (str_equal(i->source->path, r.source->path)) {
			say_loop(parent, i, name, where);
			return;
		}
	r.depth = parent ? parent->depth + 1 : 1;
	if (r.depth > ASSEMBLY_DEPTH) {
		diag_add(p->d, TEMPLATE_TOO_DEEP, where, "partials");
		return;
	}
	read_file(&r);
}

void mustache_add_partial(struct assembly *p, const struct template_theme *t, struct str name,
                          struct position where)
{
	read_partial(NULL, p, t, name, (struct str){0}, where);
}

/* What a partial may be called: a path below the theme, never out of it. */
static bool is_partial_name(struct str name)
{
	if (!name.len || *name.at == '/' || *name.at == '.' || name.at[name.len - 1] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!ascii_is_alnum(c) && !ascii_is_one_of(c, "_-./"))
			return false;
		if (c == '.' && name.at[i - 1] == '.')
			return false;
	}
	return true;
}

static bool check_name(const struct reading *r, const struct tag *t)
{
	struct diagnostics *d = r->p->d;
	char *name = str_z(r->p->arena, t->name);

	if (str_find(t->name, STR("{{"), 0) != SIZE_MAX) {
		if (t->sigil == '>')
			diag_add(d, PARTIAL_FROM_DATA, t->position);
		else
			diag_add(d, UNCLOSED_TAG, t->position);
		return false;
	}
	if (t->sigil == '>' ? is_partial_name(t->name) : assembly_is_name(t->name))
		return true;
	if (t->sigil == '>')
		diag_add(d, BAD_PARTIAL_NAME, t->position, name);
	else
		diag_add(d, BAD_TAG_NAME, t->position, name);
	return false;
}

static void say_unescaped(const struct reading *r, const struct tag *t)
{
	struct arena *a = r->p->arena;

	diag_add(r->p->d, UNESCAPED_OUTPUT, t->position, str_z(a, str_slice(r->source->text, t->from, t->to)),
	         str_z(a, str_format(a, "{{%.*s}}", STR_ARG(t->name))));
}

/* "<% %>": two words, without what says that they are. */
static void set_delimiters(struct reading *r, const struct tag *t)
{
	struct str open = t->name, close = t->name;

	while (open.len > 0 && !ascii_is_blank(open.at[open.len - 1]))
		open.len--;
	close = str_slice(close, open.len, close.len);
	open = str_trim(open);
	for (size_t i = 0; i < t->name.len; i++)
		if (t->name.at[i] == '=' || (i < open.len && ascii_is_blank(open.at[i])))
			open.len = 0;
	if (open.len == 0) {
		diag_add(r->p->d, BAD_DELIMITERS, t->position);
		return;
	}
	r->open = open;
	r->close = close;
}

static void take_tag(struct reading *r, const struct tag *t, struct str indent)
{
	struct assembly *p = r->p;

	switch (t->sigil) {
	case '!':
		break;
	case '{':
	case '&':
		if (r->theme)
			say_unescaped(r, t);
		else if (check_name(r, t))
			assembly_add_value(p, t->name, t->position, true);
		break;
	case '=':
		set_delimiters(r, t);
		break;
	case '#':
	case '^':
		if (check_name(r, t))
			assembly_section_begin(p, t->name, t->position, t->sigil == '^');
		break;
	case '/':
		if (check_name(r, t))
			assembly_section_end(p, t->name, t->position, r->floor);
		break;
	case '>':
		if (!check_name(r, t))
			break;
		if (r->theme)
			read_partial(r, p, r->theme, t->name, indent, t->position);
		else
			assembly_add_partial(p, t->name, indent);
		break;
	default:
		if (!check_name(r, t))
			break;
		if (r->theme)
			mustache_add_slot(p, r->theme, t->name, t->position);
		else
			assembly_add_value(p, t->name, t->position, false);
	}
}

/* Whether the tag ends with its sigil, or its twin, before the closing delimiter. */
static bool repeats_sigil(char sigil)
{
	return sigil == '{' || sigil == '=';
}

/* Where the tag ends: }}, for the unescaped kind }}}, for delimiters =}}; nested braces belong to a name from data. */
static size_t find_end(const struct reading *r, size_t from, char sigil)
{
	struct str text = r->source->text;
	struct str close = repeats_sigil(sigil) ? str_format(r->p->arena, "%c%.*s",
	                                                     sigil == '{' ? '}' : sigil, STR_ARG(r->close))
	                                        : r->close;
	size_t end = str_find(text, close, from), inner = str_find(text, r->open, from);

	if (end != SIZE_MAX && inner < end && sigil == '>') {
		size_t outer = str_find(text, close, end + close.len);

		end = outer != SIZE_MAX ? outer : end;
	}
	return end == SIZE_MAX ? SIZE_MAX : end + close.len;
}

static bool next_tag(struct reading *r, struct tag *t)
{
	struct str text = r->source->text;
	size_t from = str_find(text, r->open, r->at), at = from + r->open.len, end;

	if (from == SIZE_MAX)
		return false;
	*t = (struct tag){.from = from};
	if (at < text.len && ascii_is_one_of(text.at[at], "#^/>!&={"))
		t->sigil = text.at[at++];
	end = find_end(r, at, t->sigil);
	if (end == SIZE_MAX) {
		diag_add(r->p->d, UNCLOSED_TAG, position_of(r, from, from + r->open.len));
		return false;
	}
	t->to = end;
	t->name = str_trim(str_slice(text, at, end - r->close.len - repeats_sigil(t->sigil)));
	t->position = position_of(r, from, end);
	return true;
}

static void read_file(struct reading *r)
{
	struct str text = r->source->text;
	struct tag t;

	while (next_tag(r, &t)) {
		size_t from = t.from, to = t.to;
		struct str indent = {0};
		bool alone = t.sigil && t.sigil != '&' && t.sigil != '{' &&
		             stands_alone(text, &t, &from, &to);

		add_text(r, from);
		if (alone && t.sigil == '>')
			indent = str_format(r->p->arena, "%.*s%.*s", STR_ARG(r->indent), (int)(t.from - from),
			                    text.at + from);
		else if (!alone && at_line_start(text, t.from))
			begin_line(r);
		take_tag(r, &t, indent);
		r->at = to;
	}
	add_text(r, text.len);
	assembly_section_end_all(r->p, r->floor);
}

/* The theme's file as its cycle would name it: page of themes/default/page.mustache. */
static struct str name_of(const struct source *s)
{
	size_t from = s->path.len, to = s->path.len;

	while (from > 0 && s->path.at[from - 1] != '/')
		from--;
	for (size_t i = from; i < s->path.len; i++)
		if (s->path.at[i] == '.')
			to = i;
	return str_slice(s->path, from, to);
}

void mustache_add_file(struct assembly *p, const struct template_theme *t, const struct source *s)
{
	struct reading r = {
		.p = p, .theme = t, .source = s, .name = name_of(s), .open = STR("{{"), .close = STR("}}")};

	read_file(&r);
}

void mustache_add_bare(struct assembly *p, const struct source *s)
{
	mustache_add_file(p, NULL, s);
}

#include "text/template/template.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/template/mustache.h"
#include "text/template/template_run.h"

void template_room_free(struct template_room *r)
{
	buf_free(&r->text);
	buf_free(&r->ops);
	buf_free(&r->parts);
	buf_free(&r->names);
}

const struct template *template_compile(struct diagnostics *d, struct arena *a, const struct source *s,
                                        const struct template_theme *t)
{
	struct assembly p;

	assembly_open(&p, d, a, false);
	mustache_add_file(&p, t, s);
	return assembly_close(&p, (struct position){s, (uint32_t)s->text.len, 0});
}

const struct template *template_compile_bare(struct diagnostics *d, struct arena *a, const struct source *s)
{
	struct assembly p;

	assembly_open(&p, d, a, true);
	mustache_add_bare(&p, s);
	return assembly_close(&p, (struct position){s, (uint32_t)s->text.len, 0});
}

void template_render(const struct template *t, const struct value *root, struct locale *l,
                     const struct messages *m, struct buf *out)
{
	struct template_manner manner = {.page = {l, m}, .source = {l, m}};

	template_run_all(t, root, &manner, out, PLACE_TEXT);
}

void template_render_beside(const struct template *t, const struct value *root,
                            const struct template_manner *m, struct buf *out)
{
	template_run_all(t, root, m, out, PLACE_TEXT);
}

struct str template_render_framed(const struct template_framed *f, const struct template_manner *m,
                                  struct buf *out, struct template_views *views)
{
	return template_run_framed(f, m, out, views);
}

void template_render_view(const struct template_framed *f, const struct template_manner *m, struct str first,
                          const struct template_views *views, struct buf *out)
{
	template_run_view(f, m, first, views, out);
}

void template_render_plain(const struct template *t, const struct value *root, struct locale *l,
                           const struct messages *m, struct buf *out)
{
	struct template_manner manner = {.page = {l, m}, .source = {l, m}};

	assert(t->plain);
	template_run_all(t, root, &manner, out, PLACE_PLAIN);
}

bool template_render_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                          void *context, struct buf *out)
{
	return template_run_bare(t, root, partial, context, out);
}

struct hash template_hash(const struct template *t)
{
	struct hash h = hash_join(hash_of((struct str){(const char *)t->ops, t->n_ops * sizeof(*t->ops)}),
	                          hash_of(t->text));

	for (size_t i = 0; i < t->n_parts; i++)
		h = hash_join(h, hash_of(t->parts[i]));
	return h;
}

size_t template_names(const struct template *t, const struct template_name **names)
{
	*names = t->names;
	return t->n_names;
}

/* A value whose fields are anyone's guess. */
static const struct value anything;

struct check {
	struct diagnostics *d;
	const struct template *t;
	const struct value *root;
	const struct value **sections; /* per name: what its section's tags see; NULL: nobody has asked yet */
};

static const struct value *check_name(const struct check *c, const struct template_name *name);

static bool is_telling(const struct value *v)
{
	return v && v->kind != VALUE_NONE && !(v->kind == VALUE_LIST && !v->list.n);
}

/* What the tags of a section see of its value. */
static const struct value *inside(const struct value *v)
{
	return is_telling(v) ? v : &anything;
}

/* A list has what any of its items has, and rather one that shows what is inside. */
static const struct value *get(const struct value *v, struct str name)
{
	const struct value *found = value_get(v, name);

	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->list.n && !is_telling(found); i++) {
			const struct value *other = value_get(&v->list.items[i], name);

			found = other ? other : found;
		}
	return found;
}

static void add_candidates(struct buf *names, const struct value *v)
{
	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->list.n; i++)
			add_candidates(names, &v->list.items[i]);
	if (v->kind == VALUE_RECORD)
		for (size_t i = 0; i < v->record.n; i++)
			buf_add(names,
			        (struct str){(const char *)&v->record.fields[i].name, sizeof(struct str)});
}

/* What the tags of the section at this index plus 1 see, 0 being none. */
static const struct value *context_of(const struct check *c, size_t within)
{
	if (!within)
		return c->root;
	if (!c->sections[within - 1])
		c->sections[within - 1] = inside(check_name(c, &c->t->names[within - 1]));
	return c->sections[within - 1];
}

/* The value of a name's first part, looked for outwards as when writing: NULL where nobody has it. */
static const struct value *look_outwards(const struct check *c, const struct template_name *name,
                                         struct str part)
{
	const struct value *found, *context;

	for (size_t within = name->within;; within = c->t->names[within - 1].within) {
		context = context_of(c, within);
		found = get(context, part);
		if (found || context == &anything)
			return found ? found : &anything;
		if (!within)
			return NULL;
	}
}

/* The names that are there instead: of the value that has not this part, or, of the first part, all around it. */
static void say_unknown(const struct check *c, const struct template_name *name, struct str part,
                        const struct value *record)
{
	struct buf candidates = {0}, z = {0};
	size_t within = name->within;

	add_candidates(&candidates, record ? record : context_of(c, within));
	while (within && !record) {
		within = c->t->names[within - 1].within;
		add_candidates(&candidates, context_of(c, within));
	}
	buf_add(&z, name->path);
	buf_add_char(&z, 0);
	diag_add(c->d, UNKNOWN_SLOT, name->position, z.at);
	diag_suggest(c->d, part, (const struct str *)candidates.at, candidates.len / sizeof(struct str));
	buf_free(&z);
	buf_free(&candidates);
}

static const struct value *check_name(const struct check *c, const struct template_name *name)
{
	const struct value *v, *record = NULL;
	struct str rest = name->path, part;

	if (str_is(name->path, "."))
		return context_of(c, name->within);
	str_cut(&rest, '.', &part);
	v = look_outwards(c, name, part);
	while (v && v->kind != VALUE_NONE && str_cut(&rest, '.', &part)) {
		record = v;
		v = value_get(record, part);
	}
	if (!v)
		say_unknown(c, name, part, record);
	return v;
}

/* What holds others is written as nothing. */
static void check_figure(struct check *c, const struct template_name *name, const struct value *v)
{
	struct arena *a;

	if (v->kind != VALUE_RECORD || v->record.n == 0)
		return;
	a = arena_open();
	diag_add(c->d, SLOT_OF_MANY, name->position, str_z(a, name->path),
	         str_z(a, v->record.fields[0].name));
	arena_close(a);
}

/* Whether the next shape need not be asked for this name: not where there was nothing that tells what it is. */
static bool is_known(const struct template_name *name, const struct value *v)
{
	return is_telling(v) && (name->section || v->kind != VALUE_RECORD);
}

void template_check(struct diagnostics *d, const struct template *t, const struct value *shape, bool *known)
{
	struct buf sections = {0};
	struct check c = {
		.d = d,
		.t = t,
		.root = shape,
		.sections = (const struct value **)buf_reserve(&sections, t->n_names * sizeof(*c.sections)),
	};

	for (size_t i = 0; i < t->n_names; i++) {
		const struct template_name *name = &t->names[i];
		const struct value *v;

		c.sections[i] = NULL;
		if (known && known[i])
			continue;
		/* in a section of nothing anything may be asked */
		if (name->within && c.sections[name->within - 1] == &anything) {
			c.sections[i] = &anything;
			continue;
		}
		v = check_name(&c, name);
		if (name->section)
			c.sections[i] = inside(v);
		else if (v)
			check_figure(&c, name, v);
		if (known)
			known[i] = is_known(name, v);
	}
	buf_free(&sections);
}

#include "text/markdown/markdown_section.h"

#include <cmark.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "text/cmark/markdown_limit.h"

static bool opens(const struct child *c)
{
	return c->mark && (c->mark->kind == MARK_SECTION || c->mark->kind == MARK_INVERTED);
}

static bool closes(const struct child *c)
{
	return c->mark && c->mark->kind == MARK_END;
}

static void say_unclosed(struct markdown_page *p, struct child *c)
{
	const struct text_mark *m = c->mark;
	char sigil = m->kind == MARK_SECTION ? '#' : '^';

	c->dropped = true;
	diag_add(p->d, TAG_UNCLOSED, m->position,
	         str_format(p->arena, "{{%c%.*s}}", sigil, STR_ARG(m->name)).at,
	         str_format(p->arena, "{{/%.*s}}", STR_ARG(m->name)).at);
}

static void say_unopened(struct markdown_page *p, struct child *c)
{
	c->dropped = true;
	diag_add(p->d, TAG_UNOPENED, c->mark->position,
	         str_format(p->arena, "{{/%.*s}}", STR_ARG(c->mark->name)).at);
}

/* The section tags of one container that are open at a point; those below the floor are not for a table's rows. */
struct open_tags {
	struct markdown_page *page;
	struct child *at[MARKDOWN_NESTING];
	size_t n, floor;
};

static void open_tag(struct open_tags *o, struct child *c)
{
	if (o->n < MARKDOWN_NESTING) {
		o->at[o->n++] = c;
		return;
	}
	c->dropped = true;
	diag_add(o->page->d, PAGE_TOO_DEEP, c->mark->position, "100");
}

static void close_tag(struct open_tags *o, struct children *all, struct child *c)
{
	size_t k = o->n;

	while (k > o->floor && !str_equal(o->at[k - 1]->mark->name, c->mark->name))
		k--;
	if (k == o->floor) {
		say_unopened(o->page, c);
		return;
	}
	while (o->n > k)
		say_unclosed(o->page, o->at[--o->n]);
	c->other = (size_t)(o->at[--o->n] - all->at);
	o->at[o->n]->other = (size_t)(c - all->at);
}

static void end_table(struct open_tags *o)
{
	while (o->n > o->floor)
		say_unclosed(o->page, o->at[--o->n]);
	o->floor = 0;
}

/* Sections nest within their container, and each ends in the one, or in the table, that it began in. */
static void pair(struct markdown_page *p, struct children *all)
{
	struct open_tags o = {.page = p};

	for (size_t i = 0; i < all->n; i++) {
		struct child *c = &all->at[i];

		if (opens(c))
			open_tag(&o, c);
		else if (closes(c))
			close_tag(&o, all, c);
		else if (c->mark && c->mark->kind == MARK_TABLE)
			o.floor = o.n;
		else if (c->mark && c->mark->kind == MARK_TABLE_END)
			end_table(&o);
	}
	o.floor = 0;
	end_table(&o);
}

static size_t start_line(const struct child *c)
{
	return (size_t)cmark_node_get_start_line(c->node);
}

/* The character of a list's items; two lists side by side differ in it. */
static char bullet(const struct child *c)
{
	struct str line = markdown_text_line(c->text, start_line(c));
	size_t at = (size_t)cmark_node_get_start_column(c->node) - 1;

	while (at < line.len && ascii_is_digit(line.at[at]))
		at++;
	return at < line.len ? line.at[at] : 0;
}

static bool is_blank_line(const struct text *t, size_t line)
{
	struct str s = markdown_text_line(t, line);

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != ' ' && s.at[i] != '\t' && s.at[i] != '>')
			return false;
	return true;
}

/* A section repeats items when it holds lists of one kind alone, and its tag touches the first of them. */
static char bullet_of_section(const struct children *all, size_t first)
{
	char kind = 0;

	if (is_blank_line(all->at[first].text, start_line(&all->at[first]) + 1))
		return 0;
	for (size_t i = first + 1; i < all->at[first].other; i++) {
		const struct child *c = &all->at[i];

		if (c->mark ? c->dropped || !(opens(c) || closes(c)) : !c->bullet)
			return 0;
		if (c->mark)
			continue;
		if (kind && c->bullet != kind)
			return 0;
		kind = c->bullet;
	}
	return kind;
}

static void mark_items(struct children *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct child *c = &all->at[i];
		char kind = opens(c) && !c->dropped ? bullet_of_section(all, i) : 0;

		if (!kind)
			continue;
		for (; i < c->other; i++) {
			all->at[i].of_items = all->at[i].mark;
			all->at[i].bullet = kind;
		}
		all->at[i].of_items = true;
		all->at[i].bullet = kind;
	}
}

/* The lists and tags from first on that are one list: at least one, the list itself. */
static void find_chain(struct children *all, size_t first)
{
	struct child *head = &all->at[first];
	size_t end = first;

	for (; end < all->n && all->at[end].bullet == head->bullet; end++) {
		const struct child *c = &all->at[end];

		if (!c->mark)
			head->loose |= !cmark_node_get_list_tight(c->node);
		if (end > first)
			head->loose |= is_blank_line(c->text, start_line(c) - 1);
	}
	head->chain = end - first;
}

static void find_chains(struct children *all)
{
	for (size_t i = 0; i < all->n; i++) {
		if (!all->at[i].bullet)
			continue;
		find_chain(all, i);
		i += all->at[i].chain - 1;
	}
}

struct children markdown_section_children(struct markdown_page *p, const struct text *t,
                                          cmark_node *container)
{
	struct children all = {0};
	bool marked = false;

	for (cmark_node *n = cmark_node_first_child(container); n; n = cmark_node_next(n)) {
		struct child *c = ARRAY_ADD(p->arena, all.at, all.n);

		c->node = n;
		c->text = t->rewritten && cmark_node_get_user_data(n) == t->rewritten ? t->rewritten : t;
		if (cmark_node_get_type(n) == CMARK_NODE_HTML_BLOCK && !p->options->plain)
			c->mark = markdown_text_mark(c->text, cmark_node_get_literal(n));
		if (cmark_node_get_type(n) == CMARK_NODE_LIST)
			c->bullet = bullet(c);
		marked |= c->mark != NULL;
	}
	if (marked) {
		pair(p, &all);
		mark_items(&all);
	}
	find_chains(&all);
	return all;
}

void markdown_section_publish(struct markdown_page *p, const struct child *c)
{
	static const enum piece_kind kinds[] = {
		[MARK_SECTION] = PIECE_SECTION, [MARK_INVERTED] = PIECE_INVERTED, [MARK_END] = PIECE_END};

	if (!c->mark || c->mark->kind > MARK_END || c->dropped)
		return;
	p->in_sections += c->mark->kind == MARK_END ? -1 : 1;
	markdown_page_piece(p, kinds[c->mark->kind], c->mark->name, c->mark->position);
}

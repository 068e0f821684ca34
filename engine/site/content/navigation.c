#include "site/content/navigation.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "site/content/address.h"

static int compare_place(const void *a, const void *b)
{
	const struct outline *x = *(const struct outline *const *)a, *y = *(const struct outline *const *)b;

	if (x->nav != y->nav)
		return x->nav < y->nav ? -1 : 1;
	return str_compare(x->path, y->path);
}

const struct outline **navigation_list(struct arena *a, const struct site *s, size_t *n)
{
	const struct outline **list = arena_array(a, s->outlines->n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < s->outlines->n; i++) {
		const struct outline *o = &s->outlines->list[i];

		if (o->nav > 0 && !o->hidden && !str_equal(o->path, s->config.statement_page))
			list[(*n)++] = o;
	}
	if (*n > 0)
		qsort(list, *n, sizeof(*list), compare_place);
	return list;
}

void navigation_put_language(struct fields *m, const struct site *s, bool foreign)
{
	const struct language *source = &s->languages[0];

	fields_put_text(m, STR("lang"), foreign ? source->tag : STR(""));
	fields_put_text(m, STR("dir"), foreign ? str_from(locale_direction(source->locale)) : STR(""));
}

/* A page as others lead to it: title, href, current; lang and dir where its title is not in the language. */
static struct value link_to(const struct frame_page *p, struct arena *a, const struct outline *to)
{
	const struct outline_words *title = &to->titles[p->language];
	struct fields m = fields_open(a, 5);

	fields_put(&m, STR("title"), value_text(title->text));
	fields_put(&m, STR("href"), value_text(address_page(a, p->page->path, to->path)));
	fields_put(&m, STR("current"), value_bool(str_equal(to->path, p->page->path)));
	navigation_put_language(&m, p->frame->site, title->foreign);
	return fields_done(&m);
}

static struct value section_name(struct str section)
{
	return section.len > 0 ? value_message(section, NULL, 0) : (struct value){VALUE_NONE};
}

struct value navigation_groups(const struct frame_page *p, struct arena *a)
{
	const struct frame *f = p->frame;
	struct value *groups = arena_array(a, f->n_navigation + 1, sizeof(*groups));
	size_t n = 0;

	for (size_t i = 0; i < f->n_navigation;) {
		struct value *pages = arena_array(a, f->n_navigation - i, sizeof(*pages));
		struct str section = f->navigation[i]->section;
		struct fields m = fields_open(a, 2);
		size_t k = 0;

		for (; i < f->n_navigation && str_equal(f->navigation[i]->section, section); i++)
			pages[k++] = link_to(p, a, f->navigation[i]);
		fields_put(&m, STR("name"), section_name(section));
		fields_put(&m, STR("pages"), value_list(pages, k));
		groups[n++] = fields_done(&m);
	}
	return value_list(groups, n);
}

void navigation_put_neighbours(const struct frame_page *p, struct arena *a, struct fields *root)
{
	const struct frame *f = p->frame;
	const struct outline *before = NULL, *after = NULL;

	for (size_t i = 0; i < f->n_navigation; i++)
		if (str_equal(f->navigation[i]->path, p->page->path)) {
			before = i > 0 ? f->navigation[i - 1] : NULL;
			after = i + 1 < f->n_navigation ? f->navigation[i + 1] : NULL;
		}
	fields_put(root, STR("previous"), before ? link_to(p, a, before) : (struct value){VALUE_NONE});
	fields_put(root, STR("next"), after ? link_to(p, a, after) : (struct value){VALUE_NONE});
	fields_put(root, STR("has_neighbours"), value_bool(before || after));
}

static struct value at_position(struct arena *a, struct value link, int64_t position)
{
	struct fields m = fields_open(a, link.record.n + 1);

	fields_put_all(&m, link.record.fields, link.record.n);
	fields_put(&m, STR("position"), value_integer(position));
	return fields_done(&m);
}

struct value navigation_breadcrumbs(const struct frame_page *p, struct arena *a)
{
	struct value *items = arena_array(a, 2, sizeof(*items));
	const struct outline *home = p->frame->home;
	size_t n = 0;

	if (home && !str_equal(home->path, p->page->path))
		items[n++] = at_position(a, link_to(p, a, home), 1);
	if (p->page->section.len > 0) {
		struct fields m = fields_open(a, 5);

		fields_put(&m, STR("title"), section_name(p->page->section));
		fields_put_text(&m, STR("href"), STR(""));
		fields_put(&m, STR("current"), value_bool(false));
		navigation_put_language(&m, p->frame->site, false);
		items[n] = at_position(a, fields_done(&m), (int64_t)n + 1);
		n++;
	}
	return value_list(items, n);
}

void navigation_check_section(struct diagnostics *d, const struct site *s, struct str id,
                              struct position where)
{
	const struct str *ids;
	size_t n;

	if (id.len == 0 || message_find(s->languages[0].messages, id))
		return;
	n = message_ids(s->languages[0].messages, &ids);
	if (n == 0) /* none at all: that was said */
		return;
	diag_add(d, SECTION_WORDS, where, str_z(s->arena, id));
	diag_suggest(d, id, ids, n);
}

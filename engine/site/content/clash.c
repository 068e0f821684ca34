#include "site/content/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/content/address.h"
#include "site/content/outline.h"
#include "site/content/redirect.h"

#define THE_SEARCH "the search (`search: no` in content/site.yaml leaves it out)"

/* Letters of ASCII made small: what disks that ignore case do, at least. */
static struct str fold(struct arena *a, struct str path)
{
	char *folded = str_z(a, path);

	for (char *c = folded; *c; c++)
		*c = ascii_small(*c);
	return str_from(folded);
}

struct address {
	struct str folded;
	struct str path;
	const struct outline *page; /* it is of */
};

static int compare_address(const void *a, const void *b)
{
	const struct address *x = a, *y = b;
	int order = str_compare(x->folded, y->folded);

	return order ? order : str_compare(x->path, y->path);
}

static struct str file_of(struct arena *a, struct str page)
{
	return str_format(a, "content/%.*s.md", STR_ARG(page));
}

static bool is_old(const struct address *address)
{
	return !str_equal(address->path, address->page->path);
}

static const char *name_of(struct arena *a, const struct address *address)
{
	if (is_old(address))
		return str_format(a, "the old address '%.*s'", STR_ARG(address->path)).at;
	return file_of(a, address->path).at;
}

static void say_alike(struct diagnostics *d, const struct site *s, const struct address *one,
                      const struct address *other)
{
	struct arena *a = s->arena;
	struct str file = file_of(a, is_old(one) ? one->page->path : other->page->path);

	diag_add(d, SAME_ADDRESS, ((struct position){source_load(d, a, s->root, file, SOURCE_LIMIT), 0, 0}),
	         name_of(a, one), name_of(a, other));
}

/* Two pages, or old addresses that lead on to pages. */
static void check_pages(struct diagnostics *d, const struct site *s)
{
	struct arena *a = s->arena;
	const struct outlines *all = s->outlines;
	struct address *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct outline *o = &all->list[i];

		*ARRAY_ADD(a, list, n) = (struct address){fold(a, o->path), o->path, o};
		for (size_t k = 0; k < o->n_redirects; k++)
			*ARRAY_ADD(a, list, n) = (struct address){fold(a, o->redirects[k]), o->redirects[k],
			                                          o};
	}
	if (n > 0)
		qsort(list, n, sizeof(*list), compare_address);
	for (size_t i = 1; i < n; i++)
		if (str_equal(list[i].folded, list[i - 1].folded) &&
		    !str_equal(list[i].path, list[i - 1].path))
			say_alike(d, s, &list[i - 1], &list[i]);
}

static void say_taken(struct diagnostics *d, const struct site *s, struct str file, struct str by)
{
	diag_add(d, ADDRESS_TAKEN, POSITION_NONE,
	         str_z(s->arena, str_format(s->arena, "content/%.*s", STR_ARG(file))), str_z(s->arena, by));
}

/* The page that goes where the file would in a view of a language, or none. */
static struct str page_at(const struct site *s, struct str file, struct str tag, enum view view)
{
	/* its folder with the slash: LANG.VIEW/ */
	size_t from = address_file(s->arena, tag, view, (struct str){0}).len - strlen(".html");
	const struct outline *o;

	if (file.len < from + strlen(".html"))
		return (struct str){0};
	o = outline_find(s->outlines, str_slice(file, from, file.len - strlen(".html")));
	if (!o || o->hidden || str_equal(o->path, s->config.statement_page) ||
	    !str_equal(address_file(s->arena, tag, view, o->path), file))
		return (struct str){0};
	return o->path;
}

/* A file and a page. */
static void check_file(struct diagnostics *d, const struct site *s, struct str file)
{
	const struct config *c = &s->config;

	for (size_t l = 0; l < c->n_languages; l++)
		for (enum view v = VIEW_PLAIN; v <= VIEW_COLUMNS; v++) {
			struct str page = {0};

			if (config_views(c, l) & 1U << v)
				page = page_at(s, file, c->languages[l], v);
			if (page.len > 0)
				say_taken(d, s, file, file_of(s->arena, page));
		}
}

/* What leads on from an old address, and a file or the search. */
static void check_redirects(struct diagnostics *d, const struct site *s, bool search)
{
	struct arena *a = s->arena;
	const struct redirect *all;
	size_t n;

	all = redirect_list(a, s, &n);
	for (size_t i = 0; i < n; i++) {
		struct str leads = str_format(a, "what leads on to %.*s",
		                              STR_ARG(file_of(a, all[i].to->path)));
		struct str tag = s->config.languages[all[i].language];

		if (s->assets.n > 0 && site_may_have(s, all[i].file))
			say_taken(d, s, all[i].file, leads);
		if (search && str_equal(all[i].file, address_file(a, tag, VIEW_PLAIN, STR("search"))))
			diag_add(d, ADDRESS_TAKEN, POSITION_NONE, leads.at, THE_SEARCH);
	}
}

/* A file or a page, and what every site has besides. */
static void check_own(struct diagnostics *d, const struct site *s)
{
	static const char *const at_root[] = {"index.html", "404.html", "robots.txt", "sitemap.xml"};
	const struct config *c = &s->config;
	struct str theme = str_format(s->arena, "themes/%.*s/search.mustache", STR_ARG(c->theme));
	bool searched = c->search && file_exists(file_path(s->arena, s->root, theme));
	const struct outline *search = outline_find(s->outlines, STR("search"));

	for (size_t i = 0; i < s->assets.n; i++)
		for (size_t k = 0; k < (c->base_url.len > 0 ? 4 : 2); k++)
			if (str_is(s->assets.paths[i], at_root[k]))
				say_taken(d, s, s->assets.paths[i], STR("what tierbook makes itself"));
	if (search && !search->hidden && searched)
		say_taken(d, s, STR("search.md"), STR(THE_SEARCH));
	check_redirects(d, s, searched);
}

void clash_check(struct diagnostics *d, const struct site *s)
{
	check_pages(d, s);
	for (size_t i = 0; i < s->assets.n; i++)
		if (str_ends(s->assets.paths[i], STR(".html")))
			check_file(d, s, s->assets.paths[i]);
	check_own(d, s);
}

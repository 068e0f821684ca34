#include "site/content/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/content/address.h"
#include "site/content/outline.h"

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
};

static int compare_address(const void *a, const void *b)
{
	const struct address *x = a, *y = b;
	int order = str_compare(x->folded, y->folded);

	return order ? order : str_compare(x->path, y->path);
}

/* Two pages. */
static void check_pages(struct diagnostics *d, const struct site *s)
{
	struct arena *a = s->arena;
	const struct outlines *all = s->outlines;
	struct address *list = arena_array(a, all->n + 1, sizeof(*list));

	for (size_t i = 0; i < all->n; i++)
		list[i] = (struct address){fold(a, all->list[i].path), all->list[i].path};
	qsort(list, all->n, sizeof(*list), compare_address);
	for (size_t i = 1; i < all->n; i++)
		if (str_equal(list[i].folded, list[i - 1].folded)) {
			struct str one = str_format(a, "content/%.*s.md", STR_ARG(list[i - 1].path));
			struct str other = str_format(a, "content/%.*s.md", STR_ARG(list[i].path));

			diag_add(d, SAME_ADDRESS,
			         ((struct position){source_load(d, a, s->root, other, SOURCE_LIMIT), 0, 0}),
			         str_z(a, one), str_z(a, other));
		}
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
				say_taken(d, s, file, str_format(s->arena, "content/%.*s.md", STR_ARG(page)));
		}
}

/* A file or a page, and what every site has besides. */
static void check_own(struct diagnostics *d, const struct site *s)
{
	static const char *const at_root[] = {"index.html", "404.html", "robots.txt", "sitemap.xml"};
	const struct config *c = &s->config;
	struct str theme = str_format(s->arena, "themes/%.*s/search.mustache", STR_ARG(c->theme));
	const struct outline *search = outline_find(s->outlines, STR("search"));

	for (size_t i = 0; i < s->assets.n; i++)
		for (size_t k = 0; k < (c->base_url.len > 0 ? 4 : 2); k++)
			if (str_is(s->assets.paths[i], at_root[k]))
				say_taken(d, s, s->assets.paths[i], STR("what tierbook makes itself"));
	if (search && !search->hidden && c->search && file_exists(file_path(s->arena, s->root, theme)))
		say_taken(d, s, STR("search.md"),
		          STR("the search (`search: no` in content/site.yaml leaves it out)"));
}

void clash_check(struct diagnostics *d, const struct site *s)
{
	check_pages(d, s);
	for (size_t i = 0; i < s->assets.n; i++)
		if (str_ends(s->assets.paths[i], STR(".html")))
			check_file(d, s, s->assets.paths[i]);
	check_own(d, s);
}

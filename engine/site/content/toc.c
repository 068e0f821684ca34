#include "site/content/toc.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/file.h"
#include "text/document/frontmatter.h"

/* section: NULL where the page is in none. */
static void add_page(struct diagnostics *d, struct arena *a, struct toc *t, const struct front_node *node,
                     const struct front_node *section)
{
	struct toc_entry e = {.page = node->text, .position = node->position};
	struct str unused;

	if (node->kind != FRONT_SCALAR) {
		diag_add(d, BAD_SETTING, node->position, "pages",
		         "a list of pages, [index, renewal/by-hand]");
		return;
	}
	if (section) {
		e.section = section->text;
		e.section_position = section->position;
	}
	if (str_ends(e.page, STR(".md")))
		e.page.len -= 3;
	if (toc_find(t, e.page, &unused) > 0)
		diag_add(d, TOC_TWICE, e.position, str_z(a, e.page));
	else
		*ARRAY_ADD(a, t->entries, t->n) = e;
}

static void add_section(struct diagnostics *d, struct arena *a, struct toc *t, const struct front_node *map)
{
	static const struct str keys[] = {STR("section"), STR("pages")};
	const struct front_node *pages = frontmatter_get(map, "pages");
	const struct front_node *section = frontmatter_get(map, "section");

	frontmatter_check_keys(d, map, keys, 2, NULL);
	if (!pages || pages->kind != FRONT_LIST) {
		diag_add(d, BAD_SETTING, pages ? pages->position : map->position, "pages",
		         "a list of pages, [index, renewal/by-hand]");
		return;
	}
	if (section && section->kind != FRONT_SCALAR)
		diag_add(d, BAD_SETTING, section->position, "section", "words");
	for (size_t i = 0; i < pages->n; i++)
		add_page(d, a, t, &pages->items[i], section);
}

const struct toc *toc_load(struct diagnostics *d, struct arena *a, const char *root)
{
	const struct front_node *map, *list;
	struct toc *t = arena_alloc(a, sizeof(*t));

	if (!file_exists(file_path(a, root, STR("content/toc.yaml"))))
		return NULL;
	t->source = source_load(d, a, root, STR("content/toc.yaml"), 1 << 20);
	map = t->source ? frontmatter_load_yaml(d, a, t->source) : NULL;
	if (!map)
		return NULL;
	list = frontmatter_get(map, "navigation");
	if (!list || list->kind != FRONT_LIST) {
		diag_add(d, BAD_SETTING, map->position, "navigation", "a list of pages and sections");
		return t;
	}
	for (size_t i = 0; i < list->n; i++) {
		if (list->items[i].kind == FRONT_MAP)
			add_section(d, a, t, &list->items[i]);
		else
			add_page(d, a, t, &list->items[i], NULL);
	}
	return t;
}

size_t toc_find(const struct toc *t, struct str page, struct str *section)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_equal(t->entries[i].page, page)) {
			*section = t->entries[i].section;
			return i + 1;
		}
	return 0;
}

#include "site/content/redirect.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "site/content/address.h"
#include "text/words/escape.h"
#include "text/words/url.h"

const struct redirect *redirect_list(struct arena *a, const struct site *s, size_t *n)
{
	const struct outlines *all = s->outlines;
	struct redirect *list;
	size_t most = 0;

	for (size_t i = 0; i < all->n; i++)
		most += all->list[i].n_redirects;
	list = arena_array(a, most * s->config.n_languages + 1, sizeof(*list));
	*n = 0;
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->list[i].n_redirects && !all->list[i].hidden; k++)
			for (size_t l = 0; l < s->config.n_languages; l++)
				list[(*n)++] = (struct redirect){address_file(a, s->languages[l].tag,
				                                              VIEW_PLAIN,
				                                              all->list[i].redirects[k]),
				                                 &all->list[i], l};
	return list;
}

static int compare(const void *a, const void *b)
{
	const struct redirect *x = a, *y = b;
	int order = str_compare(x->file, y->file);

	return order != 0 ? order : str_compare(x->to->path, y->to->path);
}

/* Where the page's head says so. */
static struct position place_of(struct diagnostics *d, const struct site *s, const struct outline *o,
                                struct str from)
{
	struct arena *a = s->arena;
	const struct source *file = source_load(
		d, a, s->root, str_format(a, "content/%.*s.md", STR_ARG(o->path)), SOURCE_LIMIT);
	const struct frontmatter *front = file ? frontmatter_load(d, a, file) : NULL;
	const struct front_node *node = front ? frontmatter_get(&front->root, "redirect_from") : NULL;

	for (size_t i = 0; node && i < node->n; i++)
		if (str_find(node->items[i].text, from, 0) != SIZE_MAX)
			return node->items[i].position;
	return node ? node->position : (struct position){file, 0, 0};
}

static void say_taken(struct diagnostics *d, const struct site *s, const struct outline *o, struct str from,
                      struct str by, const char *how)
{
	diag_add(d, REDIRECT_TAKEN, place_of(d, s, o, from), str_z(s->arena, from), str_z(s->arena, by), how);
}

void redirect_check(struct diagnostics *d, const struct site *s)
{
	const struct outlines *pages = s->outlines;
	struct redirect *all;
	size_t n = 0, most = 1;

	for (size_t i = 0; i < pages->n; i++)
		most += pages->list[i].n_redirects;
	all = arena_array(s->arena, most, sizeof(*all));
	for (size_t i = 0; i < pages->n; i++)
		for (size_t k = 0; k < pages->list[i].n_redirects; k++) {
			struct outline *o = &pages->list[i];

			if (outline_find(pages, o->redirects[k]))
				say_taken(d, s, o, o->redirects[k], o->redirects[k], "stands there");
			all[n++] = (struct redirect){o->redirects[k], o, 0};
		}
	if (n > 0)
		qsort(all, n, sizeof(*all), compare);
	for (size_t i = 1; i < n; i++)
		if (str_equal(all[i].file, all[i - 1].file))
			say_taken(d, s, all[i].to, all[i].file, all[i - 1].to->path,
			          "is led to from there, too");
}

/* The way from the redirect's file to the page's. */
static struct str way(struct arena *a, const struct redirect *r, const struct site *s)
{
	size_t tag = s->languages[r->language].tag.len + 1;
	struct str from = str_slice(r->file, tag, r->file.len);

	return address_page(a, from, r->to->path);
}

void redirect_render(const struct redirect *r, const struct site *s, struct buf *out)
{
	struct arena *a = arena_open();
	const struct language *l = &s->languages[r->language];
	const struct outline_words *title = &r->to->titles[r->language];
	struct str to = way(a, r, s), url = address_url(a, &s->config, l->tag, r->to->path);
	struct buf words = {0};

	escape_add_words(&words, title->text, PLACE_TEXT);
	buf_add_format(out,
	               "<!DOCTYPE html>\n<html lang=\"%.*s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	               "<title>%.*s</title>\n<meta name=\"robots\" content=\"noindex\">\n"
	               "<meta name=\"color-scheme\" content=\"light dark\">\n"
	               "<meta http-equiv=\"refresh\" content=\"0; url=",
	               STR_ARG(title->foreign ? s->languages[0].tag : l->tag), locale_direction(l->locale),
	               STR_ARG(buf_str(&words)));
	escape_add_words(out, to, PLACE_URL);
	buf_add_z(out, "\">\n");
	if (url.len > 0) {
		buf_add_z(out, "<link rel=\"canonical\" href=\"");
		escape_add_words(out, url, PLACE_URL);
		buf_add_z(out, "\">\n");
	}
	buf_add_z(out, "</head>\n<body>\n<main>\n<h1><a href=\"");
	escape_add_words(out, to, PLACE_URL);
	buf_add_format(out, "\">%.*s</a></h1>\n</main>\n</body>\n</html>\n", STR_ARG(buf_str(&words)));
	buf_free(&words);
	arena_close(a);
}

/* As a server is asked for it: white space stands between two. */
static void add_address(struct buf *out, struct str base, struct str file)
{
	buf_add(out, base);
	url_add(out, file, URL_IN_LINE);
}

void redirect_render_list(const struct redirect *all, size_t n, const struct site *s, struct buf *out)
{
	struct str base = address_base(&s->config);
	struct arena *a = arena_open();

	for (size_t i = 0; i < n; i++) {
		struct str tag = s->languages[all[i].language].tag;

		add_address(out, base, all[i].file);
		buf_add_char(out, ' ');
		add_address(out, base, address_file(a, tag, VIEW_PLAIN, all[i].to->path));
		buf_add_z(out, " 301\n");
	}
	arena_close(a);
}

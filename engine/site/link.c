#include "site/link.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/page.h"

/* What a link of one page is being resolved against. */
struct linker {
	struct diagnostics *d;
	struct site *site;
	struct page *page;
};

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];

		if (c == ':')
			return i > 0;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '+' || c == '-' || c == '.'))
			return false;
	}
	return false;
}

static bool is_elsewhere(struct str url)
{
	return has_scheme(url) || str_starts(url, STR("//"));
}

/* Two hex digits after '%' are a byte; anything else stays as it is. */
static struct str percent_decode(struct arena *a, struct str url)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	char *out = arena_alloc(a, url.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < url.len; i++) {
		const char *high = i + 2 < url.len && url.at[i] == '%' ? memchr(digits, url.at[i + 1], 32)
		                                                       : NULL;
		const char *low = high ? memchr(digits, url.at[i + 2], 32) : NULL;

		if (low) {
			out[n++] = (char)((((high - digits) & 15) << 4) | ((low - digits) & 15));
			i += 2;
		} else {
			out[n++] = url.at[i];
		}
	}
	return (struct str){out, n};
}

/* The path beneath content/ that a link written on the page means; false when it leaves content/. */
static bool target_path(struct linker *l, struct str path, struct str *out)
{
	struct arena *a = l->site->arena;
	struct str folder = l->page->path, rest, piece, pieces[128];
	size_t n = 0;

	while (folder.len > 0 && folder.at[folder.len - 1] != '/')
		folder.len--;
	if (str_starts(path, STR("~/")))
		path = str_slice(path, 1, path.len);
	rest = path.at[0] == '/' ? path : str_format(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
	while (str_cut(&rest, '/', &piece)) {
		if (piece.len == 0 || str_is(piece, "."))
			continue;
		if (str_is(piece, "..") && n-- == 0)
			return false;
		if (!str_is(piece, "..")) {
			if (n == 128)
				return false;
			pieces[n++] = piece;
		}
	}
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_char(&b, '/');
		buf_add(&b, pieces[i]);
	}
	*out = str_copy(a, buf_str(&b));
	buf_free(&b);
	return n > 0;
}

static bool has_anchor(const struct page *p, struct str anchor)
{
	for (size_t i = 0; i < p->doc->n_headings; i++)
		if (str_equal(p->doc->headings[i]->anchor, anchor))
			return true;
	for (size_t i = 0; i < p->doc->n_anchors; i++)
		if (str_equal(p->doc->anchors[i], anchor))
			return true;
	return false;
}

/* lax: whoever wrote the link could not know better, so it is a warning. */
static void check_anchor(struct diagnostics *d, const struct site *s, const struct page *target,
                         struct str anchor, struct position where, bool lax)
{
	struct arena *a = s->arena;
	struct str *names;

	if (anchor.len == 0 || has_anchor(target, percent_decode(a, anchor)))
		return;
	names = arena_array(a, target->doc->n_headings + 1, sizeof(*names));
	for (size_t i = 0; i < target->doc->n_headings; i++)
		names[i] = target->doc->headings[i]->anchor;
	if (lax)
		diag_add(d, LOST_ANCHOR, where, str_z(a, target->path), str_z(a, anchor));
	else
		diag_add(d, BROKEN_ANCHOR, where, str_z(a, target->path), str_z(a, anchor));
	diag_suggest(d, anchor, names, target->doc->n_headings);
}

void link_check_anchor(struct diagnostics *d, const struct site *s, const struct page *target,
                       struct str anchor, struct position where)
{
	check_anchor(d, s, target, anchor, where, false);
}

/* A page the link can't reach; a name in reach is suggested. */
static void say_broken(struct linker *l, struct str url, struct str target, struct position where)
{
	struct arena *a = l->site->arena;
	struct str *names = arena_array(a, l->site->n_pages + 1, sizeof(*names));

	for (size_t i = 0; i < l->site->n_pages; i++)
		names[i] = str_format(a, "%.*s.md", STR_ARG(l->site->pages[i].path));
	if (l->page->links_lax)
		diag_add(l->d, LOST_LINK, where, str_z(a, url));
	else
		diag_add(l->d, BROKEN_LINK, where, str_z(a, url));
	diag_suggest(l->d, target, names, l->site->n_pages);
}

/* Folders climbed from the page's file to its language's folder, then down. */
static struct str from_page_to(struct linker *l, struct str path)
{
	struct arena *a = l->site->arena;
	struct str up = page_root(a, l->page);

	return str_format(a, "%.*s%.*s", (int)up.len - 3, up.at, STR_ARG(path));
}

static struct str resolve(struct linker *l, const struct document_link *link)
{
	struct arena *a = l->site->arena;
	size_t hash = str_find(link->url, STR("#"), 0), query = str_find(link->url, STR("?"), 0);
	size_t end = hash < query ? hash : query;
	struct str path = str_slice(link->url, 0, end < link->url.len ? end : link->url.len), target;
	struct str anchor = hash == SIZE_MAX ? (struct str){0}
	                                     : str_slice(link->url, hash + 1, link->url.len);
	struct str tail = str_slice(link->url, path.len, link->url.len);
	const struct page *page;

	if (path.len == 0) {
		check_anchor(l->d, l->site, l->page, anchor, link->position, l->page->links_lax);
		return link->url;
	}
	if (!target_path(l, percent_decode(a, path), &target)) {
		say_broken(l, link->url, path, link->position);
		return link->url;
	}
	if (!link->image && str_ends(target, STR(".md"))) {
		page = site_page(l->site, str_slice(target, 0, target.len - 3));
		if (!page || page == l->site->statement)
			say_broken(l, link->url, target, link->position);
		else
			check_anchor(l->d, l->site, page, anchor, link->position, l->page->links_lax);
		target = str_slice(target, 0, target.len - 3);
		/* a statement stands elsewhere than the pages: the slot is filled with where they are */
		if (l->page == l->site->statement)
			return str_format(a, "{{help_root}}%.*s.html%.*s", STR_ARG(target), STR_ARG(tail));
		return str_format(a, "%.*s.html%.*s", STR_ARG(from_page_to(l, target)), STR_ARG(tail));
	}
	if (!file_exists(str_z(a, str_format(a, "%s/content/%.*s", l->site->root, STR_ARG(target)))))
		say_broken(l, link->url, target, link->position);
	return str_format(a, "%.*s%.*s%.*s", STR_ARG(page_root(a, l->page)), STR_ARG(target), STR_ARG(tail));
}

void link_resolve_all(struct diagnostics *d, struct site *s)
{
	struct linker l = {.d = d, .site = s};

	for (size_t i = 0; i < s->n_pages; i++) {
		l.page = &s->pages[i];
		for (size_t k = 0; k < l.page->doc->n_links; k++) {
			const struct document_link *link = &l.page->doc->links[k];

			if (link->url.len > 0 && !is_elsewhere(link->url) &&
			    str_find(link->url, STR("{{"), 0) == SIZE_MAX)
				link->code->href = resolve(&l, link);
		}
	}
}

bool link_assets(struct diagnostics *d, struct arena *a, const struct site *s, struct file_list *out)
{
	struct file_list all;

	if (!file_walk(d, a, s->root, "content", "", &all))
		return false;
	*out = (struct file_list){arena_array(a, all.n + 1, sizeof(struct str)), 0};
	for (size_t i = 0; i < all.n; i++)
		if (!str_ends(all.paths[i], STR(".md")) && !str_ends(all.paths[i], STR(".yaml")))
			out->paths[out->n++] = all.paths[i];
	return true;
}

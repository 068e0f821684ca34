#include "site/content/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/diag.h"
#include "site/content/address.h"
#include "site/content/measure.h"
#include "site/content/outline.h"

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];

		if (c == ':')
			return i > 0;
		if (!ascii_is_alnum(c) && !ascii_is_one_of(c, "+-."))
			return false;
	}
	return false;
}

static bool is_elsewhere(struct str url)
{
	return has_scheme(url) || str_starts(url, STR("//"));
}

struct str link_decode(struct arena *a, struct str url)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	char *out;
	size_t n = 0;

	if (str_find(url, STR("%"), 0) == SIZE_MAX)
		return url;
	out = arena_alloc(a, url.len + 1);
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

/* Where a link is written, beneath content/: a page, or a file that it includes. */
static struct str written_in(struct str page, struct str file)
{
	static const struct str content = STR("content/");

	return str_starts(file, content) ? str_slice(file, content.len, file.len) : page;
}

/* The path beneath content/ that a link written in this file means; false when it leaves content/. */
static bool target_path(struct arena *a, struct str file, struct str path, struct str *out)
{
	struct str folder = str_folder(file);

	if (str_starts(path, STR("~/")))
		path = str_slice(path, 1, path.len);
	if (path.at[0] == '/')
		folder = STR("");
	if (address_resolve(a, folder, path, out) && out->len > 0)
		return true;
	*out = (struct str){0};
	return false;
}

/* A link taken apart: what it leads to, within the site. */
struct target {
	struct str path;   /* beneath content/; empty: the page itself */
	struct str anchor; /* after '#' */
	struct str tail;   /* ?query#anchor as written */
	bool page;         /* a page; otherwise a file */
	bool outside;      /* of content/ */
};

/* false: it leads to another site, or values make it. */
static bool take_apart(struct arena *a, struct str file, struct str url, bool image, struct target *t)
{
	size_t hash = str_find(url, STR("#"), 0), query = str_find(url, STR("?"), 0);
	size_t end = hash < query ? hash : query;
	struct str path = str_slice(url, 0, end < url.len ? end : url.len);

	*t = (struct target){0};
	if (url.len == 0 || is_elsewhere(url) || str_find(url, STR("{{"), 0) != SIZE_MAX)
		return false;
	t->tail = str_slice(url, path.len, url.len);
	if (hash != SIZE_MAX)
		t->anchor = link_decode(a, str_slice(url, hash + 1, url.len));
	if (path.len == 0)
		return true;
	t->outside = !target_path(a, file, link_decode(a, path), &t->path);
	t->page = !t->outside && !image && str_ends(t->path, STR(".md"));
	if (t->page)
		t->path.len -= 3;
	return true;
}

static struct str href(struct arena *a, const struct page *p, bool statement,
                       const struct document_link *link, const struct target *t)
{
	if (t->path.len == 0 || t->outside)
		return link->url;
	/* a statement stands elsewhere than the pages: the slot is filled with where they are */
	if (t->page && statement)
		return str_format(a, "{{help_root}}%.*s.html%.*s", STR_ARG(t->path), STR_ARG(t->tail));
	if (t->page)
		return str_format(a, "%.*s%.*s", STR_ARG(address_page(a, p->path, t->path)),
		                  STR_ARG(t->tail));
	return str_format(a, "%.*s%.*s%.*s", STR_ARG(address_root(a, p->path)), STR_ARG(t->path),
	                  STR_ARG(t->tail));
}

void link_resolve(struct diagnostics *d, struct arena *a, const struct site *s, struct page *p,
                  bool statement)
{
	struct target t;

	for (size_t i = 0; i < p->doc->n_links; i++) {
		struct document_link *link = &p->doc->links[i];
		struct str file = written_in(p->path, link->position.source->path);

		link->code->href = (struct str){0};
		if (!take_apart(a, file, link->url, link->image, &t))
			continue;
		link->code->href = href(a, p, statement, link, &t);
		if (link->image && t.path.len > 0 && !t.outside)
			measure_picture(d, a, s, p, link, t.path);
	}
}

static const struct source *load(struct link_places *p, struct str path)
{
	if (!p->last || !str_equal(p->last->path, path))
		p->last = source_load(p->d, p->arena, p->root, path, SOURCE_LIMIT);
	return p->last;
}

struct position link_place(struct link_places *p, const struct outline *page, const struct outline_link *link)
{
	const struct source *source = link->file.len > 0 ? NULL : page->source;

	if (!source)
		source = load(p, link->file.len > 0
		                         ? link->file
		                         : str_format(p->arena, "content/%.*s.md", STR_ARG(page->path)));
	if (!source || (size_t)link->offset + link->length > source->text.len)
		return POSITION_NONE;
	return (struct position){source, link->offset, link->length};
}

/* What the links of one page are being checked against. */
struct checker {
	struct link_places places;
	const struct site *site;
	const struct outline *page;
	struct arena *shown; /* of what is said */
	size_t quiet;        /* what was said before, and is not said again */
};

static struct position place_of(struct checker *c, const struct outline_link *link)
{
	return link_place(&c->places, c->page, link);
}

static void say_broken_anchor(struct diagnostics *d, struct arena *a, const struct outline *target,
                              struct str anchor, struct position where)
{
	diag_add(d, BROKEN_ANCHOR, where, str_z(a, target->path), str_z(a, anchor));
	diag_suggest(d, anchor, target->anchors, target->n_headings);
}

void link_check_anchor(struct diagnostics *d, const struct site *s, const struct outline *target,
                       struct str anchor, struct position where)
{
	if (!outline_has_anchor(target, link_decode(s->arena, anchor)))
		say_broken_anchor(d, s->arena, target, anchor, where);
}

/* As a link in a file of that folder is written: "../renewal/buy.md". */
static struct str written_from(struct arena *a, struct str folder, struct str page)
{
	struct buf b = {0};
	size_t same = 0;

	for (size_t i = 0; i < folder.len && i < page.len && folder.at[i] == page.at[i]; i++)
		if (folder.at[i] == '/')
			same = i + 1;
	for (size_t i = same; i < folder.len; i++)
		if (folder.at[i] == '/')
			buf_add(&b, STR("../"));
	buf_add_format(&b, "%.*s.md", STR_ARG(str_slice(page, same, page.len)));
	return buf_keep(&b, a);
}

/* The page that a link to nothing may be to: written as from content/, or as other sites call pages, `buy` or `buy.html`. */
static struct str meant(struct arena *a, const struct outlines *all, struct str url, const struct target *t)
{
	struct str path = t->path, rooted = str_slice(url, 0, url.len - t->tail.len);

	if (!t->page && str_ends(path, STR(".html")))
		path.len -= strlen(".html");
	if (str_ends(rooted, STR(".md")))
		rooted.len -= strlen(".md");
	address_resolve(a, STR(""), rooted, &rooted);
	return outline_find(all, rooted) ? rooted : path;
}

/* A page the link can't reach; a name in reach is suggested. */
static void say_broken(struct checker *c, const struct outline_link *link, const struct target *t)
{
	struct arena *a = c->places.arena;
	const struct outlines *all = c->site->outlines;
	struct str *names = arena_array(a, all->n + 1, sizeof(*names));
	struct str folder = str_folder(written_in(c->page->path, link->file));
	struct str page = meant(a, all, link->url, t);

	if (link->image && str_ends(t->path, STR(".md"))) {
		diag_add(c->places.d, PAGE_AS_PICTURE, place_of(c, link), str_z(a, link->url));
		return;
	}
	for (size_t i = 0; i < all->n; i++)
		names[i] = written_from(a, folder, all->list[i].path);
	diag_add(c->places.d, BROKEN_LINK, place_of(c, link), str_z(a, link->url));
	if (page.len > 0)
		diag_suggest(c->places.d, written_from(a, folder, page), names, all->n);
}

/* Whoever took over a page of another site could not know better, so it is a warning, and said once. */
static void note_lost(struct checker *c, struct outline_link *link, const struct outline *target,
                      struct str anchor)
{
	struct arena *a = c->places.arena;
	bool said = link->lost && c->page->kept;

	link->lost = true;
	if (said)
		c->quiet++;
	else if (target) {
		diag_add(c->places.d, LOST_ANCHOR, place_of(c, link), str_z(a, target->path),
		         str_z(a, anchor));
		diag_suggest(c->places.d, anchor, target->anchors, target->n_headings);
	} else
		diag_add(c->places.d, LOST_LINK, place_of(c, link), str_z(a, link->url));
}

static bool reaches(const struct checker *c, const struct target *t)
{
	if (t->outside)
		return false;
	if (t->page)
		return outline_find(c->site->outlines, t->path) &&
		       !str_equal(t->path, c->site->config.statement_page);
	return site_may_have(c->site, t->path);
}

static void check_link(struct checker *c, struct arena *scratch, struct outline_link *link)
{
	bool lax = c->page->links_lax;
	const struct outline *page;
	struct target t;

	if (!take_apart(scratch, written_in(c->page->path, link->file), link->url, link->image, &t))
		return;
	if ((t.path.len > 0 || t.outside) && !reaches(c, &t)) {
		if (t.page && !t.outside && site_is_unread(c->site, t.path))
			return;
		if (lax)
			note_lost(c, link, NULL, STR(""));
		else
			say_broken(c, link, &t);
		return;
	}
	page = t.page ? outline_find(c->site->outlines, t.path) : NULL;
	if (page && page->hidden && !c->page->hidden) {
		if (lax)
			note_lost(c, link, NULL, STR(""));
		else
			diag_add(c->places.d, HIDDEN_LINK, place_of(c, link), str_z(c->places.arena, t.path));
		return;
	}
	page = t.path.len == 0 ? c->page : t.page ? outline_find(c->site->outlines, t.path) : NULL;
	if (!page || t.anchor.len == 0 || outline_has_anchor(page, t.anchor)) {
		link->lost = false;
		return;
	}
	if (lax)
		note_lost(c, link, page, t.anchor);
	else
		say_broken_anchor(c->places.d, c->places.arena, page, t.anchor, place_of(c, link));
}

static void check_page(struct checker *c, struct arena *scratch, struct outline *o)
{
	for (size_t k = 0; o->settled && k < o->n_links; k++)
		c->quiet += o->links[k].lost;
	c->page = o;
	for (size_t k = 0; !o->settled && k < o->n_links; k++)
		check_link(c, scratch, &o->links[k]);
	arena_reset(scratch);
}

/* The work of crew_run: pages one after the other, whose messages come in their order. */
enum { STRETCH = 64 };

struct checking {
	const struct site *site;
	struct checker *stretches;
};

static void check_stretch(void *context, size_t hand, size_t item)
{
	struct checking *all = context;
	const struct outlines *pages = all->site->outlines;
	struct checker *c = &all->stretches[item];
	struct arena *scratch = arena_open();

	(void)hand;
	c->site = all->site;
	c->places = (struct link_places){diag_open(), arena_open(), all->site->root, NULL};
	for (size_t i = item * STRETCH; i < (item + 1) * STRETCH && i < pages->n; i++)
		check_page(c, scratch, &pages->list[i]);
	c->shown = arena_open();
	diag_settle(c->places.d, c->shown);
	arena_close(c->places.arena);
	arena_close(scratch);
}

void link_check_all(struct diagnostics *d, struct site *s, size_t hands)
{
	size_t n = (s->outlines->n + STRETCH - 1) / STRETCH;
	struct checking all = {s, arena_array(s->arena, n, sizeof(*all.stretches))};

	crew_run(hands, n, check_stretch, &all);
	for (size_t i = 0; i < n; i++) {
		struct checker *c = &all.stretches[i];

		diag_move(d, c->places.d);
		diag_close(c->places.d);
		site_adopt(s, c->shown);
		s->n_quiet += c->quiet;
	}
}

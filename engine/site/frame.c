#include "site/frame.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "site/fields.h"
#include "site/figures.h"

enum { FRAME_FIELDS = 17 };

struct frame {
	const struct site *site;
	const struct page **navigation;
	size_t n_navigation;
	struct value_field figures[FIGURES_FIELDS];
	const struct theme *theme;
	struct str **titles; /* [language][page]: plain text */
};

static struct value sentence(const char *id)
{
	return value_message(str_from(id), NULL, 0);
}

struct str frame_tree(struct arena *a, struct str tag, enum view view)
{
	static const char *const suffix[] = {"", ".sentences", ".columns"};

	return str_format(a, "%.*s%s", STR_ARG(tag), suffix[view]);
}

struct str frame_url(struct arena *a, const struct site *s, size_t language, const struct page *p)
{
	if (s->config.base_url.len == 0)
		return (struct str){0};
	return str_format(a, "%.*s%.*s/%.*s.html", STR_ARG(s->config.base_url),
	                  STR_ARG(s->languages[language].tag), STR_ARG(p->path));
}

static bool comes_before(const struct page *a, const struct page *b)
{
	if (a->nav != b->nav)
		return a->nav < b->nav;
	return str_compare(a->path, b->path) < 0;
}

const struct page **frame_navigation(struct arena *a, const struct site *s, size_t *n)
{
	const struct page **list = arena_array(a, s->n_pages + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < s->n_pages; i++) {
		const struct page *p = &s->pages[i];
		size_t at = *n;

		if (p->nav == 0 || p->draft || p == s->statement)
			continue;
		for (; at > 0 && comes_before(p, list[at - 1]); at--)
			list[at] = list[at - 1];
		list[at] = p;
		++*n;
	}
	return list;
}

static struct weave plain_weave(const struct frame *f, const struct page *p, size_t language)
{
	return (struct weave){.catalogue = p->catalogues[language],
	                      .source_language = f->site->config.source_language,
	                      .language = f->site->languages[language].tag,
	                      .badge_stale = f->site->config.badge_stale,
	                      .messages = f->site->languages[language].messages};
}

/* A field of the front matter, or the first heading, in a language, as plain text. */
static struct str block_text(const struct frame *f, struct arena *a, const struct page *p,
                             const struct document_block *b, size_t language)
{
	const struct language *l = &f->site->languages[language];
	struct value root = value_record(f->figures, FIGURES_FIELDS);
	struct weave w = plain_weave(f, p, language);
	const struct template *t;
	struct buf out = {0};

	if (!b)
		return (struct str){0};
	t = weave_field(a, b, &w);
	template_render_plain(t, &root, l->locale, l->messages, &out);
	struct str text = str_copy(a, buf_str(&out));
	buf_free(&out);
	return text;
}

static const struct document_block *title_block(const struct page *p)
{
	return p->title ? p->title : p->doc->n_headings > 0 ? p->doc->headings[0] : NULL;
}

static struct str page_title(const struct frame *f, struct arena *a, const struct page *p, size_t language)
{
	const struct document_block *b = title_block(p);

	return b ? block_text(f, a, p, b, language) : p->path;
}

/* The language that a block's words are in, where that is not the page's. */
static void put_language(const struct frame *f, struct fields *m, const struct page *p,
                         const struct document_block *b, size_t language)
{
	const struct language *source = &f->site->languages[0];
	struct weave w = plain_weave(f, p, language);
	bool foreign = b && weave_is_foreign(b, &w);

	fields_put_text(m, STR("lang"), foreign ? source->tag : STR(""));
	fields_put_text(m, STR("dir"), foreign ? str_from(locale_direction(source->locale)) : STR(""));
}

/* Where the theme's assets lie, from a page: style.css is {{asset.style_css}}. */
static struct value asset_values(const struct frame *f, struct arena *a, struct str root)
{
	size_t n;
	const struct theme_asset *assets = theme_assets(f->theme, &n);
	struct fields m = fields_open(a, n + 1);

	for (size_t i = 0; i < n; i++)
		fields_put(
			&m, theme_asset_slot(a, &assets[i]),
			value_text(str_format(a, "%.*s%.*s", STR_ARG(root), STR_ARG(assets[i].published))));
	return fields_done(&m);
}

struct frame *frame_open(struct arena *a, const struct site *s, const struct theme *t, int32_t day)
{
	struct frame *f = arena_alloc(a, sizeof(*f));

	f->site = s;
	f->navigation = frame_navigation(a, s, &f->n_navigation);
	f->theme = t;
	figures_make(a, s->policy, day, f->figures);
	f->titles = arena_array(a, s->config.n_languages, sizeof(*f->titles));
	for (size_t l = 0; l < s->config.n_languages; l++) {
		f->titles[l] = arena_array(a, s->n_pages + 1, sizeof(struct str));
		for (size_t i = 0; i < s->n_pages; i++)
			f->titles[l][i] = page_title(f, a, &s->pages[i], l);
	}
	return f;
}

static struct str title_of(const struct frame *f, const struct page *p, size_t language)
{
	return f->titles[language][p - f->site->pages];
}

/* The way from a page's file to another page of the same tree. */
static struct value href(struct arena *a, const struct page *from, const struct page *to)
{
	struct str up = page_root(a, from);

	return value_text(str_format(a, "%.*s%.*s.html", (int)up.len - 3, up.at, STR_ARG(to->path)));
}

static struct value page_link(const struct frame *f, struct arena *a, const struct page *from,
                              const struct page *to, size_t language)
{
	struct fields m = fields_open(a, 5);

	fields_put(&m, STR("title"), value_text(title_of(f, to, language)));
	fields_put(&m, STR("href"), href(a, from, to));
	fields_put(&m, STR("current"), value_bool(from == to));
	put_language(f, &m, to, title_block(to), language);
	return fields_done(&m);
}

static struct value section_name(struct str section)
{
	return section.len > 0 ? value_message(section, NULL, 0) : (struct value){VALUE_NONE};
}

/* Neighbours of the same section make a group. */
static struct value navigation(const struct frame *f, struct arena *a, const struct page *p, size_t language)
{
	struct value *groups = arena_array(a, f->n_navigation + 1, sizeof(*groups));
	size_t n = 0;

	for (size_t i = 0; i < f->n_navigation;) {
		struct value *pages = arena_array(a, f->n_navigation - i, sizeof(*pages));
		struct str section = f->navigation[i]->section;
		struct fields m = fields_open(a, 2);
		size_t k = 0;

		for (; i < f->n_navigation && str_equal(f->navigation[i]->section, section); i++)
			pages[k++] = page_link(f, a, p, f->navigation[i], language);
		fields_put(&m, STR("name"), section_name(section));
		fields_put(&m, STR("pages"), value_list(pages, k));
		groups[n++] = fields_done(&m);
	}
	return value_list(groups, n);
}

/* The pages before and after in the navigation. */
static void put_neighbours(const struct frame *f, struct arena *a, const struct page *p, size_t language,
                           struct fields *root)
{
	const struct page *before = NULL, *after = NULL;

	for (size_t i = 0; i < f->n_navigation; i++)
		if (f->navigation[i] == p) {
			before = i > 0 ? f->navigation[i - 1] : NULL;
			after = i + 1 < f->n_navigation ? f->navigation[i + 1] : NULL;
		}
	fields_put(root, STR("previous"),
	           before ? page_link(f, a, p, before, language) : (struct value){VALUE_NONE});
	fields_put(root, STR("next"),
	           after ? page_link(f, a, p, after, language) : (struct value){VALUE_NONE});
	fields_put(root, STR("has_neighbours"), value_bool(before || after));
}

static struct value contents(const struct frame *f, struct arena *a, const struct page *p, size_t language)
{
	struct value *items = arena_array(a, p->doc->n_headings + 1, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < p->doc->n_headings; i++) {
		const struct document_block *h = p->doc->headings[i];
		struct fields m = fields_open(a, 5);

		if (h->level < 2 || h->level > 3)
			continue;
		fields_put(&m, STR("title"), value_text(block_text(f, a, p, h, language)));
		fields_put(&m, STR("anchor"), value_text(h->anchor));
		fields_put(&m, STR("level"), value_integer(h->level));
		put_language(f, &m, p, h, language);
		items[n++] = fields_done(&m);
	}
	return value_list(items, n);
}

/* The view a reader keeps when changing to another language: the source language has the plain one only. */
static enum view view_in(size_t language, enum view view)
{
	return language == 0 ? VIEW_PLAIN : view;
}

static struct value language_links(const struct frame *f, struct arena *a, const struct page *p,
                                   size_t language, enum view view)
{
	const struct site *s = f->site;
	struct value *items = arena_array(a, s->config.n_languages, sizeof(*items));
	struct str root = p ? page_root(a, p) : STR("");

	for (size_t i = 0; i < s->config.n_languages; i++) {
		struct fields m = fields_open(a, 5);
		struct buf name = {0};

		locale_add_name(s->languages[i].locale, &name);
		fields_put(&m, STR("name"), value_text(str_copy(a, buf_str(&name))));
		fields_put(&m, STR("tag"), value_text(s->languages[i].tag));
		fields_put(&m, STR("direction"),
		           value_text(str_from(locale_direction(s->languages[i].locale))));
		fields_put(
			&m, STR("href"),
			value_text(str_format(a, "%.*s%.*s/%.*s.html", STR_ARG(root),
		                              STR_ARG(frame_tree(a, s->languages[i].tag, view_in(i, view))),
		                              STR_ARG(p ? p->path : STR("index")))));
		fields_put(&m, STR("current"), value_bool(p && i == language));
		buf_free(&name);
		items[i] = fields_done(&m);
	}
	return value_list(items, s->config.n_languages);
}

static struct value view_links(const struct frame *f, struct arena *a, const struct page *p, size_t language,
                               enum view view)
{
	static const char *const names[] = {"view.plain", "view.sentences", "view.columns"};
	struct value *items = arena_array(a, 3, sizeof(*items));

	if (language == 0 || !p->catalogues[language])
		return value_list(items, 0);
	for (int v = VIEW_PLAIN; v <= VIEW_COLUMNS; v++) {
		struct fields m = fields_open(a, 3);

		fields_put(&m, STR("name"), sentence(names[v]));
		fields_put(&m, STR("href"),
		           value_text(str_format(
				   a, "%.*s%.*s/%.*s.html", STR_ARG(page_root(a, p)),
				   STR_ARG(frame_tree(a, f->site->languages[language].tag, (enum view)v)),
				   STR_ARG(p->path))));
		fields_put(&m, STR("current"), value_bool((enum view)v == view));
		items[v] = fields_done(&m);
	}
	return value_list(items, 3);
}

/* Reciprocal by construction: every language's page lists the same set. */
static struct value alternates(const struct frame *f, struct arena *a, const struct page *p)
{
	const struct site *s = f->site;
	struct value *items = arena_array(a, s->config.n_languages + 1, sizeof(*items));

	if (s->config.base_url.len == 0)
		return value_list(items, 0);
	for (size_t i = 0; i <= s->config.n_languages; i++) {
		size_t language = i < s->config.n_languages ? i : 0;
		struct fields m = fields_open(a, 2);

		fields_put(&m, STR("tag"),
		           value_text(i < s->config.n_languages ? s->languages[i].tag : STR("x-default")));
		fields_put(&m, STR("href"), value_text(frame_url(a, s, language, p)));
		items[i] = fields_done(&m);
	}
	return value_list(items, s->config.n_languages + 1);
}

static struct value breadcrumbs(const struct frame *f, struct arena *a, const struct page *p, size_t language)
{
	struct value *items = arena_array(a, 2, sizeof(*items));
	const struct page *home = site_page(f->site, STR("index"));
	size_t n = 0;

	if (home && home != p)
		items[n++] = page_link(f, a, p, home, language);
	if (p->section.len > 0) {
		struct fields m = fields_open(a, 1);

		fields_put(&m, STR("title"), section_name(p->section));
		items[n++] = fields_done(&m);
	}
	return value_list(items, n);
}

/* What an imported page says of its translation; what a reader would not know by its name is put in words. */
static struct value record_values(struct arena *a, const struct catalogue *c)
{
	size_t n = c ? c->n_record : 0;
	struct value *items = arena_array(a, n + 1, sizeof(*items));

	for (size_t i = 0; i < n; i++) {
		struct str name = c->record[i].name, text = c->record[i].text;
		bool type = str_is(name, "ms.translationtype"), version = str_is(name, "ms.sourcegitcommit");
		struct fields m = fields_open(a, 2);

		fields_put(&m, STR("name"),
		           type      ? sentence("translation.type")
		           : version ? sentence("translation.source_version")
		                     : value_text(name));
		fields_put(&m, STR("text"),
		           type && str_is(text, "HT")   ? sentence("translation.human")
		           : type && str_is(text, "MT") ? sentence("translation.machine")
		                                        : value_text(text));
		items[i] = fields_done(&m);
	}
	return value_list(items, n);
}

/* Of the words, how many are translated; rounded down, so that 100 is all of them. */
static int percent_of(const struct catalogue *c)
{
	struct catalogue_status status = c ? catalogue_status(c) : (struct catalogue_status){0};

	return status.words > 0 ? (int)(status.translated_words * 100 / status.words) : 100;
}

static struct value page_values(const struct frame *f, struct arena *a, const struct page *p, size_t language,
                                enum view view)
{
	const struct language *l = &f->site->languages[language];
	const struct catalogue *c = p->catalogues[language];
	struct fields m = fields_open(a, 17);

	fields_put_text(&m, STR("title"), title_of(f, p, language));
	fields_put_text(&m, STR("path"), p->path);
	fields_put_text(&m, STR("description"), block_text(f, a, p, p->description, language));
	/* The other views are the same words again: only the plain one is for search engines. */
	fields_put_text(&m, STR("robots"),
	                p->robots.len > 0    ? p->robots
	                : view == VIEW_PLAIN ? STR("")
	                                     : STR("noindex"));
	fields_put_text(&m, STR("canonical"), frame_url(a, f->site, language, p));
	fields_put_text(&m, STR("lang"), l->tag);
	fields_put_text(&m, STR("dir"), str_from(locale_direction(l->locale)));
	fields_put_text(&m, STR("source_lang"), f->site->languages[0].tag);
	fields_put_text(&m, STR("source_dir"), str_from(locale_direction(f->site->languages[0].locale)));
	fields_put(&m, STR("plain"), value_bool(view == VIEW_PLAIN));
	fields_put(&m, STR("sentences"), value_bool(view == VIEW_SENTENCES));
	fields_put(&m, STR("columns"), value_bool(view == VIEW_COLUMNS));
	fields_put(&m, STR("translation_notice"), value_bool(language > 0 && !c));
	fields_put(&m, STR("is_translated"), value_bool(c != NULL));
	fields_put(&m, STR("is_partly"), value_bool(c && percent_of(c) < 100));
	fields_put(&m, STR("record"), record_values(a, c));
	fields_put(&m, STR("has_record"), value_bool(c && c->n_record > 0));
	return fields_done(&m);
}

static struct value site_values(const struct frame *f, struct arena *a, struct str root, struct value home)
{
	struct fields m = fields_open(a, 4);

	fields_put(&m, STR("name"), value_text(f->site->config.name));
	fields_put_text(&m, STR("root"), root);
	fields_put(&m, STR("home"), home);
	fields_put_text(&m, STR("url"), f->site->config.base_url);
	return fields_done(&m);
}

static void put_figures(const struct frame *f, struct fields *root)
{
	memcpy(root->at + root->n, f->figures, sizeof(f->figures));
	root->n += FIGURES_FIELDS;
}

struct value frame_make(struct frame *f, struct arena *a, const struct page *p, size_t language,
                        enum view view)
{
	struct fields root = fields_open(a, FRAME_FIELDS + FIGURES_FIELDS);
	const struct page *home = site_page(f->site, STR("index"));

	fields_put(&root, STR("site"),
	           site_values(f, a, page_root(a, p), home ? href(a, p, home) : (struct value){VALUE_NONE}));
	fields_put(&root, STR("asset"), asset_values(f, a, page_root(a, p)));
	fields_put(&root, STR("page"), page_values(f, a, p, language, view));
	fields_put(&root, STR("percent"), value_integer(percent_of(p->catalogues[language])));
	fields_put(&root, STR("nav"), navigation(f, a, p, language));
	fields_put_list(&root, STR("breadcrumbs"), STR("has_breadcrumbs"), breadcrumbs(f, a, p, language));
	fields_put_list(&root, STR("toc"), STR("has_toc"), contents(f, a, p, language));
	fields_put_list(&root, STR("languages"), STR("has_languages"),
	                language_links(f, a, p, language, view));
	fields_put_list(&root, STR("views"), STR("has_views"), view_links(f, a, p, language, view));
	fields_put(&root, STR("alternates"), alternates(f, a, p));
	put_neighbours(f, a, p, language, &root);
	put_figures(f, &root);
	return fields_done(&root);
}

struct value frame_make_root(struct frame *f, struct arena *a, size_t language)
{
	struct fields root = fields_open(a, FRAME_FIELDS + FIGURES_FIELDS), page = fields_open(a, 2);
	const struct language *l = &f->site->languages[language];

	fields_put_text(&page, STR("lang"), l->tag);
	fields_put_text(&page, STR("dir"), str_from(locale_direction(l->locale)));
	fields_put(&root, STR("site"),
	           site_values(f, a, STR(""), value_text(str_format(a, "%.*s/index.html", STR_ARG(l->tag)))));
	fields_put(&root, STR("asset"), asset_values(f, a, STR("")));
	fields_put(&root, STR("page"), fields_done(&page));
	fields_put_list(&root, STR("languages"), STR("has_languages"),
	                language_links(f, a, NULL, language, VIEW_PLAIN));
	put_figures(f, &root);
	return fields_done(&root);
}

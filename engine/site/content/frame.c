#include "site/content/frame.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "site/content/address.h"
#include "site/content/figures.h"
#include "site/content/navigation.h"
#include "site/content/wording.h"

enum { FRAME_FIELDS = 17 };

static struct value sentence(enum wording w)
{
	return wording_value(w, NULL, 0);
}

static void list_asset_slots(struct frame *f, struct arena *a)
{
	size_t n = 0;
	const struct theme_asset *assets = f->theme ? theme_assets(f->theme, &n) : NULL;

	f->asset_slots = arena_array(a, n + 1, sizeof(*f->asset_slots));
	for (size_t i = 0; i < n; i++)
		f->asset_slots[i] = theme_asset_slot(a, &assets[i]);
}

struct frame *frame_open(struct arena *a, const struct site *s, const struct theme *t,
                         const struct value_field *figures)
{
	struct frame *f = arena_alloc(a, sizeof(*f));

	*f = (struct frame){.site = s, .theme = t, .figures = figures};
	f->navigation = navigation_list(a, s, &f->n_navigation);
	f->home = outline_find(s->outlines, STR("index"));
	f->names = arena_array(a, s->config.n_languages, sizeof(*f->names));
	for (size_t l = 0; l < s->config.n_languages; l++) {
		struct buf name = {0};

		locale_add_name(s->languages[l].locale, &name);
		f->names[l] = buf_keep(&name, a);
	}
	list_asset_slots(f, a);
	return f;
}

static void add_shown(struct buf *b, const struct outline *o, size_t n_languages)
{
	bytes_put_text(b, o->path);
	bytes_put_text(b, o->section);
	for (size_t l = 0; l < n_languages; l++) {
		bytes_put_text(b, o->titles[l].text);
		bytes_put_number(b, o->titles[l].foreign);
	}
}

struct hash frame_hash(const struct frame *f)
{
	size_t n = f->site->config.n_languages;
	struct buf b = {0};
	struct hash h;

	for (size_t i = 0; i < f->n_navigation; i++)
		add_shown(&b, f->navigation[i], n);
	if (f->home)
		add_shown(&b, f->home, n);
	h = hash_of(buf_str(&b));
	buf_free(&b);
	return h;
}

/* Where the theme's assets lie, from a page: style.css is {{asset.style_css}}. */
static struct value asset_values(const struct frame *f, struct arena *a, struct str root)
{
	size_t n;
	const struct theme_asset *assets = theme_assets(f->theme, &n);
	struct fields m = fields_open(a, n + 1);

	for (size_t i = 0; i < n; i++)
		fields_put(&m, f->asset_slots[i],
		           value_text(str_join(a, (struct str[]){root, assets[i].published}, 2)));
	return fields_done(&m);
}

static struct value contents(const struct frame_page *p, struct arena *a)
{
	const struct document *doc = p->page->doc;
	const struct captions *c = p->captions;
	struct value *items = arena_array(a, doc->n_headings + 1, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < doc->n_headings; i++) {
		const struct document_block *h = doc->headings[i];
		struct fields m = fields_open(a, 5);

		if (h->level < 2 || h->level > 3)
			continue;
		fields_put(&m, STR("title"), value_text(caption_make(c, a, h, p->language)));
		fields_put(&m, STR("anchor"), value_text(h->anchor));
		fields_put(&m, STR("level"), value_integer(h->level));
		navigation_put_language(&m, c->site, caption_is_foreign(c, h, p->language));
		items[n++] = fields_done(&m);
	}
	return value_list(items, n);
}

/* Of values that the views of a page have each for itself: of a language that has the plain one only, that one's. */
static struct value by_view(const struct frame *f, size_t language, const struct value *values)
{
	return config_views(&f->site->config, language) == 1U << VIEW_PLAIN ? values[VIEW_PLAIN]
	                                                                    : value_views(values);
}

static struct value is_view(const struct frame *f, size_t language, enum view view)
{
	static const struct value is[VIEWS][VIEWS] = {
		{{VALUE_BOOL, .truth = true}, {VALUE_BOOL}, {VALUE_BOOL}},
		{{VALUE_BOOL}, {VALUE_BOOL, .truth = true}, {VALUE_BOOL}},
		{{VALUE_BOOL}, {VALUE_BOOL}, {VALUE_BOOL, .truth = true}},
	};

	return by_view(f, language, is[view]);
}

static struct value address_of(const struct frame *f, struct arena *a, struct str path, size_t language,
                               enum view view)
{
	return value_text(address_view(a, f->site->languages[language].tag, view, path));
}

/* A reader keeps the view when changing to another language: the source language has the plain one only. */
static struct value address_by_view(const struct frame *f, struct arena *a, struct str path, size_t language,
                                    size_t to)
{
	struct value *values = arena_array(a, VIEWS, sizeof(*values));

	if (to == 0 || config_views(&f->site->config, language) == 1U << VIEW_PLAIN)
		return address_of(f, a, path, to, VIEW_PLAIN);
	for (int v = VIEW_PLAIN; v < VIEWS; v++)
		values[v] = address_of(f, a, path, to, (enum view)v);
	return value_views(values);
}

static struct value language_link(const struct frame *f, struct arena *a, size_t to, struct value href,
                                  bool current)
{
	const struct language *l = &f->site->languages[to];
	struct fields m = fields_open(a, 5);

	fields_put(&m, STR("name"), value_text(f->names[to]));
	fields_put(&m, STR("tag"), value_text(l->tag));
	fields_put(&m, STR("direction"), value_text(str_from(locale_direction(l->locale))));
	fields_put(&m, STR("href"), href);
	fields_put(&m, STR("current"), value_bool(current));
	return fields_done(&m);
}

static struct value language_links(const struct frame *f, struct arena *a, struct str path, size_t language)
{
	size_t n = f->site->config.n_languages;
	struct value *items = arena_array(a, n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = language_link(f, a, i, address_by_view(f, a, path, language, i), i == language);
	return value_list(items, n);
}

static struct str start_of(const struct frame *f, struct arena *a, struct str root, size_t language)
{
	return str_join(a, (struct str[]){root, f->site->languages[language].tag, STR("/index.html")}, 3);
}

/* To the start of each. */
static struct value start_links(const struct frame *f, struct arena *a, struct str root)
{
	size_t n = f->site->config.n_languages;
	struct value *items = arena_array(a, n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = language_link(f, a, i, value_text(start_of(f, a, root, i)), false);
	return value_list(items, n);
}

static struct value view_links(const struct frame_page *p, struct arena *a)
{
	static const enum wording names[VIEWS] = {WORDING_VIEW_PLAIN, WORDING_VIEW_SENTENCES,
	                                          WORDING_VIEW_COLUMNS};
	struct value *items = arena_array(a, VIEWS, sizeof(*items));
	unsigned views = config_views(&p->frame->site->config, p->language);
	size_t n = 0;

	if (views == 1U << VIEW_PLAIN || !p->page->catalogues[p->language])
		return value_list(items, 0);
	for (int v = VIEW_PLAIN; v < VIEWS; v++) {
		struct fields m = fields_open(a, 3);

		if (!(views & 1U << v))
			continue;
		fields_put(&m, STR("name"), sentence(names[v]));
		fields_put(&m, STR("href"),
		           address_of(p->frame, a, p->page->path, p->language, (enum view)v));
		fields_put(&m, STR("current"), is_view(p->frame, p->language, (enum view)v));
		items[n++] = fields_done(&m);
	}
	return value_list(items, n);
}

/* Reciprocal by construction: every language's page lists the same set. */
static struct value alternates(const struct frame_page *p, struct arena *a)
{
	const struct site *s = p->frame->site;
	struct value *items = arena_array(a, s->config.n_languages + 1, sizeof(*items));

	if (s->config.base_url.len == 0)
		return value_list(items, 0);
	for (size_t i = 0; i <= s->config.n_languages; i++) {
		struct str tag = s->languages[i < s->config.n_languages ? i : 0].tag;
		struct fields m = fields_open(a, 2);

		fields_put(&m, STR("tag"), value_text(i < s->config.n_languages ? tag : STR("x-default")));
		fields_put(&m, STR("href"), value_text(address_url(a, &s->config, tag, p->page->path)));
		items[i] = fields_done(&m);
	}
	return value_list(items, s->config.n_languages + 1);
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
		           type      ? sentence(WORDING_TRANSLATION_TYPE)
		           : version ? sentence(WORDING_TRANSLATION_SOURCE)
		                     : value_text(name));
		fields_put(&m, STR("text"),
		           type && str_is(text, "HT")   ? sentence(WORDING_TRANSLATION_HUMAN)
		           : type && str_is(text, "MT") ? sentence(WORDING_TRANSLATION_MACHINE)
		                                        : value_text(text));
		items[i] = fields_done(&m);
	}
	return value_list(items, n);
}

/* Of the words, how many are translated; rounded down, so that 100 is all of them. */
static int percent_of(const struct catalogue *c)
{
	struct catalogue_status status;
	bool whole = true;

	for (size_t i = 0; c && i < c->n_units && whole; i++)
		whole = c->units[i].orphan || catalogue_usable(&c->units[i]);
	if (whole) /* counting words is slow */
		return 100;
	status = catalogue_status(c);
	return status.words > 0 ? (int)(status.translated_words * 100 / status.words) : 100;
}

/* The other views are the same words again: only the plain one is for search engines. */
static struct value robots(const struct frame_page *p, struct arena *a)
{
	struct value *values = arena_array(a, VIEWS, sizeof(*values));

	if (p->page->robots.len > 0)
		return value_text(p->page->robots);
	for (int v = VIEW_SENTENCES; v < VIEWS; v++)
		values[v] = value_text(STR("noindex"));
	return by_view(p->frame, p->language, values);
}

static struct value page_values(const struct frame_page *p, struct arena *a, struct str root, int percent)
{
	const struct site *s = p->frame->site;
	const struct language *l = &s->languages[p->language];
	const struct page *page = p->page;
	const struct catalogue *c = page->catalogues[p->language];
	struct fields m = fields_open(a, 21);
	char day[11];

	fields_put(&m, STR("date"), value_date(page->date));
	fields_put_text(&m, STR("written"),
	                page->date == DATE_NONE ? STR("")
	                                        : str_copy(a, str_from(date_format(page->date, day))));
	fields_put_text(&m, STR("author"), page->author);
	fields_put_text(&m, STR("feed"),
	                s->config.feed ? str_format(a, "%.*s%.*s/feed.xml", STR_ARG(root), STR_ARG(l->tag))
	                               : STR(""));
	fields_put_text(&m, STR("title"), p->outline->titles[p->language].text);
	fields_put_text(&m, STR("path"), page->path);
	fields_put_text(&m, STR("description"), p->outline->descriptions[p->language].text);
	fields_put(&m, STR("robots"), robots(p, a));
	fields_put_text(&m, STR("canonical"), address_url(a, &s->config, l->tag, page->path));
	fields_put_text(&m, STR("lang"), l->tag);
	fields_put_text(&m, STR("dir"), str_from(locale_direction(l->locale)));
	fields_put_text(&m, STR("source_lang"), s->languages[0].tag);
	fields_put_text(&m, STR("source_dir"), str_from(locale_direction(s->languages[0].locale)));
	fields_put(&m, STR("plain"), is_view(p->frame, p->language, VIEW_PLAIN));
	fields_put(&m, STR("sentences"), is_view(p->frame, p->language, VIEW_SENTENCES));
	fields_put(&m, STR("columns"), is_view(p->frame, p->language, VIEW_COLUMNS));
	fields_put(&m, STR("translation_notice"), value_bool(p->language > 0 && !c));
	fields_put(&m, STR("is_translated"), value_bool(c != NULL));
	fields_put(&m, STR("is_partly"), value_bool(c && percent < 100));
	fields_put(&m, STR("record"), record_values(a, c));
	fields_put(&m, STR("has_record"), value_bool(c && c->n_record > 0));
	return fields_done(&m);
}

static struct value site_values(const struct frame *f, struct arena *a, struct str root, struct value home,
                                size_t language)
{
	struct str tag = f->site->languages[language].tag;
	struct fields m = fields_open(a, 5);

	fields_put_text(&m, STR("search"),
	                f->search ? str_format(a, "%.*s%.*s/search.html", STR_ARG(root), STR_ARG(tag))
	                          : STR(""));

	fields_put(&m, STR("name"), value_text(f->site->config.name));
	fields_put_text(&m, STR("root"), root);
	fields_put(&m, STR("home"), home);
	fields_put_text(&m, STR("url"), f->site->config.base_url);
	return fields_done(&m);
}

static void put_figures(const struct frame *f, struct fields *root)
{
	fields_put_all(root, f->figures, FIGURES_FIELDS);
}

struct value frame_make(const struct frame_page *p, struct arena *a)
{
	const struct frame *f = p->frame;
	struct fields m = fields_open(a, FRAME_FIELDS + FIGURES_FIELDS);
	struct str path = p->page->path, up = address_root(a, path);
	struct value home = {VALUE_NONE};
	int percent = percent_of(p->page->catalogues[p->language]);

	if (f->home)
		home = value_text(address_page(a, path, f->home->path));
	fields_put(&m, STR("page"), page_values(p, a, up, percent));
	fields_put_list(&m, STR("languages"), STR("has_languages"), language_links(f, a, path, p->language));
	fields_put_list(&m, STR("views"), STR("has_views"), view_links(p, a));
	fields_put(&m, STR("site"), site_values(f, a, up, home, p->language));
	fields_put(&m, STR("asset"), asset_values(f, a, up));
	fields_put(&m, STR("percent"), value_integer(percent));
	fields_put(&m, STR("nav"), navigation_groups(p, a));
	fields_put_list(&m, STR("breadcrumbs"), STR("has_breadcrumbs"), navigation_breadcrumbs(p, a));
	fields_put_list(&m, STR("toc"), STR("has_toc"), contents(p, a));
	fields_put(&m, STR("alternates"), alternates(p, a));
	navigation_put_neighbours(p, a, &m);
	put_figures(f, &m);
	return fields_done(&m);
}

struct value frame_make_own(const struct frame *f, struct arena *a, size_t language, struct str name)
{
	struct fields root = fields_open(a, FRAME_FIELDS + FIGURES_FIELDS), page = fields_open(a, 4);
	const struct language *l = &f->site->languages[language];

	fields_put_text(&page, STR("lang"), l->tag);
	fields_put_text(&page, STR("dir"), str_from(locale_direction(l->locale)));
	fields_put(&root, STR("site"),
	           site_values(f, a, STR("../"), value_text(STR("index.html")), language));
	fields_put(&root, STR("asset"), asset_values(f, a, STR("../")));
	fields_put(&root, STR("page"), fields_done(&page));
	fields_put_list(&root, STR("languages"), STR("has_languages"), language_links(f, a, name, language));
	put_figures(f, &root);
	return fields_done(&root);
}

struct value frame_make_root(const struct frame *f, struct arena *a, size_t language, struct str way)
{
	struct fields root = fields_open(a, FRAME_FIELDS + FIGURES_FIELDS), page = fields_open(a, 2);
	const struct language *l = &f->site->languages[language];

	fields_put_text(&page, STR("lang"), l->tag);
	fields_put_text(&page, STR("dir"), str_from(locale_direction(l->locale)));
	fields_put(&root, STR("site"),
	           site_values(f, a, way, value_text(start_of(f, a, way, language)), language));
	fields_put(&root, STR("asset"), asset_values(f, a, way));
	fields_put(&root, STR("page"), fields_done(&page));
	fields_put_list(&root, STR("languages"), STR("has_languages"), start_links(f, a, way));
	put_figures(f, &root);
	return fields_done(&root);
}

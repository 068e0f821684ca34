#ifndef SITE_FRAME_H
#define SITE_FRAME_H

#include "site/content/caption.h"
#include "site/content/fields.h"
#include "site/content/outline.h"
#include "site/content/site.h"
#include "site/content/theme.h"

/*
 * What a theme's layout may ask for around a page's own text, in one language.
 * What its views have each for itself is VALUE_VIEWS.  Everything that is the
 * same for all pages of a language is made once.
 *
 *   site         name, root, home, url; search: the page to search from
 *   asset        where the theme's files lie: asset.style_css
 *   page         title, path, description, robots, canonical, date, written (the same as YYYY-MM-DD), author,
 *                feed, lang, dir, source_lang, source_dir; plain, sentences, columns (the view);
 *                translation_notice (shown in the source language), is_translated, is_partly;
 *                record (name, text), has_record
 *   percent      how much of the page's words is translated
 *   nav          groups: name, pages (title, href, current)
 *   breadcrumbs  title, href, position; toc: title, anchor, level; views: name, href, current;
 *                languages: name, tag, direction, href, current; each with has_NAME
 *   alternates   tag, href; previous, next: title, href; has_neighbours
 *                beside every title: lang and dir, where it is not in the page's language
 *   and the figures (site/content/figures.h)
 */
struct frame {
	const struct site *site;
	const struct theme *theme;
	const struct value_field *figures; /* FIGURES_FIELDS of them */
	const struct outline **navigation; /* the pages in its order */
	size_t n_navigation;
	const struct outline *home; /* the start page; NULL: there is none */
	bool search;                /* there is one: LANG/search.html */
	struct str *names;          /* of the languages, in themselves */
	struct str *asset_slots;    /* as theme_assets */
};

/* Of the outlines only those in the navigation, and the start page, need words. */
struct frame *frame_open(struct arena *a, const struct site *s, const struct theme *t,
                         const struct value_field *figures);

/* Equal where the pages of a language show the same of other pages. */
struct hash frame_hash(const struct frame *f);

/* One page in one language. */
struct frame_page {
	const struct frame *frame;
	const struct captions *captions; /* this thread's */
	const struct page *page;
	const struct outline *outline;
	size_t language;
};

/* The root record for all views of it; the arena holds it. */
struct value frame_make(const struct frame_page *p, struct arena *a);

/* For a page of the theme that stands in a language's folder: "search". */
struct value frame_make_own(const struct frame *f, struct arena *a, size_t language, struct str name);

/* For a page that stands in no navigation, and the way from where it is shown to the output's root: "404", "/help/". */
struct value frame_make_root(const struct frame *f, struct arena *a, size_t language, struct str way);

#endif

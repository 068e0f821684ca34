#ifndef SITE_FRAME_H
#define SITE_FRAME_H

#include "site/site.h"
#include "site/theme.h"

/*
 * What a theme's layout may ask for around a page's own text, in one language
 * and view.  Everything that is the same for all pages of a language is made once.
 *
 *   site         name, root, home, url
 *   asset        where the theme's files lie: asset.style_css
 *   page         title, path, description, robots, canonical, lang, dir, source_lang, source_dir,
 *                plain, sentences, columns (the view), translation_notice (shown in the source language),
 *                is_translated, is_partly, record (name, text), has_record
 *   percent      of the page's words, how many are translated
 *   nav          groups: name, pages (title, href, current)
 *   breadcrumbs  title, href; toc: title, anchor, level; views: name, href, current;
 *                languages: name, tag, direction, href, current; each with has_NAME
 *   alternates   tag, href; previous, next: title, href; has_neighbours
 *                beside every title: lang and dir, where it is not in the page's language
 *   and the figures (site/figures.h)
 */
struct frame;

struct frame *frame_open(struct arena *a, const struct site *s, const struct theme *t, int32_t day);

/* The root record for one page; scratch holds it. */
struct value frame_make(struct frame *f, struct arena *scratch, const struct page *p, size_t language,
                        enum view view);

/* For a page that stands at the output's root and in no navigation: "404", the choice of languages. */
struct value frame_make_root(struct frame *f, struct arena *scratch, size_t language);

/* zh-TW, zh-TW.sentences, zh-TW.columns: the folder of a language's view. */
struct str frame_tree(struct arena *a, struct str tag, enum view view);

/* https://example.org/programme/zh-TW/index.html, or empty without a base_url. */
struct str frame_url(struct arena *a, const struct site *s, size_t language, const struct page *p);

/* Pages in the navigation's order; the statement and drafts are left out. */
const struct page **frame_navigation(struct arena *a, const struct site *s, size_t *n);

#endif

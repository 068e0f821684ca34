#ifndef SITE_BUILD_PAGE_H
#define SITE_BUILD_PAGE_H

#include <stdatomic.h>

#include "site/build/build.h"
#include "site/build/memo.h"
#include "site/build/terms.h"
#include "site/content/figures.h"
#include "site/content/frame.h"

/* The inside of a build: what is shared, what a thread has, and the work on one page. */

/* What is known of one page.  Only the thread that works on it touches it. */
struct build_page {
	struct str path;
	const struct memo_page *known;  /* what the memo tells of it; NULL: nothing */
	const struct memo_page *before; /* the same, if all is as it was then; NULL: it must be made */
	struct memo_file *inputs;       /* content/PATH.md, each language's catalogue, what it includes */
	size_t n_inputs;
	const struct source *source; /* content/PATH.md; NULL: there was no room for it, or it is in error */
	const struct published **published; /* as the build's outputs, if it was made */
	const struct outline *made; /* its outline, not the site's yet: others are looking for pages there */
	bool structure;             /* other pages show its title: its outline was made first */
	bool missing;               /* it can't be read */
	struct diagnostics *said;
	struct terms terms; /* for the search, of each language */
};

struct build_hand {
	struct arena *page, *scratch, *own; /* of the page at hand; of one step; for the whole build */
	struct language *languages;         /* with locales of this thread */
	struct theme *theme;
	struct template_room program; /* of the page at hand, in a language */
	struct buf out, other, text, caption;
	struct str *terms; /* of the page at hand, one a language */
	bool *known; /* names of the layout that some page had a value for: template_check; NULL: no page yet */
};

/* One of the files that each page is written to. */
struct build_output {
	size_t language;
	enum view view;
};

struct build {
	struct diagnostics *d;
	struct site *site;
	struct theme *theme;
	const struct build_options *options;
	struct value_field figures[FIGURES_FIELDS];
	size_t n_figures;
	struct frame *frame;
	const struct template **frames; /* one a language; NULL: the theme is in error */
	struct build_output *outputs;   /* language by language */
	size_t n_outputs;
	struct publish *publish;
	struct memo *memo;        /* NULL: nothing is known */
	struct str terms;         /* the file of search terms that the memo knows */
	bool terms_hold;          /* nobody has touched it */
	bool settled;             /* no page, and no file that pages lead to, has changed for others */
	struct build_page *pages; /* as site->outlines, until pages that can't be read are left out */
	size_t n_pages;
	struct build_hand *hands;
	size_t n_hands;
	atomic_size_t texts; /* bytes of the pages that are held in memory from the first look to the last */
	atomic_bool failed;  /* some page is in error: nothing will be published */
};

/* To how many files a page goes: to none if it is the statement's, or hidden. */
size_t build_page_outputs(const struct build *b, const struct outline *page);

/*
 * Each is the work on pages[item], for crew_run with the build as the context: sets `before`, where it is as it was;
 * makes its outline, where other pages show its title; checks and writes it, unless it is as it was.
 */
void build_page_compare(void *build, size_t hand, size_t item);
void build_page_outline(void *build, size_t hand, size_t item);
void build_page_make(void *build, size_t hand, size_t item);

#endif

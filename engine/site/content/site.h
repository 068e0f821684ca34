#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/folder.h"
#include "policy/model/policy.h"
#include "site/content/config.h"
#include "site/content/page.h"
#include "text/template/message.h"
#include "text/words/locale.h"

struct arena;
struct diagnostics;
struct outlines;
struct toc;

/* One language of the site: how it writes, and its interface's sentences. */
struct language {
	struct str tag;
	struct locale *locale;
	const struct messages *messages;
	const struct catalogue *catalogue; /* of messages; NULL: the source language, or none is there */
};

/* Everything an organisation wrote, loaded and checked.  Immutable after site_open, but for the locales. */
struct site {
	struct arena *arena;
	const char *root;
	struct config config;
	const struct toc *toc;        /* NULL: the pages say where they stand */
	struct policy *policy;        /* NULL: the rules have mistakes */
	const struct policy *legible; /* the same, or what can be read of them; NULL: nothing */
	struct language *languages;   /* as config.languages */
	struct message_source *messages;
	size_t n_messages;
	struct page *pages; /* sorted by path, the statement's page among them */
	size_t n_pages;
	struct page *statement;       /* NULL when the site has none */
	struct outlines *outlines;    /* of all pages, whether they are in memory or not */
	struct folder_entries listed; /* the pages' paths, sorted, fit to be read or not */
	struct folder_entries assets; /* beneath content/ and no page: what pages show or offer */
	struct folder_entries
		*catalogues; /* one a language: the files beneath locales/LANG; NULL: not listed yet */
	struct arena **adopted;
	size_t n_adopted;
	size_t n_quiet; /* warnings that were said when their page was last read, and are not said again */
};

/*
 * Loads a site and says every mistake it finds, in whatever file: SITE_WHOLE all
 * of it, SITE_WORDS the settings, the rules and the sentences alone; SITE_PSEUDO
 * besides adds the languages of text/catalogue/pseudo.h.  Something is made of any folder:
 * diag_errors tells whether it may be published.
 */
enum site_part { SITE_WORDS = 0, SITE_WHOLE = 1, SITE_PSEUDO = 2 };
struct site *site_open(struct diagnostics *d, const char *root, enum site_part part);
void site_close(struct site *s);

/* The arena lives as long as the site; NULL is harmless. */
void site_adopt(struct site *s, struct arena *a);

/* Reads the statement's page alone, for who reads the others one by one. */
void site_load_statement(struct diagnostics *d, struct site *s);

/*
 * The paths of the pages beneath content/, sorted, whether or not they are fit
 * to be read; what else pages may show or offer goes to s->assets.
 */
bool site_list_pages(struct diagnostics *d, struct site *s, struct folder_entries *out);

/* Lists s->catalogues, which site_check_pages does otherwise, into an arena that lives as long as the site. */
void site_list_catalogues(struct diagnostics *d, struct arena *a, struct site *s);

/* Whether that list has a file beneath content/ that is no page; where nothing was listed it may be there. */
bool site_may_have(const struct site *s, struct str path);

/* What can be said of the pages together, once s->outlines is there: addresses, links, translations without a page. */
void site_check_pages(struct diagnostics *d, struct site *s, size_t hands);

/* A page that is there, but could not be read, which was said: who leads to it has made no mistake. */
bool site_is_unread(const struct site *s, struct str path);

/* The page at a path ("renewal/by-hand"), or NULL. */
struct page *site_page(const struct site *s, struct str path);

/* Says which sentences of the rules and of the program some language has no translation of. */
void site_check_translations(struct diagnostics *d, const struct site *s);
/* The same of one sentence, which stands or is named there. */
void site_check_translation(struct diagnostics *d, const struct site *s, struct str id, struct position p);

#endif

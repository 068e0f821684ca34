#ifndef SITE_CONFIG_H
#define SITE_CONFIG_H

#include "base/source.h"
#include "text/template/template.h"

struct arena;
struct diagnostics;

/* content/site.yaml: what the site is called, where it stands, its languages. */
struct config {
	const struct source *source;
	struct str name;
	struct str base_url; /* ends in '/'; empty: no canonical links, no sitemap */
	struct str source_language;
	struct str *languages; /* the source language first */
	size_t n_languages;
	unsigned views;            /* in which translations are published, a bit each; the plain one always */
	bool search;               /* LANG/search.html and what it asks, if the theme has one */
	bool feed;                 /* LANG/feed.xml: pages with a date */
	struct str theme;          /* themes/NAME */
	struct str statement_page; /* content/NAME.md, kept out of the help site */
	enum view statement_view;
	bool badge_stale; /* a stale sentence shows with a badge; otherwise its source shows */
};

/* false: something is missing or wrong (said), and has its default, so that the rest of the site can be read. */
bool config_load(struct diagnostics *d, struct arena *a, const char *root, struct config *out);

/* The index of a language's tag, or SIZE_MAX. */
size_t config_language(const struct config *c, struct str tag);

/* The views in which the pages of a language are published: the source language is not shown beside itself. */
unsigned config_views(const struct config *c, size_t language);

/* Adds a language that the file does not list: a translation can be looked at before its language is published. */
void config_add_language(struct arena *a, struct config *c, struct str tag);

#endif

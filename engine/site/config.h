#ifndef SITE_CONFIG_H
#define SITE_CONFIG_H

#include "base/source.h"
#include "text/weave.h"

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
	bool feed;                 /* LANG/feed.xml: pages with a date */
	struct str theme;          /* themes/NAME */
	struct str statement_page; /* content/NAME.md, kept out of the help site */
	enum view statement_view;
	bool badge_stale; /* a stale sentence shows with a badge; otherwise its source shows */
};

/* false: what is missing or wrong is said, and has the value it would have unsaid, so that the rest can be read. */
bool config_load(struct diagnostics *d, struct arena *a, const char *root, struct config *out);

/* The index of a language's tag, or SIZE_MAX. */
size_t config_language(const struct config *c, struct str tag);

/* Adds a language that the file does not list: a translation can be looked at before its language is published. */
void config_add_language(struct arena *a, struct config *c, struct str tag);

#endif

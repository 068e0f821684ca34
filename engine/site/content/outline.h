#ifndef SITE_OUTLINE_H
#define SITE_OUTLINE_H

#include "base/bytes.h"
#include "site/content/caption.h"

/*
 * What the rest of a site asks of a page: enough for navigation, links and
 * lists while the page itself is not in memory.  Of an unchanged page it comes
 * from what the last build wrote down.
 */
struct outline_link {
	struct str url;
	struct str file; /* it is written in; empty: in the page's own */
	uint32_t offset, length;
	bool image;
	bool lost; /* leads nowhere, and that was said once */
};

struct outline_words {
	struct str text;
	bool foreign; /* in the source's language, for want of a translation */
};

struct outline {
	struct str path;
	struct str robots, section;
	int64_t nav;
	bool draft, links_lax;
	bool hidden; /* a draft, or its day has not come: it is not published, and nothing leads to it */
	int32_t date;
	struct str *redirects;
	size_t n_redirects;
	bool kept;    /* nothing of it has changed since the last build */
	bool settled; /* nor of any page that its links may lead to: what they reach is known */
	struct str *anchors;
	size_t n_anchors, n_headings; /* the headings' come first */
	struct outline_link *links;
	size_t n_links;
	struct outline_words *titles, *descriptions; /* one a language */
	size_t warnings;                             /* said when it was last read */
	const struct source *source;                 /* its text; NULL: it is not in memory */
};

struct outlines {
	struct outline *list; /* sorted by path */
	size_t n;
};

/* All but the words; everything is copied into the arena. */
struct outline outline_make(struct arena *a, const struct page *p);
/* The words, in each language. */
void outline_put_words(struct outline *o, struct arena *a, const struct captions *c);

/* Of a page that can't be read, but whose title others show: its path stands for it. */
void outline_put_path(struct outline *o, struct arena *a, size_t n_languages);

struct outline *outline_find(const struct outlines *all, struct str path);
bool outline_has_anchor(const struct outline *o, struct str anchor);

/* Whether other pages, lists and links see the same of both. */
bool outline_equal(const struct outline *a, const struct outline *b, size_t n_languages);

void outline_write(const struct outline *o, size_t n_languages, struct buf *out);
/* Views of the bytes; false where they are no outline. */
bool outline_read(struct bytes *in, struct arena *a, size_t n_languages, struct outline *out);

#endif

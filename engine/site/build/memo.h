#ifndef SITE_MEMO_H
#define SITE_MEMO_H

#include <stdatomic.h>

#include "base/stamp.h"
#include "site/build/terms.h"
#include "site/content/outline.h"

/*
 * What the last build knew, in its output folder (.tierbook-memo): of each
 * page what it was made of, what was made of it, and its outline.  Only a
 * saving of work: without it, or where a byte of it is wrong, all is built anew.
 *
 * It is some blocks, one after the other.  The first tells everything; a build that
 * made a few pages adds one that tells these, and is believed before those in front of it.
 */
struct memo_file {
	struct str path; /* of an input beneath the site; of an output beneath the folder */
	struct hash hash;
	struct stamp stamp; /* all zero: there is none */
};

struct memo_copy {
	struct memo_file from, to;
};

struct memo_page {
	struct outline outline;
	struct memo_file *inputs, *outputs;
	size_t n_inputs, n_outputs;
	struct terms_place terms;
};

/* Where files lie that a memo tells of. */
struct memo_root {
	const char *path;
	int folder;
};

/* A page as it is written down: read when it is asked for, by whoever needs it. */
struct memo_entry {
	struct str path, bytes;
};

struct memo {
	struct memo_root site, out;
	size_t n_languages;
	struct hash context; /* what every page is made of: settings, rules, sentences, theme, day, program */
	struct hash frame;   /* what the pages show of each other */
	struct memo_entry *pages; /* sorted by path; of a hidden one nothing is published */
	size_t n_pages;
	struct memo_copy *copies; /* files that are published as they are, sorted by where they go */
	size_t n_copies;
	struct memo_file *files; /* made of all pages together: the sitemap and the like */
	size_t n_files;
	struct stamp terms; /* of the file of search terms */
	struct stamp stamp; /* its own */
	size_t first;       /* bytes of the first block */
	/* Bytes that were read because a stamp told nothing, and because the memo is as young as the file. */
	atomic_size_t looked, fresh;
};

/*
 * Of the site at root, published to a folder.  NULL: there is none that could be read.  What pages were made of,
 * its context, is the caller's to compare.
 */
struct memo *memo_load(struct arena *a, const char *root, const char *folder, size_t n_languages);
void memo_close(struct memo *m); /* NULL is harmless; what it told lives on */
/* A page as it is written down. */
struct str memo_write_page(struct arena *a, struct str path, const struct memo_page *p, size_t n_languages);
/* In place of what is there, or at its end: then only the pages are told of that differ. */
bool memo_save(struct diagnostics *d, const char *folder, const struct memo *m, const struct str *pages,
               size_t n_pages);
bool memo_add(struct diagnostics *d, const char *folder, const struct memo *m, const struct str *pages,
              size_t n_pages);
/* Whether little enough has been added so far. */
bool memo_may_grow(const struct memo *m);

/* NULL: nothing is known of it. */
const struct memo_page *memo_page(const struct memo *m, struct arena *a, struct str path);
/* A file that is made of all pages, or NULL. */
struct memo_file *memo_file(const struct memo *m, struct str path);
void memo_sort_files(struct memo *m);
struct memo_copy *memo_copy(const struct memo *m, struct str to);
/* Whether the file at either root is what the memo says, by its stamp and otherwise by its bytes. */
bool memo_holds(struct memo *m, struct arena *scratch, const struct memo_root *root, struct memo_file *file);

#endif

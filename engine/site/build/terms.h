#ifndef SITE_TERMS_H
#define SITE_TERMS_H

#include "base/bytes.h"

struct diagnostics;

/*
 * The search terms of pages as the last build left them (.tierbook-terms), for
 * the pages that it does not make again.  They are megabytes of which a change needs
 * little: the file is mapped, what is new is added at its end, and the memo
 * knows where each page's are.  Once half of it is of no use it is written anew.
 */
struct terms_place {
	uint64_t at, size; /* no size: the page is not searched */
	struct hash hash;
};

struct terms {
	struct str bytes;
	struct terms_place place;
	struct hash hash; /* of what was made */
	bool made;        /* by this build: they lie in no file yet */
};

/* The whole file, to be unmapped; empty: there is none. */
struct str terms_open(const char *folder);
/* What lies there, whatever it is; empty where the file is shorter. */
struct str terms_at(struct str file, const struct terms_place *place);
/* Whether just what was written lies there. */
bool terms_hold(struct str file, const struct terms_place *place);

/* Adds what was made now to the file, or writes all of it anew, and gives each its place. */
bool terms_save(struct diagnostics *d, const char *folder, struct str file, struct terms *const *pages,
                size_t n);

struct stamp terms_stamp(const char *folder);

void terms_write_place(const struct terms_place *place, struct buf *out);
struct terms_place terms_read_place(struct bytes *in);

#endif

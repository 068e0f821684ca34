#ifndef SITE_WHOLE_H
#define SITE_WHOLE_H

#include "site/build/build_page.h"

/* The steps of making what is made of all pages together: a file at a time. */
struct whole {
	struct build *b;
	struct memo *now;      /* what the next build may rely on */
	struct arena *scratch; /* of one file */
	struct buf out;        /* its bytes */
};

/* What lies there as the last build wrote it of the same pages; NULL: nothing like that. */
const struct memo_file *whole_before(struct whole *w, struct str path);
/* Keeps what a file would be again; false: it has to be made. */
bool whole_keep(struct whole *w, struct str path);
/* Publishes what is in the buffer, which is empty then. */
bool whole_put(struct whole *w, struct str path);
/* A page of the theme that shows none of content/. */
bool whole_put_layout(struct whole *w, const char *layout, size_t language, const struct value *root,
                      struct str path);

#endif

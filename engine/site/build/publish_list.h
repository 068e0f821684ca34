#ifndef SITE_PUBLISH_LIST_H
#define SITE_PUBLISH_LIST_H

#include <stdatomic.h>

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * Which files of a folder are ours: a list in it (.tierbook-files), as it stood when a run came, and what is to be on
 * it when the run ends.  It lies in the open: a name on it that climbs out of the folder is not believed.
 */
struct publish_list {
	const char *folder;
	bool there;
	struct str *before; /* sorted */
	size_t n_before;
	atomic_bool *kept; /* which of these stay as they are */
	atomic_size_t n_kept;
	const struct str *now; /* sorted: all others that are published */
	size_t n_now;
};

/* The arena holds what it names.  false: said. */
bool publish_list_read(struct publish_list *l, struct diagnostics *d, struct arena *a, const char *folder);
/* Whether an earlier run published the file. */
bool publish_list_names(const struct publish_list *l, struct str path);
/* What an earlier run published stays as it is; false: none did.  May be called by many threads. */
bool publish_list_keep(struct publish_list *l, struct str path);

/* Once `now` is set: whether what was before[i] is still published, what is not, and what is new. */
bool publish_list_stays(const struct publish_list *l, size_t i);
bool publish_list_any_gone(const struct publish_list *l);
bool publish_list_any_new(const struct publish_list *l);

/* Writes it, with what is published; with all that was before, too: for as long as both may lie there.  false: said. */
bool publish_list_write(const struct publish_list *l, struct diagnostics *d);
bool publish_list_write_both(const struct publish_list *l, struct diagnostics *d);

#endif

#ifndef SITE_NIGHT_PART_H
#define SITE_NIGHT_PART_H

#include <stdatomic.h>

#include "base/str.h"

struct arena;
struct diagnostics;
struct night_count;
struct night_failure;
struct store;

/*
 * The members of a night, in parts.  There are more than workers, who take one
 * after the other: one that is slowed down, by the machine or by what it has to
 * do, leaves more to the others.
 */
struct night_part {
	struct str from, to; /* those with from <= id < to; an empty bound is none */
	const struct str *ids;
	size_t n_ids; /* few: only these, sorted, found one by one */

	/* by who took it: */
	bool done;
	struct diagnostics *d;
	const struct night_failure *failures;
	size_t n_failures;
};

struct night_parts {
	struct night_part *at;
	size_t n;
	bool few;           /* all others stand */
	atomic_size_t next; /* to be taken */
};

/* Of all members that the store has, which are told in *total.  false: it failed, said. */
bool night_part_all(struct night_parts *p, struct arena *a, struct store *members, size_t workers,
                    int64_t *total);
/* Of these alone, one for each worker. */
void night_part_few(struct night_parts *p, struct arena *a, const struct str *ids, size_t n, size_t workers);
void night_part_close(struct night_parts *p);

/* From any thread; NULL: all are taken. */
struct night_part *night_part_take(struct night_parts *p);

/*
 * What there is to say of all, in the order of the members, whoever took which: messages go to d, failures to the
 * count.  false: some members had no turn.
 */
bool night_part_collect(struct night_parts *p, struct diagnostics *d, struct arena *a,
                        struct night_count *count);

#endif

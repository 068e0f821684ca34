#ifndef SITE_NIGHT_H
#define SITE_NIGHT_H

#include <signal.h>

#include "record/facts/shard.h"
#include "site/ledger/outbox_item.h"
#include "site/statement/statement.h"

/*
 * The run over all members: each is read; where the record, the rules, the page
 * or the day could have changed the statement it is decided, and published where
 * the bytes differ.  Workers share nothing but the program and the
 * templates; each takes a range of ids.  Memory does not grow with the members.
 */
/* What a dry run would do. */
enum night_step { NIGHT_WRITE, NIGHT_REMOVE, NIGHT_ANNOUNCE };

/* More workers would wait for each other: a pack has one writer; and 100 MB of memory have room for so many. */
enum { NIGHT_WORKERS = 8 };

struct night_options {
	const char *records;
	const char *moment; /* store_open_at */
	const char *out;
	int32_t day;
	size_t workers; /* 1 to NIGHT_WORKERS */
	struct shard shard;
	bool full;    /* read every member and every statement, whatever is known of them */
	bool dry_run; /* decide and compare, write nothing */
	/*
	 * NULL, or called by a dry run with each step, and the file's name or the key; in the order of members with one
	 * worker.  For a file of the theme the member is empty.
	 */
	void (*tell)(void *context, enum night_step step, struct str member, struct str what);
	void *tell_context;
	bool keep; /* leave the statements of members that are gone */
	void (*progress)(size_t done, size_t of, double seconds); /* called now and then, or NULL */
	const volatile sig_atomic_t *interrupted; /* not 0: finish what is begun and end; may be NULL */
	const char *outbox; /* the file that gets what fell due, or NULL: the ledger alone has it */
	enum outbox_form outbox_form;
};

/* What was announced of one kind. */
struct night_due {
	const struct due *due;
	size_t n;
};

/* A member whose statement could not be made. */
struct night_failure {
	struct str member, why;
};

enum { NIGHT_FAILURES = 1000 /* told of one part at most; the count is of all */ };

struct night_count {
	size_t members;
	size_t skipped; /* nothing they are made of has changed: not decided */
	size_t written, unchanged, removed, failed;
	size_t theme_files;    /* put or taken away beside the statements */
	struct night_due *due; /* one a due of the rules, in their order: told of for the first time */
	size_t n_due;
	size_t exported;  /* into the outbox's file */
	bool interrupted; /* not all members had their turn */
	uint64_t bytes;   /* written */
	double seconds;
	const struct night_failure *failures; /* by member */
	size_t n_failures;
};

/*
 * false: nothing was done, or the run could not be finished (said); the next
 * run finishes it.  A member that fails is said and counted, keeps its last good
 * statement, and costs no other member anything.
 */
bool night_run(struct diagnostics *d, const struct site *s, const struct statement *st,
               const struct night_options *o, struct night_count *count);

#endif

#ifndef RECORD_INTAKE_H
#define RECORD_INTAKE_H

#include "base/diag.h"
#include "record/intake/import.h"

struct database;
struct query;

/*
 * What the readers of all formats have in common: the record at hand with what
 * is wrong with it, the way into the store, and what was given before.
 */
struct intake {
	struct diagnostics *d;
	struct arena *kept;    /* lines that messages show */
	struct arena *scratch; /* the record at hand */
	struct store *store;
	const struct schema *schema;
	const char *const *paths;
	size_t path; /* at hand */
	struct import_count *count;

	struct str record;           /* the text at hand, which positions are in */
	uint32_t lines_before;       /* of the file */
	uint32_t line;               /* where the record begins */
	const struct source *source; /* of the text; NULL before something is said of it */
	bool bad;                    /* something was */
	size_t said, unsaid, bytes_shown;

	struct database *given; /* keys of this import and where they came from */
	struct query *give, *recall;
	bool broken; /* the store or the file failed: stop */
};

bool intake_open(struct intake *in);
void intake_close(struct intake *in); /* says how many messages there were no room for */

/* A record is at hand; its text must last until intake_end. */
void intake_begin(struct intake *in, struct str record, uint32_t lines_before);
/* Counts it, where it was bad. */
void intake_end(struct intake *in);

/*
 * Something is wrong with the record at a view of its text.  Whoever says it must ask
 * intake_may_say first (which notes that it was) so that a file of nothing else costs little.
 */
#define intake_say(in, which, view, ...)                                                                     \
	(intake_may_say(in) ? diag_add((in)->d, which, intake_position((in), (view)), __VA_ARGS__) : (void)0)
bool intake_may_say(struct intake *in);
struct position intake_position(struct intake *in, struct str view);

/* Whether the record is strict UTF-8 without NUL (said), so that no reader need look for it again. */
bool intake_check_text(struct intake *in);

/* A name in the record is none of these: says so, and which it may have meant. */
void intake_say_unknown(struct intake *in, struct str name, struct str at, struct str table,
                        const struct str *names, size_t n);

/*
 * Notes that a member (collection INTAKE_MEMBER) or a row of it is given; false where it was given before in this
 * import, which the caller says (intake_say_duplicate), for only it knows the place.
 */
#define INTAKE_MEMBER SIZE_MAX
bool intake_claim(struct intake *in, size_t collection, struct str id, const struct fact *facts);
void intake_say_duplicate(struct intake *in, size_t collection, struct str id, const struct fact *facts,
                          struct str at);
/* A row's member must be there. */
void intake_check_owner(struct intake *in, struct str id, struct str at);

/* Checked facts go in, unless the record is bad. */
void intake_put_member(struct intake *in, const struct fact *facts, const bool *given);
void intake_put_row(struct intake *in, size_t collection, struct str id, const struct fact *facts,
                    const bool *given);
void intake_remove_rows(struct intake *in, size_t collection, struct str id);

#endif

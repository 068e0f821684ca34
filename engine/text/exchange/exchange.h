#ifndef TEXT_EXCHANGE_H
#define TEXT_EXCHANGE_H

#include "base/buf.h"
#include "text/catalogue/catalogue.h"

struct diagnostics;

/* Catalogues on their way to translators' tools, and back. */
enum exchange_format {
	EXCHANGE_XLIFF,  /* 1.2, without what is ours alone */
	EXCHANGE_XLIFF2, /* 2.1 */
	EXCHANGE_PO,     /* gettext: msgctxt is the unit's id, codes are <g1>..</g1> and <x2/> */
	EXCHANGE_FORMATS,
};

/* "xliff", "xliff2", "po"; false for another name. */
bool exchange_find(const char *name, enum exchange_format *format);
/* ".xlf", ".po" */
const char *exchange_suffix(enum exchange_format format);

/* The same catalogue is always the same bytes.  Orphans stay at home. */
void exchange_render(enum exchange_format format, const struct catalogue *c, struct buf *out);

/* source_load for what tools write: UTF-8, UTF-16 with a byte order mark, PO in the character set that its header names. */
const struct source *exchange_read(struct diagnostics *d, struct arena *a, struct str path);

/* What a file brings: one catalogue a <file> of XLIFF, one a PO file. */
struct exchange {
	struct catalogue **catalogues;
	size_t n;
	bool two_states; /* PO knows translated and fuzzy only */
};

/*
 * A unit that is wrong is said and left out, and the rest is read.  The format
 * is told from the file itself.  false: nothing can be read (said).
 */
bool exchange_load(struct diagnostics *d, struct arena *a, const struct source *s, struct exchange *out);

struct exchange_tally {
	size_t taken;    /* new or changed translations of sentences as they are now */
	size_t same;     /* of which we had the same */
	size_t outdated; /* of an older source: offered as needing adaptation where there was nothing */
	size_t homeless; /* of sentences that are no more */
	size_t emptied;  /* none came, and we have one, which stays */
	const struct unit *first_emptied;
};

/*
 * Takes into ours, which fits its page, what came back.  An id counts only with
 * the same source; a translation of ours that may be shown gives way only to
 * one that may be shown.
 */
struct exchange_tally exchange_merge(struct arena *a, struct catalogue *ours, const struct catalogue *theirs,
                                     bool two_states);

#endif

#ifndef SITE_WORDING_H
#define SITE_WORDING_H

#include "text/template/value.h"
#include "text/template/weave.h"

struct buf;
struct diagnostics;
struct message_source;
struct policy;
struct site;

/* The sentences of wording.def: whoever says one names it by this. */
enum wording {
#define WORDING(name, ...) WORDING_##name,
#include "site/content/wording.def"
#undef WORDING
	WORDINGS
};

/* "grant.up_to" */
struct str wording_id(enum wording w);
/* The sentence with its arguments, for a template. */
struct value wording_value(enum wording w, const struct value_field *arguments, size_t n);
/* In English, of one without places. */
const char *wording_words(enum wording w);
/* All in English, as content/messages.yaml would have them: WORDINGS of them. */
const struct message_source *wording_english(struct arena *a);

/*
 * Says what the site's pages and statements will say and its sentences lack,
 * or have another place in; nothing of what this site can't come to say.  The
 * policy may be a broken one, of which there is what could be read.
 */
void wording_check(struct diagnostics *d, const struct site *s, const struct policy *p);
/* The same of the reports of commands, which fall back on English: as warnings. */
void wording_check_reports(struct diagnostics *d, const struct site *s);
/* And what some language has no translation of. */
void wording_check_translations(struct diagnostics *d, const struct site *s);

/*
 * The sentences that rules, pages, statements and reports say and content/messages.yaml
 * lacks, as lines of it: the program's in English, a rule's empty, below the rule and
 * what it gives.  Of a site whose rules are legible.
 */
void wording_draft(const struct site *s, struct buf *out);

#endif

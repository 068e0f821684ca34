#ifndef COMMAND_IMPACT_WORDS_H
#define COMMAND_IMPACT_WORDS_H

#include "command/report/speech.h"
#include "policy/outlook/impact.h"

/*
 * How the lines of an impact are told, whatever writes them down and in whatever
 * language: without a site in English, and by ids.
 */

/* What a run compared, beside the counts. */
struct impact_run {
	struct str rules; /* as the user named them */
	int32_t from, until;
	size_t undecided; /* members that either policy failed on */
};

/* A table of the report, an array of the JSON. */
enum impact_section {
	SECTION_TIERS,
	SECTION_FACTS,
	SECTION_BENEFITS,
	SECTION_OFFERS,
	SECTION_RENEWALS,
	SECTION_PRICES,
	SECTION_ACTIONS,
	SECTION_CHARGES,
	SECTION_DUE,
	IMPACT_SECTIONS
};

/* How from and to are told: not at all, as a move, as reasons, as what is due. */
enum impact_telling { TELLING_WORD, TELLING_MOVE, TELLING_REASON, TELLING_ITEM };

struct impact_words {
	enum impact_section section;
	enum impact_telling telling;
	enum wording change; /* "gained" */
};

struct impact_section_words {
	const char *key, *subject;    /* "prices", "offer" */
	enum wording title, subjects; /* "Prices", the heading of the subjects' column */
};

const struct impact_words *impact_words_of(enum impact_kind kind);
const struct impact_section_words *impact_words_section(enum impact_section section);

/* What a line is of, by its name: a tier's track, a benefit, an offer ... */
struct str impact_words_subject(const struct speech *s, const struct impact_line *l);
/* One of the two ends of a move, what falls due, a reason. */
struct str impact_words_end(const struct speech *s, const struct impact_line *l, struct str id);
/* "available -> closed", "refused, now renew.not_yet", "message earlier: reminder.first" */
struct str impact_words_change(const struct speech *s, const struct impact_line *l);
/* "+140", "-900.00 EUR", "5 to 8 days", or empty */
struct str impact_words_amount(const struct speech *s, const struct impact_line *l);
/* The members named, as "M000002, M000005" */
struct str impact_words_examples(struct arena *a, const struct impact_line *l);
/* "parameter window", "grant support_hours of gold" */
struct str impact_words_rule(const struct speech *s, const struct difference *d);
/* The names of those that may have a part in it: "window, company_size, 2 more" */
struct str impact_words_rules(struct arena *a, const struct impact *i, const struct impact_line *l);
bool impact_words_has_rule(const struct impact_line *l, size_t difference);

#endif

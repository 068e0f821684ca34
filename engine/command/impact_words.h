#ifndef COMMAND_IMPACT_WORDS_H
#define COMMAND_IMPACT_WORDS_H

#include "policy/impact.h"

/* How the lines of an impact are told, whatever writes them down. */

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
	const char *change; /* "gained" */
};

struct impact_section_words {
	const char *title, *key, *subject; /* "Prices", "prices", "offer" */
};

const struct impact_words *impact_words_of(enum impact_kind kind);
const struct impact_section_words *impact_words_section(enum impact_section section);

/* "available -> closed", "refused, now renew.not_yet", "message earlier: reminder.first" */
struct str impact_words_change(struct arena *a, const struct impact_line *l);
/* "+140", "-900.00 EUR", "5 to 8 days", or empty */
struct str impact_words_amount(struct arena *a, const struct impact_line *l);
/* The members named, as "M000002, M000005" */
struct str impact_words_examples(struct arena *a, const struct impact_line *l);
/* "parameter window", "grant support_hours of gold" */
struct str impact_words_rule(struct arena *a, const struct difference *d);
/* The names of those that may have a part in it: "window, company_size, 2 more" */
struct str impact_words_rules(struct arena *a, const struct impact *i, const struct impact_line *l);
bool impact_words_has_rule(const struct impact_line *l, size_t difference);

#endif

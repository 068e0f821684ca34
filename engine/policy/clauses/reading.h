#ifndef POLICY_READING_H
#define POLICY_READING_H

#include "policy/model/policy.h"
#include "policy/script/node.h"
#include "policy/script/vocabulary.h"

/*
 * What is shared while declarations become the policy: the names first, of all
 * files, then what each says.  A mistake is said and left out; reading goes on.
 */
struct named {
	struct str name;
	size_t index;
};

/* All declarations of one family, each name once. */
struct register_of {
	const struct declaration **at;
	struct named *sorted; /* by name */
	size_t n;
};

/* A fact whose own declaration is broken: that has been said, so its absence is not. */
struct doubtful {
	struct str name;
	struct doubtful *next;
};

/* Where an output stands: its name is a fact's. */
struct output_name {
	struct str name;
	size_t table, output;
};

struct reading {
	struct diagnostics *d;
	struct arena *a;
	const struct vocabulary *vocabulary;
	struct register_of by[FAMILY_COUNT];
	struct policy *policy;
	size_t errors_before; /* said of other things, before the rules were loaded */

	/* what policy points to, still being written */
	struct schema *schema;
	struct parameter *parameters;
	struct track *tracks;
	struct tier *tiers;
	struct benefit *benefits;
	struct offer *offers;
	struct renewal *renewals;
	struct action *actions;
	struct custom *customs;
	struct derived *derived;
	bool *derived_fine; /* its type is known */
	bool *derived_used;
	struct table *tables;
	struct output_name *outputs; /* by name */
	size_t n_outputs;
	bool *parameters_used;
	bool *member_used; /* a field of the member that something reads */
	bool **rows_used;  /* a field of a collection */
	struct doubtful *doubtful;
	struct doubt *doubts; /* doubts.h */
	size_t n_doubted;
};

/* Fills r->by, saying what is declared twice or badly named. */
void reading_register(struct reading *r);

/* What a field of a declaration takes.  ANY is looked at by who reads it. */
enum accepted {
	ACCEPT_ANY,
	ACCEPT_TEXT,
	ACCEPT_INTEGER,
	ACCEPT_YES_NO,
	ACCEPT_DAY,
	ACCEPT_TABLE,
	ACCEPT_FUNCTION
};

struct accept {
	const char *name;
	enum accepted kind;
	bool required;
};

/*
 * Says every unknown, missing and mistyped field of a table whose fields are
 * these (up to one without a name).  `what` names the table: "tier 'gold'".
 */
void reading_fields(struct reading *r, const struct node *n, const char *what, const struct accept *fields);
/* "... has no place in {what}", or none without a name. */
void reading_stray(struct reading *r, const struct node *n, const char *what);
/* The same of every value by position of a table that has only fields. */
void reading_no_items(struct reading *r, const struct node *n, const char *what);

/* The field where it is there and of the type, else nothing (and nothing is said: reading_fields does). */
bool reading_text(const struct node *n, const char *key, struct str *out);
bool reading_yes_no(const struct node *n, const char *key);
bool reading_day(const struct node *n, const char *key, int32_t *out);

/* An integer of the field, from least to most; false: not there, or said. */
bool reading_number(struct reading *r, const struct node *n, const char *key, int64_t least, int64_t most,
                    int64_t *out);

/* "'{what}' must be {wanted}, not ...", unless it is an unknown word, which has been said. */
void reading_wrong(struct reading *r, const struct node *n, const char *what, const char *wanted);

/* The declaration of a family that a text names, or NOWHERE (said). */
size_t reading_refer(struct reading *r, const struct node *n, enum family f);
/* The same of a field; NOWHERE too where there is none, or no text (reading_fields says so). */
size_t reading_refer_field(struct reading *r, const struct node *n, const char *key, enum family f);
size_t reading_index(const struct reading *r, enum family f, struct str name);

/* "there is no {kind} 'x'; did you mean ...", unless what is broken may declare it. */
void reading_unknown(struct reading *r, const struct node *n, const char *kind, const struct str *candidates,
                     size_t count);

/* A lower-case word of letters, digits and underscores; such words with dots between them, or one. */
bool reading_is_name(struct str s);
bool reading_is_dotted(struct str s);

/* What a fact is, for messages. */
const char *reading_type(enum fact_type t);
/* "days", "money", ... */
struct str reading_unit(enum parameter_unit u);

/* Zero-terminated, for messages. */
const char *reading_z(struct reading *r, struct str s);
const char *reading_what(struct reading *r, const struct declaration *d);

#endif

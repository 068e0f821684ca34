#ifndef POLICY_OPERANDS_H
#define POLICY_OPERANDS_H

#include "policy/reading.h"

/* Where a condition or value stands, and so which facts it may name. */
struct scope {
	size_t offer;	   /* whose rule it is: its row's facts, its renewal's days; or NOWHERE */
	size_t collection; /* whose row is at hand; or NOWHERE */
};

#define SCOPE_MEMBER ((struct scope){NOWHERE, NOWHERE})

/* What a value must be, so that a text can be read as a day or as one of a field's values. */
struct wanted {
	const char *name; /* of what is given: "price" */
	bool any;	  /* of any type */
	enum fact_type type;
	char currency[4];	/* FACT_MONEY; empty: any */
	const struct field *of; /* FACT_ENUM, or NULL */
};

#define WANT(what, fact_type) ((struct wanted){.name = (what), .type = (fact_type)})
struct wanted operands_like(const struct operand *o, const char *name);

/* What stands for a value: written out, a parameter, a fact, today, a day of the term, something about rows. */
bool operands_read(struct reading *r, struct scope s, const struct node *n, struct wanted w, struct operand *out);

/* The fact of that name as an operand: of the row at hand, the offer's row, the member; false: no such fact (nothing is said). */
bool operands_fact(struct reading *r, struct scope s, struct str name, struct operand *out);
/* All names operands_fact would know, and the collections. */
size_t operands_names(struct reading *r, struct scope s, const struct str **names);

/* days(n), months(n), years(n), with a number or a parameter; or a parameter of such a unit. */
bool operands_interval(struct reading *r, struct scope s, const struct node *n, int sign, struct interval *out);
/* on "anniversary", before_anniversary(...), ... */
bool operands_moment(struct reading *r, struct scope s, const struct node *n, struct operand *out);

/* "there is no such fact": where any in scope may stand, and where only those of a collection may. */
void operands_unknown_fact(struct reading *r, struct scope s, struct str name, struct position p);
void operands_unknown_field(struct reading *r, size_t collection, struct str name, struct position p);

/* A value written out: no word but an amount of money. */
bool operands_written(struct reading *r, const struct node *n, struct wanted w, struct operand *out);
/* The same as a fact of the field: for examples, samples and comparisons. */
bool operands_literal(struct reading *r, const struct field *f, const struct node *n, struct fact *out);

/* "a day such as ..." */
const char *operands_wanted(struct reading *r, struct wanted w);

#endif

#ifndef POLICY_LITERALS_H
#define POLICY_LITERALS_H

#include "policy/clauses/reading.h"

/* What a value must be, so that a text can be read as a day or as one of a field's values. */
struct wanted {
	const char *name; /* of what is given: "price" */
	bool any;         /* of any type */
	enum fact_type type;
	char currency[4];       /* FACT_MONEY; empty: any */
	const struct field *of; /* FACT_ENUM, or NULL */
};

#define WANT(what, fact_type) ((struct wanted){.name = (what), .type = (fact_type)})
/* Something to compare with this. */
struct wanted literals_like(const struct operand *o, const char *name);

/* A value written out; the only word that is one is an amount of money. */
bool literals_read(struct reading *r, const struct node *n, struct wanted w, struct operand *out);
/* The same as a fact of the field: for examples and samples. */
bool literals_fact(struct reading *r, const struct field *f, const struct node *n, struct fact *out);

/* usd "100.00" or money("USD", "100.00"), well formed or not. */
bool literals_is_money(const struct node *n);

/* Says that the node is not what is wanted; false. */
bool literals_wrong(struct reading *r, const struct node *n, struct wanted w);
/* Whether what the node stands for is what is wanted, else says so. */
bool literals_fit(struct reading *r, const struct node *n, struct wanted w, const struct operand *o);

#endif

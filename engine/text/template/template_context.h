#ifndef TEXT_TEMPLATE_CONTEXT_H
#define TEXT_TEMPLATE_CONTEXT_H

#include "text/template/assembly.h"

/* A value that names are looked up in, and what is left of the list that it is an item of. */
struct template_context {
	const struct value *value;
	size_t left;
	bool again; /* not the first of its list */
};

/* Innermost last. */
struct template_contexts {
	struct template_context at[2 * ASSEMBLY_DEPTH + 1]; /* the frame's and the body's */
	size_t n;
};

void template_context_open(struct template_contexts *c, const struct value *root);

/* The value that the op names, or NULL. */
const struct value *template_context_find(const struct template_contexts *c, const struct template *t,
                                          const struct op *op);

/* For a section of a value that is true; there must be room. */
void template_context_enter(struct template_contexts *c, const struct value *v);
void template_context_next(struct template_contexts *c); /* there must be something left */

/* Whether a section repeats what is being written. */
bool template_context_is_repeated(const struct template_contexts *c);

#endif

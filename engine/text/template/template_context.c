#include "text/template/template_context.h"

void template_context_open(struct template_contexts *c, const struct value *root)
{
	/* a sentence is run for nearly every value: clearing the depth that it does not use would show */
	c->at[0] = (struct template_context){.value = root};
	c->n = 1;
}

/* The first part of a name is looked for outwards; the others only in what it is. */
const struct value *template_context_find(const struct template_contexts *c, const struct template *t,
                                          const struct op *op)
{
	const struct str *parts = t->parts + op->at;
	const struct value *v = NULL;

	if (!op->n)
		return c->at[c->n - 1].value;
	for (size_t i = c->n; i > 0 && !v; i--)
		v = value_get(c->at[i - 1].value, parts[0]);
	for (uint32_t i = 1; i < op->n && v; i++)
		v = value_get(v, parts[i]);
	return v;
}

void template_context_enter(struct template_contexts *c, const struct value *v)
{
	bool list = v->kind == VALUE_LIST;

	c->at[c->n++] = (struct template_context){
		.value = list ? v->list.items : v,
		.left = list ? v->list.n - 1 : 0,
	};
}

void template_context_next(struct template_contexts *c)
{
	struct template_context *last = &c->at[c->n - 1];

	last->value++;
	last->left--;
	last->again = true;
}

bool template_context_is_repeated(const struct template_contexts *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].again)
			return true;
	return false;
}

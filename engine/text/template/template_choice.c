#include "text/template/template_choice.h"

#include "text/template/template_number.h"
#include "text/words/locale.h"

static bool case_fits(const struct op *c, struct str word, const struct value *v, struct str category)
{
	if (v && v->kind == VALUE_INTEGER)
		return c->small ? v->integer == c->at : str_equal(word, category);
	if (c->small || !v)
		return false;
	if (v->kind == VALUE_BOOL)
		return str_is(word, v->truth ? "true" : "false");
	return v->kind == VALUE_TEXT && str_equal(word, v->text);
}

static struct str word_of(const struct template *t, const struct op *c)
{
	return c->small ? (struct str){0} : str_slice(t->text, c->at, c->at + c->n);
}

const struct op *template_choice_make(const struct template *t, const struct op *op, const struct value *v,
                                      struct locale *l)
{
	const struct op *done = t->ops + op->jump, *found = done, *other = done;
	bool counts = op->kind == OP_PLURAL && v && v->kind == VALUE_INTEGER;
	struct str category = counts ? str_from(locale_plural(l, template_number_less(v->integer, op->small)))
	                             : (struct str){0};

	for (const struct op *c = op + 1; c->kind == OP_CASE; c = t->ops + c->jump) {
		if (str_is(word_of(t, c), "other"))
			other = c;
		if (found == done && case_fits(c, word_of(t, c), v, category))
			found = c;
		if (c->small && counts && v->integer == c->at)
			return c;
	}
	return found == done ? other : found;
}

const struct op *template_choice_end(const struct template *t, const struct op *op)
{
	while (op->kind == OP_CASE)
		op = t->ops + op->jump;
	return op;
}

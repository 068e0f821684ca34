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

uint32_t template_choice_make(const struct template *t, uint32_t choice, const struct value *v,
                              struct locale *l)
{
	const struct op *op = &t->ops[choice];
	bool counts = op->kind == OP_PLURAL && v && v->kind == VALUE_INTEGER;
	struct str category = counts ? str_from(locale_plural(l, template_number_less(v->integer, op->small)))
	                             : (struct str){0};
	uint32_t found = op->jump, other = op->jump;

	for (uint32_t i = choice + 1; t->ops[i].kind == OP_CASE; i = t->ops[i].jump) {
		const struct op *c = &t->ops[i];

		if (str_is(word_of(t, c), "other"))
			other = i;
		if (found == op->jump && case_fits(c, word_of(t, c), v, category))
			found = i;
		if (c->small && counts && v->integer == c->at)
			return i;
	}
	return found == op->jump ? other : found;
}

uint32_t template_choice_end(const struct template *t, uint32_t i)
{
	while (t->ops[i].kind == OP_CASE)
		i = t->ops[i].jump;
	return i;
}

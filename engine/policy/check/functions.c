#include "base/diag.h"
#include "policy/check/check.h"
#include "policy/script/lexer.h"

/*
 * What the body of a custom function shows before it runs: that it would keep
 * something from one member to the next, which the sandbox stops, and that it
 * asks for a fact that `reads` does not give it.  A look at the tokens: what is
 * written in another way is found when an example runs it.
 */
enum { LOCALS = 200 };

struct body {
	struct reading *r;
	const struct custom *custom;
	const struct tokens *tokens;
	struct str locals[LOCALS];
	size_t n_locals;
};

static bool is_name(const struct tokens *t, size_t i)
{
	return i < t->n && t->at[i].kind == TOKEN_NAME;
}

static struct position place(const struct body *b, size_t i)
{
	return (struct position){b->tokens->source, b->tokens->at[i].offset, b->tokens->at[i].length};
}

static void add_local(struct body *b, size_t i)
{
	if (b->n_locals < LOCALS)
		b->locals[b->n_locals++] = lexer_text(b->tokens, i);
}

static bool is_local(const struct body *b, struct str name)
{
	/* of more than are kept, any may be */
	bool found = b->n_locals == LOCALS;

	for (size_t i = 0; i < b->n_locals && !found; i++)
		found = str_equal(b->locals[i], name);
	return found;
}

/* a, b, c */
static void add_locals(struct body *b, size_t i)
{
	for (; is_name(b->tokens, i); i += 2) {
		add_local(b, i);
		if (!lexer_is(b->tokens, i + 1, ","))
			return;
	}
}

/* Names that begin here to be the function's own. */
static void note_locals(struct body *b, size_t i)
{
	const struct tokens *t = b->tokens;

	if (lexer_is(t, i, "local") && lexer_is(t, i + 1, "function"))
		add_local(b, i + 2);
	else if (lexer_is(t, i, "local") || lexer_is(t, i, "for"))
		add_locals(b, i + 1);
	else if (lexer_is(t, i, "function"))
		add_locals(b, i + (is_name(t, i + 1) ? 3 : 2));
}

/* The first name of a.b[c].d, which ends before the token. */
static size_t root_of(const struct tokens *t, size_t end)
{
	size_t i = end;

	while (i-- > 0) {
		if (lexer_is(t, i, "]")) {
			while (i > 0 && !lexer_is(t, i, "["))
				i--;
		} else if (!is_name(t, i)) {
			return end;
		} else if (i == 0 || !lexer_is(t, i - 1, ".")) {
			return i;
		} else {
			i--;
		}
	}
	return end;
}

static bool is_assignment(const struct tokens *t, size_t i)
{
	return lexer_is(t, i, "=") && !lexer_is(t, i + 1, "=") && i > 0 &&
	       (is_name(t, i - 1) || lexer_is(t, i - 1, "]"));
}

static void check_assigned(const struct body *b, size_t i)
{
	size_t root = root_of(b->tokens, i);
	struct str name = lexer_text(b->tokens, root);

	if (root < i && !is_local(b, name))
		diag_add(b->r->d, KEEPS_STATE, place(b, root), reading_z(b->r, b->custom->id),
		         reading_z(b->r, name));
}

static bool gives(const struct schema *s, const struct read *read, struct str name)
{
	const struct collection *c = read->collection == NOWHERE ? NULL : &s->collections[read->collection];

	if (!c)
		return str_equal(s->fields[read->field].name, name);
	return str_equal(c->name, name) ||
	       (read->field == NOWHERE ? schema_field(c->fields, c->n_fields, name) != NULL
	                               : str_equal(c->fields[read->field].name, name));
}

static bool is_fact(const struct schema *s, struct str name)
{
	bool found = schema_field(s->fields, s->n_fields, name) || schema_collection(s, name);

	for (size_t i = 0; i < s->n_collections && !found; i++)
		found = schema_field(s->collections[i].fields, s->collections[i].n_fields, name);
	return found;
}

/* member.fact, where `reads` names no such fact. */
static void check_read(const struct body *b, size_t i)
{
	const struct schema *s = b->r->schema;
	struct str name = lexer_text(b->tokens, i + 2);

	if (!is_name(b->tokens, i) || !lexer_is(b->tokens, i + 1, ".") || !is_name(b->tokens, i + 2) ||
	    !is_local(b, lexer_text(b->tokens, i)) || !is_fact(s, name))
		return;
	for (size_t k = 0; k < b->custom->n_reads; k++)
		if (gives(s, &b->custom->reads[k], name))
			return;
	diag_add(b->r->d, NOT_GIVEN, place(b, i + 2), reading_z(b->r, b->custom->id), reading_z(b->r, name));
}

/* From its word `function` to its `end`; braces and parentheses hold no statements but in functions of their own. */
static void check_body(struct body *b, size_t i)
{
	const struct tokens *t = b->tokens;
	size_t blocks = 0, braces = 0;

	for (; i < t->n; i++) {
		if (lexer_is(t, i, "function") || lexer_is(t, i, "do") || lexer_is(t, i, "if") ||
		    lexer_is(t, i, "repeat"))
			blocks++;
		if ((lexer_is(t, i, "end") || lexer_is(t, i, "until")) && --blocks == 0)
			return;
		braces += lexer_is(t, i, "{");
		braces -= lexer_is(t, i, "}") && braces > 0;
		note_locals(b, i);
		if (braces == 0 && is_assignment(t, i))
			check_assigned(b, i);
		check_read(b, i);
	}
}

/* The function of a declaration's `run`, which begins before that place; t->n where it is written elsewhere. */
static size_t find_function(const struct tokens *t, size_t *at, uint32_t begin, uint32_t end)
{
	for (; *at < t->n && t->at[*at].offset < end; ++*at)
		if (t->at[*at].offset > begin && lexer_is(t, *at, "run") && lexer_is(t, *at + 1, "=") &&
		    lexer_is(t, *at + 2, "function"))
			return *at + 2;
	return t->n;
}

/* The functions stand in the order of the files, so each file is gone through once. */
void functions_check(struct reading *r)
{
	struct tokens tokens = {0};
	const struct custom *c = r->customs, *end = c + r->policy->n_customs;
	size_t at = 0;

	for (; c && c < end; c++) {
		const struct custom *next = c + 1 < end ? c + 1 : NULL;
		struct body body = {.r = r, .custom = c, .tokens = &tokens};
		bool last = !next || next->position.source != c->position.source;

		if (tokens.source != c->position.source) {
			tokens = lexer_read(r->a, c->position.source);
			at = 0;
		}
		check_body(&body, find_function(&tokens, &at, c->position.offset,
		                                last ? UINT32_MAX : next->position.offset));
	}
}

#include "policy/script/node.h"

#include <inttypes.h>

#include "base/ascii.h"
#include "base/bisect.h"

const struct entry *node_entry(const struct node *n, struct str key)
{
	size_t n_fields = n && n->kind == NODE_TABLE ? n->n_fields : 0;
	/* words, whose keys are empty, come last */
	size_t at = BISECT(i, 0, n_fields,
	                   n->fields[i].key.len > 0 && str_compare(n->fields[i].key, key) < 0);

	return key.len > 0 && at < n_fields && str_equal(n->fields[at].key, key) ? &n->fields[at] : NULL;
}

const struct node *node_field(const struct node *n, const char *key)
{
	const struct entry *e = node_entry(n, str_from(key));

	return e ? &e->value : NULL;
}

/* 2016-03-01, which takes one number from another. */
static bool is_bare_day(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (i == 4 || i == 7 ? s.at[i] != '-' : !ascii_is_digit(s.at[i]))
			return false;
	return s.len == 10;
}

static const char *describe_number(struct arena *a, const struct node *n)
{
	struct str written = n->position.source ? str_slice(n->position.source->text, n->position.offset,
	                                                    n->position.offset + n->position.length)
	                                        : STR("");

	if (is_bare_day(written))
		return str_format(a, "%.*s without its quotes", STR_ARG(written)).at;
	return str_format(a, "%" PRId64, n->integer).at;
}

const char *node_describe(struct arena *a, const struct node *n)
{
	switch (n->kind) {
	case NODE_NOTHING:
		return "nil";
	case NODE_BOOL:
		return n->truth ? "yes" : "no";
	case NODE_INTEGER:
		return describe_number(a, n);
	case NODE_NUMBER:
		return "a number with a fraction";
	case NODE_TEXT:
		return str_format(a, "the text '%.*s'", STR_ARG(n->text)).at;
	case NODE_TABLE:
		return "this table";
	case NODE_WORD:
		return str_format(a, "%s (`%s`)", word_kind(n->word), word_name(n->word)).at;
	case NODE_FUNCTION:
		return "a function";
	case NODE_DECLARATION:
		return str_format(a, "the declaration of '%.*s'; write its name as a text", STR_ARG(n->text))
		        .at;
	case NODE_UNKNOWN:
		break;
	}
	return "an unknown word";
}

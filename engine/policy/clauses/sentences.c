#include "policy/clauses/sentences.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"

struct str sentences_id(struct reading *r, const char *kind, struct str id, const char *part)
{
	return str_format(r->a, "%s.%.*s%s%s", kind, STR_ARG(id), part[0] ? "." : "", part);
}

struct sentence sentences_plain(struct str message, struct position p)
{
	return (struct sentence){.message = message, .position = p};
}

void sentences_message(struct reading *r, const struct node *n, struct str *out)
{
	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, "a message", "its id in quotes");
		return;
	}
	*out = n->text;
	if (!reading_is_dotted(n->text))
		diag_add(r->d, BAD_MESSAGE_ID, n->position, reading_z(r, n->text));
}

/* A page and perhaps an anchor on it; whether they are there, site/ can tell. */
static void read_help(struct reading *r, const struct node *n, struct sentence *out)
{
	const struct node *help = node_field(n, "help");
	struct str page, rest;

	if (!help)
		return;
	if (help->kind != NODE_TEXT) {
		reading_wrong(r, help, "help", "a page in quotes: \"page#anchor\"");
		return;
	}
	rest = help->text;
	out->help_position = help->position;
	if (str_cut(&rest, '#', &page) && page.len > 0 && str_find(help->text, STR(" "), 0) == SIZE_MAX)
		out->help = help->text;
	else
		diag_add(r->d, BAD_HELP, help->position, reading_z(r, help->text));
}

static void read_arguments(struct reading *r, struct scope s, const struct node *with, struct sentence *out)
{
	struct argument *arguments = arena_array(r->a, with->n_fields, sizeof(*arguments));

	reading_no_items(r, with, "with");
	for (size_t i = 0; i < with->n_fields; i++) {
		const struct entry *e = &with->fields[i];
		struct wanted w = {.name = reading_z(r, e->key), .any = true};
		struct argument *to = &arguments[out->n_arguments];

		if (e->key.len == 0 || !reading_is_name(e->key)) {
			diag_add(r->d, BAD_NAME, e->key_position, w.name);
			continue;
		}
		if (!operands_read(r, s, &e->value, w, &to->value))
			continue;
		to->name = e->key;
		out->n_arguments++;
	}
	out->arguments = arguments;
}

void sentences_read(struct reading *r, struct scope s, const struct node *n, struct str otherwise,
                    struct sentence *out)
{
	const struct node *say = node_field(n, "say"), *with = node_field(n, "with");

	*out = (struct sentence){.message = otherwise, .position = say ? say->position : n->position};
	if (say)
		sentences_message(r, say, &out->message);
	if (with && with->kind == NODE_TABLE)
		read_arguments(r, s, with, out);
	else if (with)
		reading_wrong(r, with, "with", "a table in braces: { name = value }");
	read_help(r, n, out);
}

static bool read_refusal(struct reading *r, struct scope s, const struct node *n, struct refusal *out)
{
	static const char *const others[] = {"say", "with", "help", NULL};
	const struct node *table = &n->items[0];

	if (table->kind != NODE_TABLE) {
		reading_wrong(r, table, word_name(n->word), "a table in braces");
		return false;
	}
	out->position = n->position;
	sentences_read(r, s, table, (struct str){0}, &out->say);
	if (!node_field(table, "say"))
		diag_add(r->d, MISSING_FIELD, n->position, word_name(n->word), "say");
	if (!conditions_any(table, others)) {
		diag_add(r->d, NO_CONDITION, n->position, word_name(n->word));
		return false;
	}
	out->when = conditions_read(r, s, table, others);
	return out->when && out->say.message.len > 0;
}

const struct refusal *sentences_refusals(struct reading *r, struct scope s, const struct node *n,
                                         enum word word, const char *what, size_t *count)
{
	struct refusal *out = arena_array(r->a, n->n_items, sizeof(*out));

	*count = 0;
	for (size_t i = 0; i < n->n_items; i++) {
		const struct node *one = &n->items[i];

		if (one->kind != NODE_WORD || one->word != word || !one->called) {
			reading_stray(r, one, what);
			continue;
		}
		*count += read_refusal(r, s, one, &out[*count]);
	}
	return out;
}

#include "policy/rules/stubs.h"

#include <stddef.h>

/* stubs.lua, taken in by the assembler; the Makefile knows that this file follows it. */
__asm__(".pushsection .rodata\n"
        "stubs_text: .incbin \"engine/policy/rules/stubs.lua\"\n"
        "stubs_text_end:\n"
        ".popsection");
extern const char stubs_text[], stubs_text_end[];

struct str stubs_words(void)
{
	return (struct str){stubs_text, (size_t)(stubs_text_end - stubs_text)};
}

static void begin_alias(struct buf *out, const char *name)
{
	buf_add_format(out, "---@alias tierbook.%s\n", name);
}

static void add_case(struct buf *out, struct str id)
{
	buf_add_format(out, "---| \"%.*s\"\n", STR_ARG(id));
}

/* An alias of nothing would be an error of its own. */
static void end_alias(struct buf *out, size_t n)
{
	buf_add_z(out, n > 0 ? "\n" : "---| string\n\n");
}

/* What n things are called that stand one after the other. */
struct names {
	const void *things;
	size_t n, size, name; /* of one thing its size, and where in it its name is */
};

#define NAMES(things, n, name)                                                                               \
	((struct names){things, n, sizeof(*(things)), offsetof(typeof(*(things)), name)})

static struct str name_of(const struct names *names, size_t i)
{
	return *(const struct str *)((const char *)names->things + i * names->size + names->name);
}

static void add_alias(struct buf *out, const char *alias, struct names cases)
{
	begin_alias(out, alias);
	for (size_t i = 0; i < cases.n; i++)
		add_case(out, name_of(&cases, i));
	end_alias(out, cases.n);
}

static void add_names(struct buf *out, const struct policy *p)
{
	add_alias(out, "Tier", NAMES(p->tiers, p->n_tiers, id));
	add_alias(out, "Track", NAMES(p->tracks, p->n_tracks, id));
	add_alias(out, "Offer", NAMES(p->offers, p->n_offers, id));
	add_alias(out, "Parameter", NAMES(p->parameters, p->n_parameters, id));
	add_alias(out, "Action", NAMES(p->actions, p->n_actions, id));
	add_alias(out, "Message", NAMES(p->messages, p->n_messages, id));
	add_alias(out, "Record", NAMES(p->schema->collections, p->schema->n_collections, name));
}

static void add_states(struct buf *out, const struct policy *p)
{
	size_t n = 0;

	begin_alias(out, "State");
	for (size_t i = 0; i < p->n_renewals; i++)
		for (size_t k = 0; k < p->renewals[i].n_states; k++, n++)
			add_case(out, p->renewals[i].states[k].id);
	end_alias(out, n);
}

/* Each fact once, whosever it is: what a name stands for where there are conditions depends on where they stand. */
static bool is_first(const struct policy *p, size_t collection, size_t field)
{
	const struct schema *s = p->schema;
	struct str name = s->collections[collection].fields[field].name;

	if (schema_field(s->fields, s->n_fields, name))
		return false;
	for (size_t c = 0; c < collection; c++)
		if (schema_field(s->collections[c].fields, s->collections[c].n_fields, name))
			return false;
	return true;
}

static void each_fact(struct buf *out, const struct policy *p,
                      void (*add)(struct buf *out, const struct policy *p, const struct field *f))
{
	const struct schema *s = p->schema;

	for (size_t i = 0; i < s->n_fields; i++)
		add(out, p, &s->fields[i]);
	for (size_t c = 0; c < s->n_collections; c++)
		for (size_t i = 0; i < s->collections[c].n_fields; i++)
			if (is_first(p, c, i))
				add(out, p, &s->collections[c].fields[i]);
	for (size_t i = 0; i < p->n_derived; i++)
		add(out, p, &p->derived[i].is);
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].n_outputs; k++)
			add(out, p, &p->tables[i].outputs[k].is);
}

static void add_fact_name(struct buf *out, const struct policy *p, const struct field *f)
{
	(void)p;
	add_case(out, f->name);
}

/* The values of enums of one name are put together. */
static void add_values(struct buf *out, const struct policy *p, struct str name)
{
	const struct schema *s = p->schema;
	const struct field *f = schema_field(s->fields, s->n_fields, name);

	for (size_t i = 0; f && i < f->n_values; i++)
		buf_add_format(out, "\"%.*s\"|", STR_ARG(f->values[i]));
	for (size_t c = 0; c < s->n_collections; c++) {
		f = schema_field(s->collections[c].fields, s->collections[c].n_fields, name);
		for (size_t i = 0; f && i < f->n_values; i++)
			buf_add_format(out, "\"%.*s\"|", STR_ARG(f->values[i]));
	}
}

static void add_type(struct buf *out, const struct policy *p, const struct field *f)
{
	static const char *const types[] = {
		[FACT_TEXT] = "string|",       [FACT_INTEGER] = "integer|", [FACT_BOOL] = "boolean|",
		[FACT_DATE] = "tierbook.Day|", [FACT_MONEY] = "",           [FACT_ENUM] = ""};

	buf_add_z(out, types[f->type]);
	if (f->type == FACT_ENUM)
		add_values(out, p, f->name);
	buf_add_z(out, "tierbook.Value\n");
}

static void add_field(struct buf *out, const struct policy *p, const struct field *f)
{
	buf_add_format(out, "---@field %.*s? ", STR_ARG(f->name));
	add_type(out, p, f);
}

static void add_rows(struct buf *out, const struct policy *p)
{
	const struct schema *s = p->schema;

	for (size_t c = 0; c < s->n_collections; c++) {
		buf_add_format(out, "---@class (exact) tierbook.row.%.*s\n", STR_ARG(s->collections[c].name));
		for (size_t i = 0; i < s->collections[c].n_fields; i++)
			add_field(out, p, &s->collections[c].fields[i]);
		buf_add_char(out, '\n');
	}
}

static void add_given(struct buf *out, const struct policy *p)
{
	const struct schema *s = p->schema;

	buf_add_z(out, "---@class (exact) tierbook.Given\n");
	for (size_t i = 0; i < s->n_fields; i++)
		add_field(out, p, &s->fields[i]);
	for (size_t c = 0; c < s->n_collections; c++) {
		struct str name = s->collections[c].name;

		buf_add_format(out, "---@field %.*s? tierbook.row.%.*s[]|tierbook.Value\n", STR_ARG(name),
		               STR_ARG(name));
	}
	for (size_t i = 0; i < p->n_offers; i++)
		buf_add_format(out, "---@field %.*s? tierbook.row.%.*s|tierbook.Value\n",
		               STR_ARG(p->offers[i].id),
		               STR_ARG(s->collections[p->offers[i].collection].name));
	buf_add_char(out, '\n');
}

static void add_conditions(struct buf *out, const struct policy *p)
{
	const struct schema *s = p->schema;

	buf_add_z(out, "--- fact = value, fact = at_least(3), ...: all of them.\n"
	               "---@class tierbook.Conditions\n");
	each_fact(out, p, add_field);
	for (size_t c = 0; c < s->n_collections; c++)
		buf_add_format(out, "---@field %.*s? tierbook.Value\n", STR_ARG(s->collections[c].name));
	buf_add_z(out, "---@field [integer] tierbook.When\n\n"
	               "---@class tierbook.OfferFacts\n");
	each_fact(out, p, add_field);
	buf_add_char(out, '\n');
}

static void add_each(struct buf *out, const char *part, const char *type, struct names of)
{
	if (of.n == 0)
		return;
	buf_add_format(out, "---@field %s? { ", part);
	for (size_t i = 0; i < of.n; i++) {
		struct str name = name_of(&of, i);

		buf_add_format(out, "%s%.*s?: %s", i > 0 ? ", " : "", STR_ARG(name), type);
	}
	buf_add_z(out, " }\n");
}

static void add_expect(struct buf *out, const struct policy *p)
{
	buf_add_z(out, "---@class tierbook.Expect\n");
	add_each(out, "tier", "tierbook.Tier|tierbook.Value", NAMES(p->tracks, p->n_tracks, id));
	buf_add_z(out, "---@field held? tierbook.Tier|tierbook.Tier[]|tierbook.Value\n");
	add_each(out, "benefits", "boolean|tierbook.Number", NAMES(p->benefits, p->n_benefits, id));
	add_each(out, "next_grant", "tierbook.Day|tierbook.Value", NAMES(p->benefits, p->n_benefits, id));
	add_each(out, "offers", "\"available\"|\"purchased\"|\"closed\"", NAMES(p->offers, p->n_offers, id));
	add_each(out, "closed", "tierbook.Message|tierbook.Message[]|tierbook.Value",
	         NAMES(p->offers, p->n_offers, id));
	buf_add_z(out, "---@field renewal? tierbook.State|tierbook.Value|{ [tierbook.Offer]: "
	               "tierbook.State|tierbook.Value }\n"
	               "---@field since? tierbook.Day|tierbook.Value|table\n"
	               "---@field lasts_until? tierbook.Day|tierbook.Value|table\n"
	               "---@field term? integer|table\n"
	               "---@field term_start? tierbook.Day|table\n"
	               "---@field anniversary? tierbook.Day|table\n"
	               "---@field send? tierbook.Message|tierbook.Message[]|tierbook.Value\n"
	               "---@field due? string|string[]|tierbook.Value\n"
	               "---@field allowed? tierbook.Action|tierbook.Action[]\n");
	add_each(out, "refused", "tierbook.Message|tierbook.Message[]|tierbook.Value",
	         NAMES(p->actions, p->n_actions, id));
	buf_add_z(out, "---@field facts? table<tierbook.Fact, any>\n"
	               "---@field next_change? tierbook.Day|tierbook.Value\n");
}

void stubs_render(struct buf *out, const struct policy *p)
{
	buf_add_z(out, "---@meta\n"
	               "-- What the rules of this site declare, for the Lua language server.  Written by "
	               "`tierbook rules --stubs`;\n-- write it again when names have changed.\n\n");
	add_names(out, p);
	add_states(out, p);
	begin_alias(out, "Fact");
	each_fact(out, p, add_fact_name);
	end_alias(out, p->schema->n_fields);
	add_rows(out, p);
	add_given(out, p);
	add_conditions(out, p);
	add_expect(out, p);
}

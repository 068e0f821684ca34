#include "policy/decide/recorder.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "policy/decide/calculate.h"
#include "policy/decide/outcome.h"

enum { ROWS_TOLD = 20 /* of one count */ };

static struct trace *add(struct recorder *c, enum trace_kind kind, struct str name, struct position p)
{
	struct trace *line = ARRAY_ADD(c->arena, c->lines, c->n);

	*line = (struct trace){
		.depth = c->depth, .kind = kind, .name = name, .position = p, .day = DATE_NONE};
	return line;
}

size_t recorder_open_line(struct run *r, enum trace_kind kind, struct str name, struct position p)
{
	add(r->recorder, kind, name, p);
	r->recorder->depth++;
	return r->recorder->n - 1;
}

void recorder_close_line(struct run *r, size_t line, bool outcome, int32_t day)
{
	r->recorder->depth--;
	r->recorder->lines[line].outcome = outcome;
	r->recorder->lines[line].day = day;
}

static struct str text_at(struct position p)
{
	return p.source ? str_slice(p.source->text, p.offset, p.offset + p.length) : (struct str){0};
}

/* Facts as rules name them, of a collection "offers.auto_renew". */
static struct str name_of(const struct run *r, const struct load *l)
{
	static const char *const anchors[] = {[ANCHOR_ORIGIN] = "origin",
	                                      [ANCHOR_TERM_START] = "term_start",
	                                      [ANCHOR_ANNIVERSARY] = "anniversary"};
	const struct policy *p = r->program->policy;
	const struct collection *c = p->schema->collections;

	switch (l->kind) {
	case OPERAND_DERIVED:
		return p->derived[l->index].id;
	case OPERAND_OUTPUT:
		return p->tables[l->collection].outputs[l->operand->field].is.name;
	case OPERAND_TIER:
		return p->tracks[l->index].id;
	case OPERAND_PERIOD:
	case OPERAND_CALCULATION:
		return text_at(l->operand->position);
	case OPERAND_PARAMETER:
		return p->parameters[l->index].id;
	case OPERAND_TODAY:
		return STR("today");
	case OPERAND_MOMENT:
		return str_from(anchors[l->anchor]);
	case OPERAND_MEMBER:
		return p->schema->fields[l->index].name;
	case OPERAND_CUSTOM:
		return p->customs[l->index].id;
	case OPERAND_COUNT:
		return c[l->collection].name;
	default:
		c += l->kind == OPERAND_OFFER ? r->program->offers[l->offer].collection : l->collection;
		return str_format(r->recorder->arena, "%.*s.%.*s", STR_ARG(c->name),
		                  STR_ARG(c->fields[l->index].name));
	}
}

static struct given quietly(struct run *r, struct str name, const struct load *l)
{
	struct recorder *c = r->recorder;
	int32_t next = r->next;
	struct given value;

	/* Reading it again must not be recorded again, and makes no day one on which something differs. */
	r->recorder = NULL;
	value = (struct given){
		.name = name, .type = l->operand->type, .of = l->operand->of, .value = evaluate_fact(r, l)};
	memcpy(value.currency, l->operand->currency, sizeof(value.currency));
	r->recorder = c;
	r->next = next;
	return value;
}

static void add_read(struct run *r, struct str name, const struct load *l)
{
	struct given value = quietly(r, name, l);

	add(r->recorder, TRACE_READ, name, l->operand->position)->value = value;
}

/* "competencies cloud silver": which row it is. */
static struct str name_row(const struct run *r, const struct collection *c, const struct fact *row)
{
	struct buf b = {0};

	buf_add(&b, c->name);
	for (size_t i = 0; i < c->n_key; i++) {
		buf_add_char(&b, ' ');
		buf_add(&b, member_format_fact(r->recorder->arena, &c->fields[c->key[i]], &row[c->key[i]]));
	}
	return buf_keep(&b, r->recorder->arena);
}

/* Why each row counts or not, where there are conditions for it. */
static void record_rows(struct run *r, const struct load *l)
{
	const struct collection *c = &r->program->policy->schema->collections[l->collection];
	const struct rows *rows = &r->member->rows[l->collection];
	const struct fact *outer = r->row;

	if (l->where < 0)
		return;
	r->recorder->depth++;
	for (size_t i = 0; i < rows->n && i < ROWS_TOLD; i++) {
		size_t line;

		r->row = rows->facts + i * c->n_fields;
		line = recorder_open_line(r, TRACE_RECORD, name_row(r, c, r->row), l->operand->position);
		recorder_close_line(r, line, outcome_of(r, l->where), DATE_NONE);
	}
	r->row = outer;
	r->recorder->depth--;
}

static bool is_over_rows(const struct load *l)
{
	return l->kind == OPERAND_COUNT || l->kind == OPERAND_SUM || l->kind == OPERAND_EARLIEST ||
	       l->kind == OPERAND_LATEST;
}

static void read_arguments(struct run *r, const struct load *l)
{
	for (size_t i = 0; i < l->operand->n_arguments; i++)
		recorder_read(r, r->program->arguments + l->index + i);
}

/* Where the first row that holds counts, or none does, people ask why not the ones before. */
static bool is_told(const struct table *t, size_t i, size_t row, bool matches)
{
	return matches ||
	       ((t->hit == HIT_FIRST || row == NOWHERE) && i < ROWS_TOLD && (row == NOWHERE || i < row));
}

static void read_table(struct run *r, size_t table)
{
	const struct table *t = r->program->policy->tables + table;
	const struct code_table *code = r->program->tables + table;
	size_t row = calculate_row(r, table);

	/* The cells of the row say which inputs came to what; where all that match count, those of each. */
	for (size_t i = 0; i < t->n_rows; i++) {
		struct recorder *c = r->recorder;
		bool matches = i == row;
		size_t line;

		r->recorder = NULL;
		matches = matches || (t->hit == HIT_COLLECT && outcome_of(r, code->rows[i].when));
		r->recorder = c;
		if (!is_told(t, i, t->hit == HIT_COLLECT ? 0 : row, matches))
			continue;
		line = recorder_open_line(r, TRACE_ROW, text_at(t->rows[i].position), t->rows[i].position);
		outcome_of(r, code->rows[i].when);
		recorder_close_line(r, line, matches, DATE_NONE);
	}
}

void recorder_table(struct run *r, size_t table)
{
	int32_t next = r->next;

	read_table(r, table);
	r->next = next;
}

void recorder_fact(struct run *r, const struct given *value, struct position p)
{
	add(r->recorder, TRACE_READ, value->name, p)->value = *value;
}

/* How what was worked out came about, the first time that it is read. */
static void read_reasons(struct run *r, const struct load *l)
{
	const struct policy *p = r->program->policy;
	struct recorder *c = r->recorder;
	int32_t next = r->next;
	size_t at = l->kind == OPERAND_DERIVED ? (size_t)l->index : p->n_derived + (size_t)l->collection;

	if (!c->told)
		c->told = arena_array(c->arena, p->n_derived + p->n_tables, sizeof(*c->told));
	if (c->told[at])
		return;
	c->told[at] = true;
	c->depth++;
	if (l->kind == OPERAND_OUTPUT)
		read_table(r, (size_t)l->collection);
	else if (r->program->derived[at].conditional)
		outcome_of(r, r->program->derived[at].when);
	else if (r->program->derived[at].value.kind == OPERAND_CALCULATION)
		read_arguments(r, &r->program->derived[at].value);
	else
		recorder_read(r, &r->program->derived[at].value);
	c->depth--;
	r->next = next;
}

void recorder_derived(struct run *r, size_t derived)
{
	struct load l = {.kind = OPERAND_DERIVED, .index = (int)derived};

	read_reasons(r, &l);
}

/* A day some way off is told as the day itself, and the parameter that says how far. */
void recorder_read(struct run *r, const struct load *l)
{
	struct load base = *l;

	if (!r->recorder || l->kind == OPERAND_VALUE)
		return;
	base.shift.factor = 0;
	add_read(r, name_of(r, &base), &base);
	if (is_over_rows(l)) {
		record_rows(r, l);
	} else if (l->kind == OPERAND_DERIVED || l->kind == OPERAND_OUTPUT) {
		read_reasons(r, l);
	} else if (l->kind == OPERAND_CALCULATION) {
		r->recorder->depth++;
		read_arguments(r, l);
		r->recorder->depth--;
	}
	if (l->shift.factor && l->shift.parameter != CODE_NONE) {
		struct operand o = {.type = FACT_INTEGER, .position = l->operand->position};
		struct load p = {.kind = OPERAND_PARAMETER,
		                 .index = l->shift.parameter,
		                 .term_of = l->shift.term_of,
		                 .operand = &o};

		add_read(r, name_of(r, &p), &p);
	}
}

/* What is no fact: a tier that is held or not, the state that something is in. */
static void add_other(struct run *r, const char *of, struct str name, bool yes, struct position p)
{
	struct trace *line = add(r->recorder, TRACE_READ, name, p);

	line->of = of;
	line->value = (struct given){
		.name = name, .type = FACT_BOOL, .value = {.known = true, .number = yes}};
}

static void read_of_others(struct run *r, const struct test *t)
{
	static const char *const states[] = {
		[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};
	const struct policy *p = r->program->policy;
	struct position at = t->condition->position;

	if (t->kind == TEST_TIER) {
		add_other(r, "tier", p->tiers[t->index].id, r->held[t->index], at);
	} else if (t->kind == TEST_STATE && r->purchases[t->index].renews) {
		const struct renewal *renewal = r->program->offers[t->index].renewal;

		add_other(r, "state", renewal->states[r->purchases[t->index].state].id, true, at);
	} else {
		add_other(r, "offer_state", str_from(states[r->offers[t->index]]), true, at);
	}
}

/* "visits.day + 12 months", "joined - notice": a day some way off, by how far. */
static struct str name_shifted(const struct run *r, const struct load *l)
{
	struct load base = *l;
	struct str name;
	int64_t n = l->shift.factor;
	const char *sign = n < 0 ? "-" : "+";

	base.shift.factor = 0;
	name = name_of(r, &base);
	if (l->shift.parameter != CODE_NONE)
		return str_format(r->recorder->arena, "%.*s %s %.*s", STR_ARG(name), sign,
		                  STR_ARG(r->program->policy->parameters[l->shift.parameter].id));
	return str_format(r->recorder->arena, "%.*s %s %lld %s", STR_ARG(name), sign,
	                  (long long)(n < 0 ? -n : n), l->shift.months ? "months" : "days");
}

/* What the rule names first, and what it wants that to be; the test may have turned them round. */
static void read_compared(struct run *r, const struct test *t)
{
	bool turned = t->left.operand != &t->condition->left;
	const struct load *left = turned ? &t->right : &t->left, *right = turned ? &t->left : &t->right;
	struct trace *line;
	struct given wanted;
	size_t at = r->recorder->n;

	recorder_read(r, left);
	if (left->shift.factor) {
		at = r->recorder->n;
		add_read(r, name_shifted(r, left), left);
	}
	if (r->recorder->n > at) {
		wanted = quietly(r, (struct str){0}, right);
		line = &r->recorder->lines[at];
		line->compared = true;
		line->comparison = t->condition->comparison;
		line->wanted = wanted;
	}
	/* today is what is wanted, and says no more */
	if (right->kind != OPERAND_TODAY || right->shift.factor || r->recorder->n == at)
		recorder_read(r, right);
}

void recorder_test(struct run *r, const struct test *t, bool outcome)
{
	struct position p = t->condition->position;
	struct recorder *c = r->recorder;

	if (!c)
		return;
	/* The outcome as the rule puts it: "unknown" is the test for "known" turned round. */
	if (t->condition->kind == CONDITION_UNKNOWN)
		outcome = !outcome;
	add(c, TRACE_CONDITION, text_at(p), p)->outcome = outcome;
	c->depth++;
	switch (t->kind) {
	case TEST_TIER:
	case TEST_OFFER:
	case TEST_STATE:
		read_of_others(r, t);
		break;
	case TEST_FACT:
	case TEST_DAY:
	case TEST_COMPARE:
	case TEST_COMPARE_TEXT:
	case TEST_COMPARE_TODAY:
		read_compared(r, t);
		break;
	default:
		recorder_read(r, &t->left);
	}
	c->depth--;
}

#include "policy/outlook/impact.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "policy/outlook/impact_dues.h"
#include "policy/outlook/impact_rules.h"
#include "policy/outlook/reliance.h"

struct impact *impact_make(struct arena *a, const struct policy *before, const struct policy *after,
                           size_t most_examples)
{
	struct impact *i = arena_alloc(a, sizeof(*i));

	i->arena = a;
	i->before = before;
	i->after = after;
	i->tracks = counterpart_tracks(a, before, after);
	i->facts = counterpart_outcomes(a, before, after);
	i->benefits = counterpart_benefits(a, before, after);
	i->offers = counterpart_offers(a, before, after);
	i->actions = counterpart_actions(a, before, after);
	i->width = i->tracks.n + i->facts.n + i->benefits.n + i->offers.n + i->actions.n;
	i->heads = arena_array(a, i->width * IMPACT_KINDS + 1, sizeof(struct impact_line *));
	i->most_examples = most_examples;
	i->differences = difference_find(a, before, after);
	i->touched = arena_array(a, i->differences.n + 1, sizeof(*i->touched));
	i->rules = arena_array(a, RELIANCE_WORDS(i->differences.n) + 1, sizeof(*i->rules));
	i->gave = arena_array(a, before->n_benefits, sizeof(struct granted *));
	i->gives = arena_array(a, after->n_benefits, sizeof(struct granted *));
	i->dues = impact_dues_make(a);
	return i;
}

void impact_begin(struct impact *i)
{
	i->members++;
	i->is_changed = false;
	i->member = NULL;
	impact_dues_begin(i->dues);
}

void impact_end(struct impact *i)
{
	if (i->member)
		impact_dues_end(i);
	if (!i->is_changed)
		return;
	for (size_t k = 0; k < i->differences.n; k++)
		i->touched[k] += i->rules[k / 64] >> k % 64 & 1;
	memset(i->rules, 0, RELIANCE_WORDS(i->differences.n) * sizeof(*i->rules));
}

static struct impact_line *find_line(struct impact *i, enum impact_kind kind, struct str subject,
                                     size_t order, struct impact_end from, struct impact_end to)
{
	struct impact_line **head = &i->heads[(size_t)kind * i->width + order], *line = *head;

	while (line && (!str_equal(line->from, from.id) || !str_equal(line->to, to.id)))
		line = line->next;
	if (!line) {
		line = arena_alloc(i->arena, sizeof(*line));
		*line = (struct impact_line){.kind = kind,
		                             .order = order,
		                             .subject = subject,
		                             .from = from.id,
		                             .to = to.id,
		                             .from_order = from.order,
		                             .to_order = to.order,
		                             .next = *head};
		line->examples = arena_array(i->arena, i->most_examples + 1, sizeof(struct str));
		impact_rules_find(i, line);
		*head = line;
		i->n_lines++;
	}
	return line;
}

struct impact_line *impact_count(struct impact *i, enum impact_kind kind, struct str subject, size_t order,
                                 struct impact_end from, struct impact_end to)
{
	struct impact_line *line = find_line(i, kind, subject, order, from, to);

	if (line->last == i->members)
		return NULL;
	line->last = i->members;
	line->members++;
	if (line->n_examples < i->most_examples)
		line->examples[line->n_examples++] = str_copy(i->arena, i->member->id);
	i->changed += !i->is_changed;
	i->is_changed = true;
	for (size_t k = 0; k < RELIANCE_WORDS(i->differences.n); k++)
		i->rules[k] |= line->rules[k];
	return line;
}

/* The line of the same in another's, new or not. */
static void merge_line(struct impact *into, const struct impact_line *from)
{
	struct impact_line *line = find_line(into, from->kind, from->subject, from->order,
	                                     (struct impact_end){from->from, from->from_order},
	                                     (struct impact_end){from->to, from->to_order});

	if (line->members == 0 || from->least < line->least)
		line->least = from->least;
	if (line->members == 0 || from->most > line->most)
		line->most = from->most;
	line->members += from->members;
	line->sum += from->sum;
	if (from->summed) {
		line->summed = true;
		line->type = from->type;
		memcpy(line->currency, from->currency, sizeof(line->currency));
	}
	for (size_t e = 0; e < from->n_examples && line->n_examples < into->most_examples; e++)
		line->examples[line->n_examples++] = str_copy(into->arena, from->examples[e]);
}

void impact_merge(struct impact *into, const struct impact *from)
{
	for (size_t head = 0; head < from->width * IMPACT_KINDS; head++)
		for (const struct impact_line *line = from->heads[head]; line; line = line->next)
			merge_line(into, line);
	into->members += from->members;
	into->changed += from->changed;
	for (size_t k = 0; k < into->differences.n; k++)
		into->touched[k] += from->touched[k];
}

/* Lines of one kind of subject stand together: the first of its kinds. */
static int group_of(enum impact_kind kind)
{
	static const enum impact_kind firsts[] = {
		IMPACT_CHARGE_MORE, IMPACT_ACTION_ALLOWED, IMPACT_PRICE_MORE, IMPACT_RENEWAL,
		IMPACT_OFFER,       IMPACT_BENEFIT_GAINED, IMPACT_FACT};

	if (kind >= IMPACT_MESSAGE_ADDED)
		return IMPACT_MESSAGE_ADDED;
	for (size_t i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++)
		if (kind >= firsts[i])
			return (int)firsts[i];
	return IMPACT_TIER;
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_lines(const void *a, const void *b)
{
	const struct impact_line *l = *(const struct impact_line *const *)a;
	const struct impact_line *m = *(const struct impact_line *const *)b;
	int order = group_of(l->kind) - group_of(m->kind);

	if (order == 0)
		order = compare_sizes(l->order, m->order);
	if (order == 0)
		order = (int)l->kind - (int)m->kind;
	if (order == 0)
		order = compare_sizes(l->from_order, m->from_order);
	if (order == 0)
		order = compare_sizes(l->to_order, m->to_order);
	if (order == 0)
		order = str_compare(l->from, m->from);
	return order ? order : str_compare(l->to, m->to);
}

const struct impact_line **impact_lines(const struct impact *i)
{
	const struct impact_line **lines = arena_array(i->arena, i->n_lines + 1, sizeof(*lines));
	size_t n = 0;

	for (size_t head = 0; head < i->width * IMPACT_KINDS; head++)
		for (struct impact_line *line = i->heads[head]; line; line = line->next) {
			line->difference = line->sum > INT64_MAX   ? INT64_MAX
			                   : line->sum < INT64_MIN ? INT64_MIN
			                                           : (int64_t)line->sum;
			lines[n++] = line;
		}
	qsort(lines, n, sizeof(*lines), compare_lines);
	return lines;
}

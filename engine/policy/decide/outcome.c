#include "policy/decide/outcome.h"

#include "base/date.h"
#include "policy/decide/calculate.h"
#include "policy/decide/recorder.h"
#include "policy/decide/weigh.h"

static bool in_state(const struct run *r, const struct test *t)
{
	const struct purchase *p = r->purchases + t->index;

	for (size_t i = 0; p->renews && i < t->condition->n_states; i++)
		if (t->condition->states[i] == p->state)
			return true;
	return false;
}

/* Today against a day that stands: it turns once, on that day or on the one after. */
static bool compare_day(struct run *r, const struct test *t)
{
	const struct fact *day = evaluate_find(r, &t->right);

	if (!day || !day->known)
		return false;
	evaluate_note(r, (int32_t)day->number +
	                         (t->comparison == COMPARE_MORE || t->comparison == COMPARE_AT_MOST));
	return condition_compare(r->today, t->comparison, day->number);
}

static bool compare_fact(const struct run *r, const struct test *t)
{
	const struct fact *fact = evaluate_find(r, &t->left);

	return fact && fact->known && condition_compare(fact->number, t->comparison, t->right.value);
}

static bool is_yes(struct run *r, const struct test *t)
{
	int64_t yes;

	return evaluate_number(r, &t->left, &yes) && yes;
}

bool outcome_test(struct run *r, const struct test *t)
{
	switch (t->kind) {
	case TEST_FACT:
		return compare_fact(r, t);
	case TEST_DAY:
		return compare_day(r, t);
	case TEST_COMPARE:
		return weigh_numbers(r, t);
	case TEST_COMPARE_TEXT:
		return weigh_texts(r, t);
	case TEST_COMPARE_TODAY:
		return weigh_today(r, t);
	case TEST_COMPARE_SINCE:
		return calculate_compare_since(r, t);
	case TEST_AMONG:
		return weigh_among(r, t);
	case TEST_AMONG_TEXT:
		return weigh_among_texts(r, t);
	case TEST_KNOWN:
		return calculate_known(r, &t->left);
	case TEST_TIER:
		return r->held[t->index];
	case TEST_OFFER:
		return t->set >> r->offers[t->index] & 1;
	case TEST_STATE:
		return in_state(r, t);
	default:
		return is_yes(r, t);
	}
}

/*
 * A test that might have gone the other way counts for next_change, unless that
 * way is the answer too: where all of several must hold and the last does not,
 * it is that one alone which has to turn.
 */
bool outcome_follow(struct run *r, const struct test *t)
{
	int32_t next = r->next, answers[2] = {DATE_NEVER, DATE_NEVER};
	int way;

	r->next = DATE_NEVER;
	for (;; t = r->program->tests + way) {
		bool outcome = outcome_test(r, t);

		way = outcome ? t->holds : t->fails;
		if (recorder_wanted(r))
			recorder_test(r, t, outcome);
		if (r->next != DATE_NEVER) {
			int other = outcome ? t->fails : t->holds;
			int32_t *least = other < 0 ? answers + (other == CODE_HOLDS) : &next;

			if (r->next < *least)
				*least = r->next;
			r->next = DATE_NEVER;
		}
		if (way < 0)
			break;
	}
	r->next = next;
	evaluate_note(r, answers[way == CODE_FAILS]);
	return way == CODE_HOLDS;
}

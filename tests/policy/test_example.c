#include "base/arena.h"
#include "base/diag.h"
#include "policy/check/rules.h"
#include "policy/decide/decision.h"
#include "policy/trial/example.h"
#include "test.h"

/* What is said of each part that an example gets wrong; nothing of the one that is right. */
static void mismatches_are_said(void **state)
{
	struct diagnostics *d = diag_open();
	struct arena *a = arena_open();
	struct policy *p = rules_load(d, a, "tests/policy/wrong");
	const struct mismatch *m;
	struct decider *decider;
	size_t right = 0;

	(void)state;
	diag_print(d, stderr, DIAG_TEXT);
	assert_non_null(p);
	decider = decision_open(program_make(a, p));
	for (size_t i = 0; i < p->n_examples; i++) {
		size_t n = example_run(decider, p->examples + i, a, NULL, &m);

		right += n == 0;
		for (size_t k = 0; k < n; k++)
			example_say(d, p->examples + i, m + k);
	}
	golden_check_said("tests/policy/mismatches.golden", d);
	assert_int_equal(right, 4);
	decision_close(decider);
	arena_close(a);
	diag_close(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(mismatches_are_said)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

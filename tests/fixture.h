#ifndef FIXTURE_H
#define FIXTURE_H

#include "base/arena.h"
#include "base/diag.h"

/* What most tests begin with.  `folder` and `home` are set where the test works in a folder of its own. */
struct fixture {
	struct arena *arena;
	struct diagnostics *d;
	const void *given; /* the test's initial state */
	char folder[64];
	char *home;
};

/* Set-up and teardown of cmocka. */
int fixture_open(void **state);
int fixture_close(void **state);

/*
 * The same in a fresh folder, which is entered, so that no message depends on where it is; golden files are reached
 * from home.
 */
int fixture_open_folder(void **state);
int fixture_close_folder(void **state);

/* A test with one, for the list of a test's main. */
#define FIXTURE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
#define FIXTURE_TEST_IN_FOLDER(test)                                                                         \
	cmocka_unit_test_setup_teardown(test, fixture_open_folder, fixture_close_folder)

#endif

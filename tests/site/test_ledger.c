#include "test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "site/ledger/ledger_status.h"

static const struct ledger_entry entry = {.member = {"M1", 2}, .state = LEDGER_PUBLISHED};

static int64_t claimed(struct diagnostics *d, const char *path)
{
	struct ledger *l = ledger_open(d, path, false, NULL);
	int64_t n = l ? ledger_status_count(l, d) : -1;

	ledger_close(l);
	return n;
}

/* A disk that fails in mid-transaction may have SQLite end it; other threads know nothing of that, and go on. */
static void nothing_is_committed_after_a_failure(void **state)
{
	struct diagnostics *d = diag_open();
	char path[] = "/tmp/ledger-XXXXXX";
	struct ledger *l;

	(void)state;
	close(mkstemp(path));
	l = ledger_open(d, path, false, NULL);
	assert_non_null(l);
	assert_true(ledger_begin(l, d));
	sqlite3_exec(ledger_database(l), "ROLLBACK", NULL, NULL, NULL);
	ledger_failed(l, d);
	assert_false(ledger_put(l, d, &entry) && ledger_commit(l, d));
	ledger_close(l);
	assert_int_equal(claimed(d, path), 0);
	unlink(path);
	diag_close(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_committed_after_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

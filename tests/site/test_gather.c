#include "test.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_read.h"
#include "fixture.h"
#include "site/ledger/gather.h"

/* Rows of two and a half pages; a cache of ten pages, so that changing them all writes much before the end. */
static const char
	setup[] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = 10;",
	fill[] = "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB);"
		 "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
		 " INSERT INTO row SELECT i, zeroblob(10000) FROM n",
	change[] = "BEGIN; UPDATE row SET bytes = CAST(printf('%.*c', 10000 + id % 50, 'x') AS BLOB)"
		   " WHERE id % 3 = 1; DELETE FROM row WHERE id % 7 = 0;"
		   " INSERT INTO row SELECT id + 1000, bytes FROM row WHERE id % 5 = 0";

static sqlite3 *open_through(const char *layer, const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, layer),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, setup, NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void run(sqlite3 *db, const char *sql)
{
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void make(const char *layer, const char *path)
{
	sqlite3 *db = open_through(layer, path);

	run(db, fill);
	sqlite3_close(db);
}

static struct str read_whole(struct fixture *f, const char *path)
{
	struct str bytes;

	assert_true(file_read(f->d, f->arena, path, 1 << 24, &bytes));
	return bytes;
}

static int first_number(void *out, int n, char **values, char **names)
{
	(void)n;
	(void)names;
	*(long *)out = strtol(values[0], NULL, 10);
	return 0;
}

/* By the system's own layer: whoever comes next need not be us. */
static void is_as_before(const char *path)
{
	static const char changed[] =
		"SELECT count(*) <> 400 OR max(id) <> 400 OR sum(length(bytes)) <> 4000000 FROM row",
			  broken[] = "SELECT integrity_check <> 'ok' FROM pragma_integrity_check(1)";
	sqlite3 *db = open_through(NULL, path);
	long is_changed = 1, is_broken = 1;

	sqlite3_exec(db, changed, first_number, &is_changed, NULL);
	sqlite3_exec(db, broken, first_number, &is_broken, NULL);
	sqlite3_close(db);
	assert_int_equal(is_broken, 0);
	assert_int_equal(is_changed, 0);
}

static void the_bytes_are_those_of_the_systems_own_layer(void **state)
{
	struct fixture *f = *state;
	struct str ours, theirs;

	for (int by = 0; by < 2; by++) {
		const char *path = by ? "ours.db" : "theirs.db", *layer = by ? gather_layer() : NULL;
		sqlite3 *db;

		make(layer, path);
		db = open_through(layer, path);
		run(db, change);
		run(db, "COMMIT");
		sqlite3_close(db);
	}
	ours = read_whole(f, "ours.db");
	theirs = read_whole(f, "theirs.db");
	assert_true(ours.len > 4000000);
	assert_true(str_equal(ours, theirs));
}

static void what_is_taken_back_is_as_before(void **state)
{
	sqlite3 *db;

	(void)state;
	make(gather_layer(), "back.db");
	db = open_through(gather_layer(), "back.db");
	run(db, change);
	run(db, "ROLLBACK");
	sqlite3_close(db);
	is_as_before("back.db");
}

static int in_another_process(void (*what)(sqlite3 *db), const char *path)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		sqlite3 *db;

		if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, gather_layer()) == SQLITE_OK &&
		    sqlite3_exec(db, setup, NULL, NULL, NULL) == SQLITE_OK)
			what(db);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void is_killed(sqlite3 *db)
{
	if (sqlite3_exec(db, change, NULL, NULL, NULL) == SQLITE_OK)
		raise(SIGKILL);
}

static void a_kill_in_the_middle_leaves_all_as_before(void **state)
{
	struct stat journal;

	(void)state;
	make(gather_layer(), "killed.db");
	assert_true(WIFSIGNALED(in_another_process(is_killed, "killed.db")));
	assert_int_equal(stat("killed.db-journal", &journal), 0);
	assert_true(journal.st_size > 65536);
	is_as_before("killed.db");
}

/* Exits with 0 where SQLite heard of the failure. */
static void has_no_room(sqlite3 *db)
{
	const struct rlimit room = {.rlim_cur = 1000000, .rlim_max = 1000000};

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &room);
	_exit(sqlite3_exec(db, change, NULL, NULL, NULL) == SQLITE_OK &&
	      sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
}

static void a_journal_without_room_leaves_all_as_before(void **state)
{
	(void)state;
	make(gather_layer(), "full.db");
	assert_int_equal(in_another_process(has_no_room, "full.db"), 0);
	is_as_before("full.db");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bytes_are_those_of_the_systems_own_layer),
		cmocka_unit_test(what_is_taken_back_is_as_before),
		cmocka_unit_test(a_kill_in_the_middle_leaves_all_as_before),
		cmocka_unit_test(a_journal_without_room_leaves_all_as_before),
	};

	return cmocka_run_group_tests(tests, fixture_open_folder, fixture_close_folder);
}

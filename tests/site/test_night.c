#include "test.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "record/intake/sample.h"
#include "record/store/store.h"
#include "site/night/night.h"
#include "site/night/verify.h"

/*
 * A year of nights over the sample programme, while records, rules, sentences,
 * translations and the theme change, members come, go, break and heal, nights
 * are missed, killed or run again for an earlier day, and somebody meddles with
 * files and databases.  After each one the statements, in a folder and in a
 * pack, are those of a run that knew nothing, to the byte, and no other
 * statement than those that differed was written.
 *
 * NIGHTS=365 MEMBERS=200 in the environment: all of it at length.
 */
enum { FIRST_DAY = 20458 /* 2026-01-05 */ };

struct year {
	char folder[64];
	char *site_path, *records, *out;
	struct arena *arena;
	struct diagnostics *d;
	struct site *site;
	struct statement *statement;
	char *pack, *was, *was_pack; /* was: before a night */
	uint32_t seed, members;
	int added, season;
	size_t broken; /* records that cannot be read */
};

static uint32_t number(const char *name, uint32_t otherwise)
{
	const char *given = getenv(name);

	return given ? (uint32_t)strtoul(given, NULL, 10) : otherwise;
}

static uint32_t any(struct year *y, uint32_t below)
{
	y->seed = y->seed * 1664525 + 1013904223;
	return (y->seed >> 8) % below;
}

static char *in(struct year *y, const char *name)
{
	return file_path(y->arena, y->folder, str_from(name));
}

static void shell(const char *command)
{
	assert_int_equal(system(command), 0); /* NOLINT: the test's own words */
}

/* Since there were so many: broken records have been said before. */
static void no_errors(struct year *y, size_t errors)
{
	if (diag_errors(y->d) == errors)
		return;
	diag_print(y->d, stderr, DIAG_TEXT);
	fail();
}

static void load_site(struct year *y)
{
	size_t errors = diag_errors(y->d);

	site_close(y->site);
	y->site = site_open(y->d, y->site_path, SITE_WHOLE);
	no_errors(y, errors);
	struct theme *t = theme_load(y->d, y->site);
	assert_non_null(t);
	y->statement = statement_open(y->d, y->site, t, STR("https://example.org/help/"));
	no_errors(y, errors);
	diag_forget(y->d);
}

static void begin(struct year *y)
{
	/* waiting for a disk proves nothing here */
	strcpy(y->folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/nights-XXXXXX" : "/tmp/nights-XXXXXX");
	assert_non_null(mkdtemp(y->folder));
	y->arena = arena_open();
	y->d = diag_open();
	y->seed = 5;
	y->site_path = in(y, "site");
	y->records = in(y, "records.db");
	y->out = in(y, "out");
	y->pack = in(y, "out.sqlar");
	y->was = in(y, "was");
	y->was_pack = in(y, "was.sqlar");
	y->members = number("MEMBERS", 60);
	shell(str_format(y->arena, "mkdir %s && cp -R rules content locales themes %s", y->site_path,
	                 y->site_path)
	              .at);
	load_site(y);
	const struct policy *p = y->site->policy;
	struct store *s = store_open_to_write(y->d, p->schema, y->records);
	assert_true(sample_write(y->d, s, p->schema, p->samples, p->n_samples, y->members) &&
	            store_commit(s));
	store_close(s);
}

static void end(struct year *y)
{
	site_close(y->site);
	diag_close(y->d);
	shell(str_format(y->arena, "rm -rf %s", y->folder).at);
	arena_close(y->arena);
}

static void sql(struct year *y, const char *commands)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(y->records, &db), SQLITE_OK);
	if (sqlite3_exec(db, commands, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", commands, sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* Replaces the first of some words in a file of the site. */
static void edit(struct year *y, const char *path, const char *old, const char *new)
{
	char *full = file_path(y->arena, y->site_path, str_from(path));
	struct buf b = {0};
	struct str text;

	assert_true(file_read(y->d, y->arena, full, 1 << 24, &text));
	size_t at = str_find(text, str_from(old), 0);
	if (at == SIZE_MAX)
		fail_msg("%s has no '%s'", path, old);
	buf_add(&b, str_slice(text, 0, at));
	buf_add_z(&b, new);
	buf_add(&b, str_slice(text, at + strlen(old), text.len));
	assert_true(file_publish(y->d, full, buf_str(&b), NULL));
	buf_free(&b);
	load_site(y);
}

static void change_records(struct year *y, int night)
{
	static const char *const changes[] = {
		"UPDATE member SET employees = employees + 200 WHERE id = '%s'",
		"UPDATE member SET name = name || ' & Co' WHERE id = '%s'",
		"UPDATE member SET language = 'zh-TW' WHERE id = '%s'",
		"UPDATE offers SET terms_paid = terms_paid + 1 WHERE member = '%s'",
		"UPDATE offers SET auto_renew = 1 - auto_renew WHERE member = '%s'",
		"UPDATE competencies SET ends = '2026-06-30' WHERE member = '%s'",
	};
	char id[16];

	for (int i = 0; i < 3; i++) {
		/* every other time twice the same */
		if (i != 1 || night % 2)
			snprintf(id, sizeof(id), "M%06u", 1 + any(y, y->members));
		sql(y, str_format(y->arena, changes[any(y, 6)], id).at); // NOLINT
	}
	snprintf(id, sizeof(id), "M%06u", 1 + any(y, y->members));
	if (night % 5 == 2)
		sql(y,
		    str_format(
			    y->arena,
			    "DELETE FROM offers WHERE member = '%s'; DELETE FROM competencies WHERE member = '%s';"
			    "DELETE FROM support_requests WHERE member = '%s'; DELETE FROM member WHERE id = '%s'",
			    id, id, id, id)
		            .at);
	if (night % 7 == 3)
		sql(y,
		    str_format(
			    y->arena,
			    "INSERT INTO member SELECT 'a/../New %d', name, language, employees, network_since "
			    "FROM member WHERE id > '%s' LIMIT 1",
			    y->added++, id)
		            .at);
}

/* A record that the rules cannot read: its member keeps what there is. */
static void break_or_heal(struct year *y, int night)
{
	if (night % 8 == 1)
		sql(y, str_format(y->arena, "UPDATE member SET employees = -1 WHERE id = 'M%06u'",
		                  1 + any(y, y->members))
		               .at);
	if (night % 8 == 6)
		sql(y, "UPDATE member SET employees = 7 WHERE employees < 1");
}

static void count_broken(struct year *y)
{
	sqlite3_stmt *q;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(y->records, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "SELECT count(*) FROM member WHERE employees < 1", -1, &q, NULL);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	y->broken = (size_t)sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
}

/* What the log of changes cannot tell of, and must not be trusted after. */
static void meddle(struct year *y, int night)
{
	static const char recount[] =
		"UPDATE member SET employees = 1 + length(name) WHERE id IN ('M000011', 'M000012')";

	if (night % 16 == 5) {
		shell(str_format(y->arena, "cp %s %s.old", y->records, y->records).at);
		sql(y, "UPDATE member SET name = name || '!' WHERE id BETWEEN 'M000041' AND 'M000046'");
	}
	if (night % 16 == 11) {
		/* an older state, and as many changes as there were since */
		shell(str_format(y->arena, "cp %s.old %s", y->records, y->records).at);
		for (int i = 0; i < 40; i++)
			sql(y, recount);
	}
	if (night % 16 == 12) {
		sqlite3 *db;
		sqlite3_stmt *q;
		static const char name[] = "DROP TRIGGER tierbook_change_member_UPDATE";

		assert_int_equal(sqlite3_open(y->records, &db), SQLITE_OK);
		sqlite3_prepare_v2(
			db, "SELECT sql FROM sqlite_schema WHERE name = 'tierbook_change_member_UPDATE'", -1,
			&q, NULL);
		assert_int_equal(sqlite3_step(q), SQLITE_ROW);
		char *again = arena_copy(y->arena, (const char *)sqlite3_column_text(q, 0),
		                         (size_t)sqlite3_column_bytes(q, 0));
		sqlite3_finalize(q);
		sqlite3_close(db);
		sql(y, name);
		sql(y, "UPDATE member SET name = name || '.' WHERE id LIKE 'M00002%'");
		sql(y, again);
	}
	if (night % 16 == 13) {
		sql(y, "UPDATE member SET name = name || ',' WHERE id BETWEEN 'M000031' AND 'M000034'");
		sql(y,
		    "DELETE FROM tierbook_change WHERE sequence > (SELECT max(sequence) - 4 FROM tierbook_change)"
		    " AND sequence < (SELECT max(sequence) FROM tierbook_change)");
	}
}

static void change_site(struct year *y, int season)
{
	if (season == 15)
		edit(y, "rules/parameters.lua", "15 }", "20 }");
	if (season == 25)
		edit(y, "locales/zh-TW/statement.xlf", "這份明細屬於", "此明細屬於");
	if (season == 35)
		edit(y, "rules/parameters.lua", "\"475.00\" },",
		     "\"475.00\" }, { from = \"2026-08-01\", usd \"480.00\" },");
	if (season == 45)
		edit(y, "content/statement.md", "# ", "# The ");
	if (season == 50)
		edit(y, "themes/default/base.css", "{", "{ ");
}

static struct night_count run(struct year *y, const char *out, int32_t day, size_t workers)
{
	struct night_options o = {.records = y->records, .out = out, .day = day, .workers = workers};
	struct night_count count;

	if (!night_run(y->d, y->site, y->statement, &o, &count) || count.failed != y->broken) {
		diag_print(y->d, stderr, DIAG_TEXT);
		fail();
	}
	diag_forget(y->d);
	assert_int_equal(count.members, count.skipped + count.written + count.unchanged + count.failed);
	return count;
}

/* A night that comes to nothing, or to its end, or anywhere between. */
static void killed(struct year *y, const char *out, int32_t day)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct night_options o = {.records = y->records, .out = out, .day = day, .workers = 2};
		struct night_count count;

		night_run(y->d, y->site, y->statement, &o, &count);
		_exit(0);
	}
	usleep(any(y, 30000));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static bool is_statement(struct str path)
{
	return str_ends(path, STR(".html"));
}

/* How many statements of `now` are missing from `before` or differ there. */
static size_t differences(struct year *y, const char *before, const char *now, size_t *n)
{
	struct arena *a = arena_open();
	struct folder_entries files;
	size_t differ = 0;

	*n = 0;
	assert_true(folder_walk(y->d, a, now, "", "", &files));
	for (size_t i = 0; i < files.n; i++) {
		struct str bytes;

		if (!is_statement(files.paths[i]))
			continue;
		assert_true(file_read(y->d, a, file_path(a, now, files.paths[i]), 1 << 20, &bytes));
		differ += !file_read_matches(file_path(a, before, files.paths[i]), bytes);
		++*n;
	}
	arena_close(a);
	return differ;
}

/* The same of a pack against a folder. */
static size_t pack_differences(struct year *y, const char *pack, const char *now, size_t *n_pack)
{
	struct arena *a = arena_open();
	struct folder_entries files;
	size_t differ = 0;
	sqlite3_stmt *q;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(pack, &db), SQLITE_OK);
	*n_pack = 0;
	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlar WHERE name LIKE '%.html'", -1, &q, NULL) ==
	            SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW)
		*n_pack = (size_t)sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_prepare_v2(db, "SELECT data FROM sqlar WHERE name = ? AND mode = 33152", -1, &q, NULL);
	assert_true(folder_walk(y->d, a, now, "", "", &files));
	for (size_t i = 0; i < files.n; i++) {
		struct str bytes;

		if (!is_statement(files.paths[i]))
			continue;
		assert_true(file_read(y->d, a, file_path(a, now, files.paths[i]), 1 << 20, &bytes));
		sqlite3_bind_text(q, 1, files.paths[i].at, (int)files.paths[i].len, SQLITE_STATIC);
		differ += !q || sqlite3_step(q) != SQLITE_ROW ||
		          !str_equal(bytes, (struct str){sqlite3_column_blob(q, 0),
		                                         (size_t)sqlite3_column_bytes(q, 0)});
		sqlite3_reset(q);
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	arena_close(a);
	return differ;
}

/* A file that holds what it held is the file that it was. */
static void check_untouched(struct year *y)
{
	struct arena *a = arena_open();
	struct folder_entries files;
	struct stat before, after;

	assert_true(folder_walk(y->d, a, y->was, "", "", &files));
	for (size_t i = 0; i < files.n; i++) {
		const char *was = file_path(a, y->was, files.paths[i]),
			   *is = file_path(a, y->out, files.paths[i]);
		struct str bytes;

		assert_true(file_read(y->d, a, was, 1 << 20, &bytes));
		assert_int_equal(stat(was, &before), 0);
		if (file_read_matches(is, bytes) && stat(is, &after) == 0)
			assert_int_equal(before.st_ino, after.st_ino);
	}
	arena_close(a);
}

static void keep_what_was(struct year *y)
{
	shell(str_format(
		      y->arena,
		      "cd %s && rm -rf was was.sqlar* && { [ ! -e out ] || cp -al out was; } && mkdir -p was &&"
		      " for f in out.sqlar*; do [ ! -e $f ] || cp $f was${f#out}; done",
		      y->folder)
	              .at);
}

static void lose_a_file(struct year *y)
{
	struct verify_count found;

	shell(str_format(y->arena, "rm \"$(ls %s/*/*.html | head -1)\"", y->out).at);
	assert_true(verify_shelf(y->d, y->out, true, &found));
	assert_int_equal(found.missing, 1);
	diag_forget(y->d);
}

static void one_night(struct year *y, int night, int32_t day)
{
	char *full = in(y, "full");
	size_t n, n_out, n_pack, written, written_pack;

	if (night % 10 == 9)
		lose_a_file(y);
	if (night % 6 == 4) {
		killed(y, y->out, day);
		killed(y, y->pack, day);
	}
	keep_what_was(y);
	struct night_count whole = run(y, full, day, 1);
	struct night_count count = run(y, y->out, day, 1 + (size_t)night % 2);
	struct night_count packed = run(y, y->pack, day, 1 + (size_t)night % 3);

	assert_int_equal(differences(y, y->out, full, &n), 0);
	assert_int_equal(pack_differences(y, y->pack, full, &n_pack), 0);
	differences(y, full, y->out, &n_out);
	/* who is broken keeps the last good one */
	assert_true(n_out >= n && n_out <= n + whole.failed);
	assert_true(n_pack >= n && n_pack <= n + whole.failed);
	assert_int_equal(count.members, whole.members);
	assert_int_equal(packed.members, whole.members);
	written = differences(y, y->was, full, &n);
	assert_int_equal(count.written, written);
	written_pack = pack_differences(y, y->was_pack, full, &n_pack);
	assert_int_equal(packed.written, written_pack);
	check_untouched(y);
	shell(str_format(y->arena, "rm -rf %s", full).at);
}

static void an_incremental_night_is_a_full_one(void **state)
{
	struct year y = {0};
	int32_t day = FIRST_DAY;
	(void)state;

	int nights = (int)number("NIGHTS", 36);

	begin(&y);
	for (int night = 0; night < nights; night++) {
		/* a year in any case, the same season changes in it */
		day += 1 + (int32_t)any(&y, 700 / (uint32_t)nights);
		if (night % 5 != 4)
			change_records(&y, night);
		break_or_heal(&y, night);
		meddle(&y, night);
		count_broken(&y);
		for (; y.season <= night * 60 / nights; y.season++)
			change_site(&y, y.season);
		one_night(&y, night, night % 15 == 14 ? day - 40 : day);
	}
	end(&y);
}

static void a_quiet_night_decides_nothing(void **state)
{
	struct year y = {0};
	(void)state;

	begin(&y);
	run(&y, y.out, FIRST_DAY, 2);
	struct night_count again = run(&y, y.out, FIRST_DAY, 2);
	assert_int_equal(again.skipped, y.members);
	sql(&y, "UPDATE member SET employees = 3 WHERE id = 'M000007'");
	again = run(&y, y.out, FIRST_DAY, 2);
	assert_int_equal(again.skipped, y.members - 1);
	edit(&y, "locales/zh-TW/statement.xlf", "這份明細屬於", "此明細屬於");
	again = run(&y, y.out, FIRST_DAY, 2);
	assert_true(again.skipped > 0 && again.skipped < y.members);
	end(&y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quiet_night_decides_nothing),
		cmocka_unit_test(an_incremental_night_is_a_full_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

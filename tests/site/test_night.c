#include "test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "record/sample.h"
#include "record/store.h"
#include "site/night.h"

/*
 * A year of nights over the sample programme, while records, rules, sentences
 * and translations change.  After each one the statements are those of a run
 * that knew nothing, to the byte, and no other statement than those that
 * differ from the night before was written.
 */
enum { MEMBERS = 60, NIGHTS = 60, FIRST_DAY = 20458 /* 2026-01-05 */ };

struct year {
	char folder[64];
	char *site_path, *records, *out;
	struct arena *arena;
	struct diagnostics *d;
	struct site *site;
	struct statement *statement;
	uint32_t seed;
	int added;
};

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

static void no_errors(struct year *y)
{
	if (diag_errors(y->d) == 0)
		return;
	diag_print(y->d, stderr, DIAG_TEXT);
	fail();
}

static void load_site(struct year *y)
{
	site_close(y->site);
	y->site = site_open(y->d, y->site_path, SITE_WHOLE);
	no_errors(y);
	struct theme *t = theme_load(y->d, y->site);
	assert_non_null(t);
	y->statement = statement_open(y->d, y->site, t, STR("https://example.org/help/"));
	no_errors(y);
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
	shell(str_format(y->arena, "mkdir %s && cp -R rules content locales themes %s", y->site_path,
	                 y->site_path)
	              .at);
	load_site(y);
	const struct policy *p = y->site->policy;
	struct store *s = store_open_to_write(y->d, p->schema, y->records);
	assert_true(sample_write(y->d, s, p->schema, p->samples, p->n_samples, MEMBERS) && store_commit(s));
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
		snprintf(id, sizeof(id), "M%06u", 1 + any(y, MEMBERS));
		sql(y, str_format(y->arena, changes[any(y, 6)], id).at); // NOLINT
	}
	snprintf(id, sizeof(id), "M%06u", 1 + any(y, MEMBERS));
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

static void change_site(struct year *y, int night)
{
	if (night == 15)
		edit(y, "rules/parameters.lua", "15 }", "20 }");
	if (night == 25)
		edit(y, "locales/zh-TW/statement.xlf", "這份明細屬於", "此明細屬於");
	if (night == 35)
		edit(y, "rules/parameters.lua", "\"475.00\" },",
		     "\"475.00\" }, { from = \"2026-08-01\", usd \"480.00\" },");
	if (night == 45)
		edit(y, "content/statement.md", "# ", "# The ");
	if (night == 50)
		edit(y, "themes/default/base.css", "{", "{ ");
}

static struct night_count run(struct year *y, const char *out, int32_t day, size_t workers)
{
	struct night_options o = {.records = y->records, .out = out, .day = day, .workers = workers};
	struct night_count count;

	if (!night_run(y->d, y->site, y->statement, &o, &count) || count.failed > 0) {
		diag_print(y->d, stderr, DIAG_TEXT);
		fail();
	}
	return count;
}

static bool is_statement(struct str path)
{
	return str_ends(path, STR(".html"));
}

/* How many statements of `now` are missing from `before` or differ there. */
static size_t differences(struct year *y, const char *before, const char *now, size_t *n)
{
	struct arena *a = arena_open();
	struct file_list files;
	size_t differ = 0;

	*n = 0;
	assert_true(file_walk(y->d, a, now, "", "", &files));
	for (size_t i = 0; i < files.n; i++) {
		struct str bytes;

		if (!is_statement(files.paths[i]))
			continue;
		assert_true(file_read(y->d, a, file_path(a, now, files.paths[i]), 1 << 20, &bytes));
		differ += !file_holds(file_path(a, before, files.paths[i]), bytes);
		++*n;
	}
	arena_close(a);
	return differ;
}

static void one_night(struct year *y, int night, int32_t day)
{
	char *full = in(y, night % 2 ? "odd" : "even"), *before = in(y, night % 2 ? "even" : "odd");
	size_t n, n_out;

	/* somebody loses a file */
	if (night % 10 == 9)
		shell(str_format(y->arena, "f=$(ls %s/*/*.html | head -1); rm $f %s/${f#%s/}", y->out, before,
		                 y->out)
		              .at);
	struct night_count whole = run(y, full, day, 1);
	struct night_count count = run(y, y->out, day, 1 + (size_t)night % 2);

	assert_int_equal(differences(y, y->out, full, &n), 0);
	assert_int_equal(differences(y, full, y->out, &n_out), 0);
	assert_int_equal(n, n_out);
	assert_int_equal(count.members, whole.members);
	assert_int_equal(count.members, count.skipped + count.written + count.unchanged);
	assert_int_equal(count.written, differences(y, before, full, &n));
	shell(str_format(y->arena, "rm -rf %s", before).at);
}

static void an_incremental_night_is_a_full_one(void **state)
{
	struct year y = {0};
	int32_t day = FIRST_DAY;
	(void)state;

	begin(&y);
	for (int night = 0; night < NIGHTS; night++) {
		day += 1 + (int32_t)any(&y, 12);
		change_records(&y, night);
		change_site(&y, night);
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
	assert_int_equal(again.skipped, MEMBERS);
	sql(&y, "UPDATE member SET employees = 3 WHERE id = 'M000007'");
	again = run(&y, y.out, FIRST_DAY, 2);
	assert_int_equal(again.skipped, MEMBERS - 1);
	edit(&y, "locales/zh-TW/statement.xlf", "這份明細屬於", "此明細屬於");
	again = run(&y, y.out, FIRST_DAY, 2);
	assert_true(again.skipped > 0 && again.skipped < MEMBERS);
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

#include "test.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "record/database/database.h"

#include "club.h"

static void put_member(struct store *s, const char *id, const char *name)
{
	struct fact facts[8] = {text(id), text(name), number(0)};

	assert_true(store_put_member(s, facts, NULL));
}

static void put_offer(struct store *s, const char *member, int64_t offer, const char *purchased)
{
	struct fact facts[4] = {number(offer), number(day(purchased))};

	assert_true(store_put_row(s, OFFERS, str_from(member), facts, NULL));
}

/* n members, M0 to M(n - 1), each with an offer. */
static void make_records(struct fixture *f, const char *path, int n)
{
	struct store *s = store_open_to_write(f->d, &schema, path);

	assert_non_null(s);
	for (int i = 0; i < n; i++) {
		char id[16];

		snprintf(id, sizeof(id), "M%d", i);
		put_member(s, id, "Somebody");
		put_offer(s, id, i % 3, "2016-02-29");
	}
	assert_true(store_commit(s));
	store_close(s);
}

/* Lets SQL do to the file what no store would. */
static void run_sql(struct fixture *f, const char *path, const char *sql)
{
	struct database *db = database_open(f->d, f->arena, path, DATABASE_WRITE, NULL);

	assert_non_null(db);
	assert_true(database_run(db, sql));
	database_close(db);
}

static void hang_up_on_all(struct fixture *f, const char *server)
{
	static const char sql[] = "DO $$ BEGIN PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
				  " WHERE application_name = 'tierbook' AND pid <> pg_backend_pid(); END $$";

	run_sql(f, server, sql);
}

/*
 * Of a server's rows, some are asked for ahead, here more than a socket holds: that they are lost is told where they are
 * missed, and not elsewhere.
 */
static void misses_what_it_wants_alone(void **state)
{
	struct fixture *f = *state;
	const char *path = records_place(f, "records.db");
	struct store *s;
	struct member m;
	const char *bad;
	int status;

	make_records(f, path, 3000);
	run_sql(f, path, "UPDATE member SET name = repeat('x', 4000); COMMIT");
	s = store_open(f->d, &schema, path);
	assert_true(store_range(s, (struct str){0}, STR("M11")));
	while ((status = store_next(s, f->arena, &m, &bad)) == 1)
		;
	assert_int_equal(status, 0);
	hang_up_on_all(f, on_server());
	store_close(s);
	assert_int_equal(diag_errors(f->d), 0);

	s = store_open(f->d, &schema, path);
	assert_int_equal(store_next(s, f->arena, &m, &bad), 1);
	hang_up_on_all(f, on_server());
	while ((status = store_next(s, f->arena, &m, &bad)) == 1)
		;
	assert_int_equal(status, -1);
	store_close(s);
	assert_int_equal(diag_errors(f->d), 1);
}

static void gives_back_what_was_put(void **state)
{
	struct fixture *f = *state;
	const char *path = records_place(f, "new/folder/records.db");
	struct store *s = store_open_to_write(f->d, &schema, path);
	struct fact facts[8] = {text("x/../y"), text("遠山\n資訊"), number(1), number(day("2016-02-29")),
	                        number(-1),     number(500),        number(0), text("Ada")};
	struct fact row[3] = {text("data & \"ai\""), number(1), number(day("9999-12-31"))};
	bool given[8] = {true, false, false, true};
	struct stat st;
	FILE *out = tmpfile();

	put_member(s, "Z", "Last");
	assert_true(store_put_member(s, facts, NULL));
	assert_true(store_put_row(s, COMPETENCIES, STR("x/../y"), row, NULL));
	row[1] = number(0);
	assert_true(store_put_row(s, COMPETENCIES, STR("x/../y"), row, NULL));
	put_offer(s, "Z", 2, "2016-02-29");
	put_offer(s, "Z", 2, "2017-02-28");
	/* Only what is given changes, and unknown is something to give. */
	facts[NAME] = text("not this");
	facts[JOINED].known = false;
	assert_true(store_put_member(s, facts, given));
	assert_int_equal(store_has(s, STR("Z")), 1);
	assert_int_equal(store_has(s, STR("z")), 0);
	assert_true(store_commit(s));
	store_close(s);

	if (!on_server()) {
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	s = store_open(f->d, &schema, path);
	assert_int_equal(store_count(s), 2);
	assert_int_equal(print_store(out, s, &schema), 0);
	check_golden(f, "tests/record/given-back.golden", out);
	assert_int_equal(store_next(s, f->arena, &(struct member){0}, &(const char *){NULL}), 0);
	store_close(s);
	assert_int_equal(diag_errors(f->d), 0);
}

static void finds_one_member(void **state)
{
	struct fixture *f = *state;
	const char *path = records_place(f, "records.db");
	struct store *s;
	struct member m, again;
	const char *bad;

	make_records(f, path, 200);
	s = store_open(f->d, &schema, path);
	assert_int_equal(store_find(s, f->arena, STR("M42"), &m, &bad), 1);
	assert_null(bad);
	assert_str(m.id, "M42");
	assert_int_equal(m.rows[OFFERS].n, 1);
	assert_int_equal(member_row(&schema, &m, OFFERS, 0, 1)->number, day("2016-02-29"));
	assert_int_equal(store_find(s, f->arena, STR("M420"), &again, &bad), 0);
	assert_int_equal(store_find(s, f->arena, STR(""), &again, &bad), 0);
	assert_str(store_nearest(s, f->arena, STR("m42")), "M42");
	assert_str(store_nearest(s, f->arena, STR("Somebody else")), "");
	/* A member found is the member met on the way. */
	do
		assert_int_equal(store_next(s, f->arena, &again, &bad), 1);
	while (!str_equal(again.id, m.id));
	assert_true(hash_equal(member_hash(&schema, &m), member_hash(&schema, &again)));
	/* Nor does it matter who was looked for before, or that others are being read. */
	assert_int_equal(store_find(s, f->arena, STR("M7"), &again, &bad), 1);
	assert_str(again.id, "M7");
	assert_int_equal(store_find(s, f->arena, STR("M42"), &again, &bad), 1);
	assert_true(hash_equal(member_hash(&schema, &m), member_hash(&schema, &again)));
	assert_int_equal(store_next(s, f->arena, &again, &bad), 1);
	assert_str(again.id, "M43");
	store_close(s);
}

static void cuts_into_equal_parts(void **state)
{
	struct fixture *f = *state;
	const char *path = records_place(f, "records.db"), *few = records_place(f, "few.db");
	struct str bounds[12];
	struct store *s;

	make_records(f, path, 1000);
	s = store_open(f->d, &schema, path);
	for (size_t parts = 1; parts <= 12; parts++) {
		size_t seen = 0;
		struct str last = {0};

		assert_true(store_split(s, f->arena, &parts, bounds));
		for (size_t p = 0; p < parts; p++) {
			struct member m;
			const char *bad;
			size_t n = 0;

			assert_true(store_range(s, p ? bounds[p - 1] : (struct str){0},
			                        p + 1 < parts ? bounds[p] : (struct str){0}));
			while (store_next(s, f->arena, &m, &bad) == 1) {
				assert_true(str_compare(last, m.id) < 0);
				assert_int_equal(m.rows[OFFERS].n, 1);
				last = m.id;
				n++;
			}
			assert_true(n >= 1000 / parts && n <= 1000 / parts + 1);
			seen += n;
		}
		assert_int_equal(seen, 1000);
	}
	store_close(s);
	assert_int_equal(diag_warnings(f->d), 0);

	make_records(f, few, 2);
	s = store_open(f->d, &schema, few);
	assert_true(store_split(s, f->arena, &(size_t){4}, bounds));
	assert_str(bounds[0], "M0");
	assert_str(bounds[1], "M1");
	assert_str(bounds[2], "M1");
	store_close(s);
}

/* Tables that no store made, in which everything is wrong that can be. */
static void believes_nothing(void **state)
{
	static const char tables[] =
		"DROP TABLE member; DROP TABLE offers; DROP TABLE competencies;"
		"CREATE TABLE member (id COLLATE NOCASE, name, language, joined, balance, \"order\", newsletter, contact);"
		"CREATE TABLE offers (member COLLATE NOCASE, offer, purchased, auto_renew, price);"
		"CREATE TABLE competencies (member, area, level, since);"
		"INSERT INTO member VALUES ('b', 'ok', 'en-US', '2016-02-29', 5, 7, 1, 'Al'),"
		"('B', 'capital', 'en-US', NULL, NULL, NULL, NULL, NULL), ('a', x'ff00fe', 'en-US', 0, 0, 0, 0, 0),"
		"('c', NULL, 'en-US', NULL, NULL, NULL, NULL, NULL), ('d', 'a' || char(0) || 'b', 'en-US', 0, 0, 0, 0, 0),"
		"('e', CAST(x'c0af' AS TEXT), 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('f', 'x', 'en-UK', NULL, NULL, NULL, NULL, NULL), ('g', 'x', 'en-US', '2015-02-29', NULL, NULL, NULL, NULL),"
		"('h', 'x', 'en-US', 2457448, NULL, NULL, NULL, NULL), ('i', 'x', 'en-US', NULL, '12 EUR', NULL, NULL, NULL),"
		"('j', 'x', 'en-US', NULL, 1.5, NULL, NULL, NULL), ('k', 'x', 'en-US', NULL, 1e400, NULL, NULL, NULL),"
		"('l', 'x', 'en-US', NULL, 9223372036854775807, NULL, NULL, NULL), ('m', 'x', 'en-US', NULL, NULL, -1, NULL, NULL),"
		"('n', 'x', 'en-US', NULL, NULL, NULL, 2, NULL), ('o', zeroblob(2000000), 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('p', printf('%.2000000c', 'x'), 'en-US', NULL, NULL, NULL, NULL, NULL), ('q', '', 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('r', 'x', 'en-US', NULL, NULL, NULL, NULL, NULL), ('r', 'again', 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('s', 'x', 'en-US', NULL, NULL, NULL, NULL, NULL), ('t ', 'x', 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('', 'empty', 'en-US', NULL, NULL, NULL, NULL, NULL), (NULL, 'null', 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"(7, 'seven', 'en-US', NULL, NULL, NULL, NULL, NULL), (x'41', 'blob', 'en-US', NULL, NULL, NULL, NULL, NULL),"
		"('z', 'last', 'en-US', NULL, NULL, NULL, NULL, NULL);"
		"INSERT INTO offers VALUES ('b', 'seats', '2016-01-01', NULL, 1), ('B', 'toolkit', '2016-01-01', NULL, 1),"
		"('aa', 'seats', '2016-01-01', NULL, NULL), (NULL, 'seats', '2016-01-01', NULL, NULL), (7, 'seats', '2016-01-01', NULL, NULL),"
		"('y', 'seats', '2016-01-01', NULL, NULL), ('zz', 'seats', '2016-01-01', NULL, NULL), (x'62', 'seats', '2016-01-01', NULL, NULL),"
		"('c', 'chairs', '2016-01-01', NULL, NULL), ('r', NULL, '2016-01-01', NULL, NULL), ('s', 'seats', NULL, NULL, NULL),"
		"('z', 'seats', '2016-01-01', 'yes', NULL), ('z', 'toolkit', '2016-01-01', NULL, NULL), ('z', 'toolkit', '2016-01-01', NULL, NULL);"
		"INSERT INTO competencies VALUES ('z', 'data', 'gold', NULL), ('z', 'Data', 'gold', NULL);"
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)"
		" INSERT INTO competencies SELECT 's', 'area' || i, 'silver', NULL FROM n";
	struct fixture *f = *state;
	struct store *s;
	struct arena *a = arena_open();
	struct member m;
	const char *bad;
	FILE *out = tmpfile();
	int status;

	make_records(f, "records.db", 0);
	run_sql(f, "records.db", tables);
	s = store_open(f->d, &schema, "records.db");
	assert_non_null(s);
	while ((status = store_next(s, a, &m, &bad)) == 1) {
		fprintf(out, "%.*s: %s", STR_ARG(m.id), bad ? bad : "good");
		fprintf(out, " (%zu offers, %zu competencies)\n", m.rows[OFFERS].n, m.rows[COMPETENCIES].n);
		arena_reset(a);
	}
	assert_int_equal(status, 0);
	assert_true(arena_size(a) < 32 << 20);
	fputc('\n', out);
	diag_print(f->d, out, DIAG_TEXT);
	check_golden(f, "tests/record/hostile-tables.golden", out);
	arena_close(a);
	store_close(s);
}

/* No two workers, and no worker twice, see one member, whatever ids there are. */
static void splits_hostile_ids(void **state)
{
	struct fixture *f = *state;
	struct str bounds[3] = {0};
	struct store *s;
	size_t seen = 0;

	make_records(f, "records.db", 0);
	run_sql(f, "records.db",
	        "DROP TABLE member; CREATE TABLE member (id, name, language, joined, balance, \"order\", newsletter, contact);"
	        "INSERT INTO member (id) VALUES (NULL), (1), (2), (''), ('a'), ('b'), (x'00'), (x'01')");
	s = store_open(f->d, &schema, "records.db");
	assert_true(store_split(s, f->arena, &(size_t){4}, bounds));
	for (size_t p = 0; p < 4; p++) {
		struct member m;
		const char *bad;

		assert_true(store_range(s, p ? bounds[p - 1] : (struct str){0},
		                        p < 3 ? bounds[p] : (struct str){0}));
		while (store_next(s, f->arena, &m, &bad) == 1)
			seen++;
	}
	assert_int_equal(seen, 8);
	store_close(s);
}

static void say_open(struct fixture *f, FILE *out, const struct schema *s, const char *path, bool write)
{
	struct store *store = write ? store_open_to_write(f->d, s, path) : store_open(f->d, s, path);

	fprintf(out, "%s %s: %s\n", write ? "write" : "read", path, store ? "opened" : "refused");
	if (write && store)
		assert_true(store_commit(store));
	store_close(store);
	diag_print(f->d, out, DIAG_TEXT);
}

static void refuses_what_is_no_database(void **state)
{
	struct fixture *f = *state;
	FILE *out = tmpfile(), *junk = fopen("junk.db", "w");

	for (int i = 0; i < 1000; i++)
		fputs("This is no database, though a file. ", junk);
	fclose(junk);
	assert_int_equal(mkdir("folder.db", 0700), 0);
	assert_int_equal(mkfifo("pipe.db", 0600), 0);
	fclose(fopen("empty.db", "w"));
	run_sql(f, "other.db", "CREATE TABLE bookmarks (url)");
	run_sql(f, "utf16.db",
	        "PRAGMA encoding = 'UTF-16'; CREATE TABLE tierbook_schema (collection, field, type, key)");
	for (int write = 0; write <= 1; write++) {
		say_open(f, out, &schema, write ? "records.db" : "missing/records.db", write);
		say_open(f, out, &schema, "file:records.db?mode=ro", write);
		say_open(f, out, &schema, ":memory:", write);
		say_open(f, out, &schema, "", write);
		say_open(f, out, &schema, "junk.db", write);
		say_open(f, out, &schema, "folder.db", write);
		say_open(f, out, &schema, "pipe.db", write);
		say_open(f, out, &schema, "other.db", write);
		say_open(f, out, &schema, "utf16.db", write);
		say_open(f, out, &schema, "empty.db", write);
	}
	check_golden(f, "tests/record/no-database.golden", out);
}

static void follows_the_schema(void **state)
{
	struct fixture *f = *state;
	struct field longer[9], other_offers[4];
	struct collection more[3] = {collections[0], collections[1], collections[1]};
	struct schema changed = schema;
	size_t other_key[] = {1, 0};
	FILE *out = tmpfile();

	make_records(f, "records.db", 3);

	memcpy(longer, member_fields, sizeof(member_fields));
	longer[8] = (struct field){.name = STR("vip"), .type = FACT_BOOL};
	more[2].name = STR("events");
	changed.fields = longer;
	changed.n_fields = 9;
	changed.collections = more;
	changed.n_collections = 3;
	fputs("A fact and a collection more\n", out);
	say_open(f, out, &changed, "records.db", false);
	say_open(f, out, &changed, "records.db", true);
	say_open(f, out, &changed, "records.db", false);
	fputs("\nA fact and a collection less\n", out);
	say_open(f, out, &schema, "records.db", false);

	fputs("\nOther types and currencies\n", out);
	memcpy(other_offers, offer_fields, sizeof(other_offers));
	memcpy(other_offers[3].currency, "USD", 4);
	more[0].fields = other_offers;
	longer[5].type = FACT_MONEY;
	memcpy(longer[5].currency, "EUR", 4);
	say_open(f, out, &changed, "records.db", false);
	say_open(f, out, &changed, "records.db", true);

	fputs("\nOther keys\n", out);
	changed.fields = member_fields;
	changed.n_fields = 8;
	more[0] = collections[0];
	more[0].n_key = 2;
	more[0].key = other_key;
	more[1].key = other_key;
	say_open(f, out, &changed, "records.db", false);
	say_open(f, out, &changed, "records.db", true);

	fputs("\nA column that somebody dropped\n", out);
	run_sql(f, "records.db", "ALTER TABLE member DROP COLUMN contact");
	{
		struct store *s = store_open(f->d, &schema, "records.db");

		assert_non_null(s);
		assert_int_equal(store_next(s, f->arena, &(struct member){0}, &(const char *){NULL}), -1);
		store_close(s);
		diag_print(f->d, out, DIAG_TEXT);
	}
	check_golden(f, "tests/record/other-schemas.golden", out);
}

/* Ranges and values change without a change to the tables. */
static void bears_other_ranges(void **state)
{
	struct fixture *f = *state;
	struct store *s;
	struct member m;
	const char *bad;

	make_records(f, "records.db", 3);
	offer_fields[0].n_values = 2;
	s = store_open_to_write(f->d, &schema, "records.db");
	assert_non_null(s);
	assert_int_equal(store_next(s, f->arena, &m, &bad), 1);
	assert_null(bad);
	assert_int_equal(store_next(s, f->arena, &m, &bad), 1);
	assert_int_equal(store_next(s, f->arena, &m, &bad), 1);
	assert_string_equal(bad, "offers ?: 'offer' is none of its values: 'seats' (action_pack, toolkit)");
	offer_fields[0].n_values = 3;
	store_close(s);
}

static void keeps_writers_apart(void **state)
{
	struct fixture *f = *state;
	struct store *first, *reader;
	FILE *out = tmpfile();

	make_records(f, "records.db", 3);
	first = store_open_to_write(f->d, &schema, "records.db");
	assert_non_null(first);
	put_member(first, "New", "Nobody yet");
	assert_null(store_open_to_write(f->d, &schema, "records.db"));
	diag_print(f->d, out, DIAG_TEXT);
	check_golden(f, "tests/record/locked.golden", out);

	/* What is not committed is seen by nobody, and gone when closed. */
	reader = store_open(f->d, &schema, "records.db");
	assert_int_equal(store_count(reader), 3);
	store_close(reader);
	store_close(first);
	first = store_open_to_write(f->d, &schema, "records.db");
	assert_int_equal(store_has(first, STR("New")), 0);
	store_close(first);
}

/* In order or not, and between what is put in: what was read ahead must hide nothing. */
static void knows_who_is_there(void **state)
{
	struct fixture *f = *state;
	const char *path = records_place(f, "records.db");
	struct store *s;
	uint32_t k = 1;

	make_records(f, path, 3000);
	s = store_open_to_write(f->d, &schema, path);
	for (uint32_t i = 0; i < 9000; i++) {
		bool random = i / 3000 == 1;
		uint32_t n;

		k = (uint32_t)(k * 48271ull % 2147483647);
		n = random ? k % 3600 : i % 3600;
		assert_int_equal(store_has(s, str_format(f->arena, "M%u", n)), n < 3000);
	}
	assert_int_equal(store_has(s, STR("M3500")), 0);
	put_member(s, "M3500", "Somebody");
	assert_int_equal(store_has(s, STR("M3500")), 1);
	assert_int_equal(store_has(s, STR("M")), 0);
	assert_int_equal(store_has(s, STR("N")), 0);
	store_close(s);
}

static bool is_there(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_size > 0;
}

/* A writer that dies with half of its pages written leaves its journal; the next reader rolls it back. */
static void survives_a_killed_writer(void **state)
{
	struct fixture *f = *state;
	struct store *s;
	struct member m;
	const char *bad;
	int status;
	pid_t child;

	make_records(f, "records.db", 2000);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		struct database *db = database_open(f->d, f->arena, "records.db", DATABASE_WRITE, NULL);

		database_run(db, "PRAGMA cache_size = 5; BEGIN; UPDATE member SET name = 'Half-written'");
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(is_there("records.db-journal"));
	s = store_open(f->d, &schema, "records.db");
	assert_non_null(s);
	assert_false(is_there("records.db-journal"));
	for (int i = 0; i < 2000; i++) {
		assert_int_equal(store_next(s, f->arena, &m, &bad), 1);
		assert_str(m.facts[NAME].text, "Somebody");
	}
	store_close(s);
}

/* A view that never ends, and a trigger that undoes what is written. */
static void runs_no_code_of_the_file(void **state)
{
	struct fixture *f = *state;
	struct store *s;

	make_records(f, "records.db", 1);
	run_sql(f, "records.db", "CREATE TRIGGER undo AFTER INSERT ON member BEGIN DELETE FROM member; END");
	s = store_open_to_write(f->d, &schema, "records.db");
	put_member(s, "A", "Ann");
	assert_int_equal(store_count(s), 2);
	store_close(s);
	run_sql(f, "records.db",
	        "DROP TABLE member; CREATE VIEW member AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT 1 FROM n)"
	        " SELECT id, 'x' AS name, 'en-US' AS language, NULL AS joined, NULL AS balance, NULL AS \"order\","
	        " NULL AS newsletter, NULL AS contact FROM n");
	s = store_open(f->d, &schema, "records.db");
	assert_non_null(s);
	assert_int_equal(store_next(s, f->arena, &(struct member){0}, &(const char *){NULL}), -1);
	store_close(s);
	assert_int_equal(diag_errors(f->d), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		/* about servers alone */
		FIXTURE_TEST_IN_FOLDER(misses_what_it_wants_alone),
		/* about both */
		FIXTURE_TEST_IN_FOLDER(gives_back_what_was_put),
		FIXTURE_TEST_IN_FOLDER(finds_one_member),
		FIXTURE_TEST_IN_FOLDER(knows_who_is_there),
		FIXTURE_TEST_IN_FOLDER(cuts_into_equal_parts),
		/* about files alone */
		FIXTURE_TEST_IN_FOLDER(believes_nothing),
		FIXTURE_TEST_IN_FOLDER(splits_hostile_ids),
		FIXTURE_TEST_IN_FOLDER(refuses_what_is_no_database),
		FIXTURE_TEST_IN_FOLDER(follows_the_schema),
		FIXTURE_TEST_IN_FOLDER(bears_other_ranges),
		FIXTURE_TEST_IN_FOLDER(keeps_writers_apart),
		FIXTURE_TEST_IN_FOLDER(survives_a_killed_writer),
		FIXTURE_TEST_IN_FOLDER(runs_no_code_of_the_file),
	};

	if (on_server())
		return _cmocka_run_group_tests("records", tests, 5, NULL, NULL);
	return _cmocka_run_group_tests("records", tests + 1, sizeof(tests) / sizeof(*tests) - 1, NULL, NULL);
}

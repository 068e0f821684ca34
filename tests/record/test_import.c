#include "test.h"

#include "base/file.h"
#include "base/folder.h"
#include "record/intake/import.h"

#include "club.h"

/*
 * Every file under tests/record/import is read into a database that holds
 * before.jsonl, going on after mistakes; its .golden has what was said, what
 * was counted, and all that is in the database then.
 */
#define INPUTS "tests/record/import"

static bool import(struct diagnostics *d, struct arena *a, struct store *store, const char *path,
                   struct import_options o, struct import_count *count)
{
	o.paths = &path;
	o.n_paths = 1;
	return import_files(d, a, store, &o, count);
}

static struct store *open_store(struct fixture *f)
{
	struct store *store;
	struct import_count count;

	store = store_open_to_write(f->d, &schema, records_place(f, "records.db"));
	assert_non_null(store);
	assert_int_equal(chdir(f->home), 0);
	assert_true(
		import(f->d, f->arena, store, INPUTS "/before.jsonl", (struct import_options){0}, &count));
	assert_int_equal(count.members, 2);
	assert_int_equal(count.rows, 4);
	return store;
}

static void close_store(struct fixture *f, struct store *store)
{
	store_close(store);
	assert_int_equal(chdir(f->folder), 0);
}

/* Without keep_going the answer is no as soon as anything was refused. */
static bool loads_whole(struct fixture *f, const char *path, struct str table)
{
	struct diagnostics *unread = diag_open();
	struct store *store = open_store(f);
	struct import_count count;
	bool ok = import(unread, f->arena, store, path, (struct import_options){.table = table}, &count);

	close_store(f, store);
	diag_close(unread);
	return ok;
}

static void check_input(struct fixture *f, const char *path)
{
	struct str rest = str_slice(str_from(path), sizeof(INPUTS), strlen(path)), table = {0};
	struct import_options o = {.keep_going = true};
	struct import_count count;
	struct store *store;
	FILE *out = tmpfile();
	bool whole, ok;

	/* The folder names the table of a CSV file. */
	assert_true(str_cut(&rest, '/', &table));
	o.table = table;
	whole = loads_whole(f, path, table);
	store = open_store(f);
	ok = import(f->d, f->arena, store, path, o, &count);
	diag_print(f->d, out, DIAG_TEXT);
	fprintf(out, "\n%zu members, %zu rows, %zu refused; loads %s\n\n", count.members, count.rows,
	        count.refused,
	        whole ? "whole"
	        : ok  ? "in part"
	              : "not at all");
	assert_int_equal(print_store(out, store, &schema), 0);
	golden_check_stream(str_format(f->arena, "%s.golden", path).at, out);
	close_store(f, store);
}

static void reads_what_is_given(void **state)
{
	struct fixture *f = *state;
	static const char *const suffixes[] = {".csv", ".jsonl", ".json"};
	size_t n = 0;

	for (size_t s = 0; s < 3; s++) {
		struct folder_entries files;

		assert_int_equal(chdir(f->home), 0);
		assert_true(folder_walk(f->d, f->arena, ".", INPUTS, suffixes[s], &files));
		assert_int_equal(chdir(f->folder), 0);
		for (size_t i = 0; i < files.n; i++) {
			if (str_is(files.paths[i], "before.jsonl"))
				continue;
			check_input(f, str_format(f->arena, INPUTS "/%.*s", STR_ARG(files.paths[i])).at);
			n++;
		}
	}
	assert_true(n > 30);
}

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

/* Rows first on the command line, and their members in a file after them. */
static void takes_members_before_rows(void **state)
{
	static const char *const paths[] = {"a/offers.csv", "a/member.csv"};
	struct fixture *f = *state;
	struct store *store = store_open_to_write(f->d, &schema, records_place(f, "rows.db"));
	struct import_options o = {.paths = paths, .n_paths = 2};
	struct import_count count;

	assert_true(file_make_folders(f->d, "a"));
	write_file("a/member.csv", "id,name,language\n1,Ann,en-US\n");
	write_file("a/offers.csv", "member,offer,purchased\n1,seats,2016-02-29\n");
	assert_true(import_files(f->d, f->arena, store, &o, &count));
	assert_int_equal(count.members, 1);
	assert_int_equal(count.rows, 1);
	store_close(store);
	assert_int_equal(diag_errors(f->d), 0);
}

/* Nothing is read of any file when one of them is none that could be. */
static void refuses_unknown_files(void **state)
{
	static const char *const paths[] = {"members.csv", "notes.txt", "offer.csv", "b/missing.jsonl", "b"};
	struct fixture *f = *state;
	struct store *store = store_open_to_write(f->d, &schema, records_place(f, "unknown.db"));
	const struct import_options o = {.paths = paths, .n_paths = 5};
	struct import_count count;
	FILE *out = tmpfile();

	assert_true(file_make_folders(f->d, "b/folder.json"));
	assert_false(import_files(f->d, f->arena, store, &o, &count));
	assert_false(import(f->d, f->arena, store, "b/missing.jsonl", (struct import_options){0}, &count));
	assert_false(import(f->d, f->arena, store, "b/folder.json", (struct import_options){0}, &count));
	diag_print(f->d, out, DIAG_TEXT);
	check_golden(f, "tests/record/unknown-files.golden", out);
	store_close(store);
}

/* A file of nothing but mistakes shows the first hundred, with their lines, however far down, and counts the rest. */
static void shows_some_of_many_mistakes(void **state)
{
	struct fixture *f = *state;
	struct store *store = store_open_to_write(f->d, &schema, records_place(f, "many.db"));
	struct import_options o = {.keep_going = true, .table = STR("member")};
	struct import_count count;
	FILE *many = fopen("many.csv", "w"), *out = tmpfile();

	fputs("id,name,language\n", many);
	for (int i = 0; i < 30000; i++)
		fprintf(many, "%d,Good,en-US\n", i);
	for (int i = 0; i < 5000; i++)
		fprintf(many, "b%d,Bad,%s\n", i, i == 4999 ? "en-US" : "en-UK");
	fclose(many);
	assert_true(import(f->d, f->arena, store, "many.csv", o, &count));
	assert_int_equal(count.members, 30001);
	assert_int_equal(count.refused, 4999);
	diag_print(f->d, out, DIAG_JSON);
	check_golden(f, "tests/record/many-mistakes.golden", out);
	store_close(store);
}

/* Records longer than the limit, of quotes that are never closed and of a line without an end. */
static void bounds_a_record(void **state)
{
	struct fixture *f = *state;
	struct store *store = store_open_to_write(f->d, &schema, records_place(f, "long.db"));
	struct import_options o = {.keep_going = true, .table = STR("member")};
	struct import_count count;
	FILE *csv = fopen("long.csv", "w"), *json = fopen("long.jsonl", "w"), *out = tmpfile();

	fputs("id,name,language\n1,\"Ann,en-US\n", csv);
	for (int i = 0; i < 100000; i++)
		fprintf(csv, "n%d,Good,en-US\n", i);
	fputs("2,", csv);
	for (int i = 0; i < 400000; i++)
		fputs("Long", csv);
	fputs(",en-US\n3,Bob,en-US\n", csv);
	fclose(csv);
	fputs("{\"id\":\"4\",\"name\":\"", json);
	for (int i = 0; i < 400000; i++)
		fputs("Long", json);
	fputs("\"}\n{\"id\":\"5\",\"name\":\"Eve\",\"language\":\"en-US\"}\n", json);
	fclose(json);
	assert_true(import(f->d, f->arena, store, "long.csv", o, &count));
	assert_int_equal(count.members, 100001);
	assert_int_equal(count.refused, 2);
	assert_true(import(f->d, f->arena, store, "long.jsonl", o, &count));
	assert_int_equal(count.members, 1);
	assert_int_equal(count.refused, 1);
	diag_print(f->d, out, DIAG_TEXT);
	check_golden(f, "tests/record/long-records.golden", out);
	store_close(store);
}

/* The hostile inputs that others wrote, with the facts they have. */
static struct field plain_fields[] = {
	{.name = STR("id"), .type = FACT_TEXT, .required = true},
	{.name = STR("name"), .type = FACT_TEXT, .required = true},
	{.name = STR("balance"), .type = FACT_INTEGER},
};
static const struct schema plain = {
	.fields = plain_fields, .n_fields = 3, .name_field = 1, .language_field = SIZE_MAX};

static void stands_hostile_files(void **state)
{
	static const struct {
		const char *name;
		size_t members, refused;
	} cases[] = {
		{"bom_crlf.csv", 1, 0},
		{"case_collision.json", 2, 0},
		{"dup_keys.json", 0, 1},
		{"id_abs.json", 1, 0},
		{"id_dot.json", 1, 0},
		{"id_index.json", 1, 0},
		{"id_long.json", 0, 1},
		{"id_slash.json", 1, 0},
		{"id_tilde.json", 1, 0},
		{"name_cjk.json", 1, 0},
		{"name_csv_formula.json", 1, 0},
		{"name_emoji.json", 1, 0},
		{"name_empty.json", 0, 1},
		{"name_html.json", 1, 0},
		{"name_long.json", 0, 1},
		{"name_lua.json", 1, 0},
		{"name_markdown.json", 1, 0},
		{"name_mustache.json", 1, 0},
		{"name_path.json", 1, 0},
		{"name_zero_width.json", 1, 0},
		{"name_surrogate_json.json", 0, 1},
		{"nul.csv", 0, 1},
		{"num_collision.json", 2, 2},
		{"quotes.csv", 2, 2},
		{"truncated.json", 1, 1},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *path = str_format(f->arena, "%s/../shared/attacks/inputs/members/%s", f->home,
		                              cases[i].name)
		                           .at;
		const struct import_options o = {.keep_going = true, .table = STR("member")};
		struct import_count count;
		struct store *store;

		if (!file_exists(path))
			skip();
		unlink("hostile.db");
		store = store_open_to_write(f->d, &plain, "hostile.db");
		assert_true(import(f->d, f->arena, store, path, o, &count));
		if (count.members != cases[i].members || count.refused != cases[i].refused)
			fail_msg("%s: %zu members, %zu refused", cases[i].name, count.members, count.refused);
		store_close(store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST_IN_FOLDER(reads_what_is_given),
		FIXTURE_TEST_IN_FOLDER(takes_members_before_rows),
		FIXTURE_TEST_IN_FOLDER(refuses_unknown_files),
		FIXTURE_TEST_IN_FOLDER(shows_some_of_many_mistakes),
		FIXTURE_TEST_IN_FOLDER(bounds_a_record),
		FIXTURE_TEST_IN_FOLDER(stands_hostile_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#ifndef RECORD_CLUB_H
#define RECORD_CLUB_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "fixture.h"
#include "record/database/database.h"
#include "record/store/store.h"

/*
 * A programme's records by hand: every type, a name that is a word of SQL, a
 * key of one field and a key of two.
 */
static struct str languages[] = {STR("en-US"), STR("zh-TW"), STR("ja-JP"), STR("de-DE")};
static struct str kinds[] = {STR("action_pack"), STR("toolkit"), STR("seats")};
static struct str levels[] = {STR("silver"), STR("gold")};

static struct field member_fields[] = {
	{.name = STR("id"), .type = FACT_TEXT, .required = true},
	{.name = STR("name"), .type = FACT_TEXT, .required = true},
	{.name = STR("language"), .type = FACT_ENUM, .required = true, .values = languages, .n_values = 4},
	{.name = STR("joined"), .type = FACT_DATE, .has_min = true, .min = 10957 /* 2000-01-01 */},
	{.name = STR("balance"), .type = FACT_MONEY, .currency = "USD", .has_max = true, .max = 1000000},
	{.name = STR("order"), .type = FACT_INTEGER, .has_min = true, .min = 1, .has_max = true, .max = 500},
	{.name = STR("newsletter"), .type = FACT_BOOL},
	{.name = STR("contact"), .type = FACT_TEXT, .has_min = true, .min = 2, .has_max = true, .max = 20},
};
static struct field offer_fields[] = {
	{.name = STR("offer"), .type = FACT_ENUM, .required = true, .values = kinds, .n_values = 3},
	{.name = STR("purchased"), .type = FACT_DATE, .required = true},
	{.name = STR("auto_renew"), .type = FACT_BOOL},
	{.name = STR("price"), .type = FACT_MONEY, .currency = "JPY"},
};
static struct field competency_fields[] = {
	{.name = STR("area"), .type = FACT_TEXT, .required = true},
	{.name = STR("level"), .type = FACT_ENUM, .required = true, .values = levels, .n_values = 2},
	{.name = STR("since"), .type = FACT_DATE},
};
static size_t offer_key[] = {0}, competency_key[] = {0, 1};
static struct collection collections[] = {
	{STR("offers"), offer_fields, 4, offer_key, 1, {0}},
	{STR("competencies"), competency_fields, 3, competency_key, 2, {0}},
};
static struct schema schema = {
	.fields = member_fields,
	.n_fields = 8,
	.collections = collections,
	.n_collections = 2,
	.name_field = 1,
	.language_field = 2,
};

enum { ID, NAME, LANGUAGE, JOINED, BALANCE, ORDER, NEWSLETTER, CONTACT };
enum { OFFERS, COMPETENCIES };

static inline void check_golden(struct fixture *f, const char *path, FILE *out)
{
	assert_int_equal(chdir(f->home), 0);
	golden_check_stream(path, out);
	assert_int_equal(chdir(f->folder), 0);
}

static inline const char *on_server(void)
{
	return getenv("RECORDS_SERVER");
}

/*
 * Where a test puts its records, with nothing there yet: the file, or in the server that
 * RECORDS_SERVER names (tests/postgres) a schema of the same name.
 */
static inline const char *records_place(struct fixture *f, const char *file)
{
	static const char sql[] = "DROP SCHEMA IF EXISTS \"%s\" CASCADE; CREATE SCHEMA \"%s\"";
	const char *server = on_server();
	struct database *db;

	unlink(file);
	if (!server)
		return file;
	db = database_open(f->d, f->arena, server, DATABASE_WRITE, NULL);
	assert_non_null(db);
	assert_true(database_run(db, str_format(f->arena, sql, file, file).at));
	assert_true(database_run(db, "COMMIT"));
	database_close(db);
	return str_format(f->arena, "%s&options=-csearch_path%%3D\"%s\"", server, file).at;
}

static inline void print_facts(FILE *out, struct arena *a, const struct field *fields, size_t n,
                               const struct fact *facts)
{
	for (size_t i = 0; i < n; i++) {
		struct str s = member_format_fact(a, &fields[i], &facts[i]);

		fprintf(out, "%s%.*s", i ? " | " : "", STR_ARG(s));
	}
	fputc('\n', out);
}

static inline void print_member(FILE *out, struct arena *a, const struct schema *s, const struct member *m,
                                const char *bad)
{
	print_facts(out, a, s->fields, s->n_fields, m->facts);
	for (size_t c = 0; c < s->n_collections; c++) {
		const struct collection *of = &s->collections[c];

		for (size_t r = 0; r < m->rows[c].n; r++) {
			fprintf(out, "    %.*s: ", STR_ARG(of->name));
			print_facts(out, a, of->fields, of->n_fields, member_row(s, m, c, r, 0));
		}
	}
	if (bad)
		fprintf(out, "    BAD: %s\n", bad);
}

/* Everything in the store, as store_next gives it; returns its last answer. */
static inline int print_store(FILE *out, struct store *store, const struct schema *s)
{
	struct arena *a = arena_open();
	struct member m;
	const char *bad;
	int status;

	while ((status = store_next(store, a, &m, &bad)) == 1) {
		print_member(out, a, s, &m, bad);
		arena_reset(a);
	}
	arena_close(a);
	return status;
}

static inline int32_t day(const char *date)
{
	int32_t d;

	assert_true(date_parse(str_from(date), &d));
	return d;
}

static inline struct fact number(int64_t n)
{
	return (struct fact){.known = true, .number = n};
}

static inline struct fact text(const char *s)
{
	return (struct fact){.known = true, .text = str_from(s)};
}

#endif

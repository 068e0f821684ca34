#include "test.h"

#include "base/utf8.h"
#include "record/intake/sample.h"
#include "record/intake/sample_name.h"

#include "club.h"

static struct fact tongues[4];
static struct sample_fact network[] = {
	{.field = NAME, .kind = SAMPLE_NAME},
	{.field = LANGUAGE,
         .kind = SAMPLE_CHOICE,
         .choices = tongues,
         .weights = (int[]){4, 3, 0, 1},
         .n_choices = 4},
	{.field = CONTACT, .kind = SAMPLE_NAME},
};
static struct sample_fact pack[] = {
	{.field = NAME, .kind = SAMPLE_NAME},
	{.field = LANGUAGE, .kind = SAMPLE_FIXED},
	{.field = JOINED, .kind = SAMPLE_BETWEEN},
	{.field = BALANCE, .kind = SAMPLE_BETWEEN, .low.number = -500, .high.number = 99999},
};
static struct sample_fact leap_offer[] = {
	{.field = 0, .kind = SAMPLE_FIXED},
	{.field = 1, .kind = SAMPLE_FIXED},
};
static struct sample_fact seats[] = {
	{.field = 0, .kind = SAMPLE_FIXED},
	{.field = 1, .kind = SAMPLE_BETWEEN},
	{.field = 2, .kind = SAMPLE_CHOICE, .weights = (int[]){1, 1}, .n_choices = 2},
};
static struct sample_row rows[] = {{OFFERS, leap_offer, 2}, {OFFERS, seats, 3}};
static struct sample_profile profiles[] = {
	{.name = STR("network"), .share = 60, .facts = network, .n_facts = 3},
	{.name = STR("leap day"), .share = 33, .facts = pack, .n_facts = 4, .rows = rows, .n_rows = 2},
	{.name = STR("rare"), .share = 7, .facts = pack, .n_facts = 3, .rows = rows, .n_rows = 1},
};

static void fill_profiles(void)
{
	static struct fact yes_or_no[2];

	for (int i = 0; i < 4; i++)
		tongues[i] = number(i);
	yes_or_no[0] = number(0);
	yes_or_no[1] = number(1);
	pack[1].value = number(2);
	pack[2].low = number(day("2010-01-01"));
	pack[2].high = number(day("2010-01-03"));
	leap_offer[0].value = number(0);
	leap_offer[1].value = number(day("2016-02-29"));
	seats[0].value = number(2);
	seats[1].low = seats[1].high = number(day("2017-05-05"));
	seats[2].choices = yes_or_no;
}

static void make(struct fixture *f, const char *path, const struct sample_profile *of, size_t n_profiles,
                 int64_t n)
{
	struct store *s = store_open_to_write(f->d, &schema, path);

	fill_profiles();
	assert_non_null(s);
	assert_true(sample_write(f->d, s, &schema, of, n_profiles, n));
	assert_true(store_commit(s));
	store_close(s);
}

static void makes_the_same_every_time(void **state)
{
	struct fixture *f = *state;
	FILE *out = tmpfile();
	struct store *s;

	make(f, "ten.db", profiles, 3, 10);
	s = store_open(f->d, &schema, "ten.db");
	assert_int_equal(print_store(out, s, &schema), 0);
	check_golden(f, "tests/record/ten-members.golden", out);
	store_close(s);
}

/* Which of the three a member is of shows in its rows. */
static size_t profile_of(const struct member *m)
{
	return m->rows[OFFERS].n == 0 ? 0 : m->rows[OFFERS].n == 2 ? 1 : 2;
}

static void keeps_to_the_shares(void **state)
{
	struct fixture *f = *state;
	struct arena *a = arena_open();
	size_t made[3] = {0}, tongues_made[4] = {0};
	struct member m;
	struct store *s;
	const char *bad;
	int n = 0;

	make(f, "many.db", profiles, 3, 5000);
	s = store_open(f->d, &schema, "many.db");
	while (store_next(s, a, &m, &bad) == 1) {
		assert_null(bad);
		n++;
		made[profile_of(&m)]++;
		for (size_t i = 0; i < 3; i++) {
			double off = (double)made[i] - n * profiles[i].share / 100.0;

			assert_true(off > -1 && off < 1);
		}
		if (profile_of(&m) == 0)
			tongues_made[m.facts[LANGUAGE].number]++;
		else
			assert_true(m.facts[JOINED].number - day("2010-01-01") <= 2 ||
			            !m.facts[JOINED].known);
		arena_reset(a);
	}
	assert_int_equal(n, 5000);
	assert_int_equal(tongues_made[2], 0);
	/* Of 3000: 1500, 1125, 375. */
	assert_in_range(tongues_made[0], 1400, 1600);
	assert_in_range(tongues_made[1], 1025, 1225);
	assert_in_range(tongues_made[3], 300, 450);
	store_close(s);
	arena_close(a);
}

/* Awkward shares, each against the bound at every length. */
static void keeps_to_any_shares(void **state)
{
	static const int shares[][5] = {
		{1, 1, 1, 1, 1}, {97, 1, 1, 1, 0}, {50, 49, 1, 0, 0}, {3, 5, 7, 11, 13}, {1, 0, 0, 0, 0}};
	struct fixture *f = *state;
	struct sample_profile five[5];
	struct sample_fact name[5][2];

	for (size_t k = 0; k < sizeof(shares) / sizeof(*shares); k++) {
		char path[16];
		struct store *s;
		struct member m;
		const char *bad;
		int made[5] = {0}, sum = 0, n = 0;

		for (int i = 0; i < 5; i++) {
			static const char *const names[] = {"a", "b", "c", "d", "e"};

			name[i][0] = (struct sample_fact){
				.field = NAME, .kind = SAMPLE_FIXED, .value = text(names[i])};
			name[i][1] = (struct sample_fact){
				.field = LANGUAGE, .kind = SAMPLE_FIXED, .value = number(0)};
			five[i] = (struct sample_profile){
				.name = STR("x"), .share = shares[k][i], .facts = name[i], .n_facts = 2};
			sum += shares[k][i];
		}
		snprintf(path, sizeof(path), "%zu.db", k);
		make(f, path, five, 5, 500);
		s = store_open(f->d, &schema, path);
		while (store_next(s, f->arena, &m, &bad) == 1) {
			made[*m.facts[NAME].text.at - 'a']++;
			n++;
			for (int i = 0; i < 5; i++)
				assert_true(abs(made[i] * sum - n * shares[k][i]) < sum);
		}
		assert_int_equal(n, 500);
		store_close(s);
	}
}

static void makes_a_member_whatever_follows(void **state)
{
	struct fixture *f = *state;
	struct store *few, *many;
	struct member x, y;
	const char *bad;

	make(f, "few.db", profiles, 3, 50);
	make(f, "many.db", profiles, 3, 400);
	few = store_open(f->d, &schema, "few.db");
	many = store_open(f->d, &schema, "many.db");
	for (int i = 0; i < 50; i++) {
		assert_int_equal(store_next(few, f->arena, &x, &bad), 1);
		assert_int_equal(store_next(many, f->arena, &y, &bad), 1);
		assert_true(hash_equal(member_hash(&schema, &x), member_hash(&schema, &y)));
	}
	assert_int_equal(store_next(few, f->arena, &x, &bad), 0);
	store_close(few);
	store_close(many);
}

/* Made again with other profiles, no row of the first time is left. */
static void replaces_what_was_made(void **state)
{
	struct fixture *f = *state;
	struct store *s;
	struct member m;
	const char *bad;

	make(f, "again.db", &profiles[1], 1, 20);
	make(f, "again.db", &profiles[0], 1, 20);
	s = store_open(f->d, &schema, "again.db");
	while (store_next(s, f->arena, &m, &bad) == 1)
		assert_int_equal(m.rows[OFFERS].n, 0);
	store_close(s);
}

static void wants_required_facts(void **state)
{
	struct fixture *f = *state;
	struct source *source = (struct source *)source_make(f->arena, STR("rules/samples.lua"),
	                                                     STR("sample \"poor\" {}\n"));
	struct sample_row row = {OFFERS, leap_offer, 1};
	struct sample_profile poor = {.name = STR("poor"),
	                              .share = 1,
	                              .facts = network,
	                              .n_facts = 1,
	                              .rows = &row,
	                              .n_rows = 1,
	                              .position = {source, 0, 6}};
	struct store *s = store_open_to_write(f->d, &schema, "poor.db");
	FILE *out = tmpfile();

	assert_false(sample_write(f->d, s, &schema, &poor, 1, 10));
	assert_int_equal(store_count(s), 0);
	assert_false(sample_write(f->d, s, &schema, NULL, 0, 10));
	diag_print(f->d, out, DIAG_TEXT);
	check_golden(f, "tests/record/poor-sample.golden", out);
	store_close(s);
}

/* Whatever the bits, a name is one that a record may hold. */
static void makes_names_that_fit(void **state)
{
	static const char *const languages_tried[] = {"zh-TW", "ja-JP", "de-DE", "en-US", "", "tlh"};
	struct fixture *f = *state;
	struct arena *a = arena_open();

	(void)f;
	for (size_t l = 0; l < 6; l++) {
		for (uint64_t i = 0; i < 2000; i++) {
			uint64_t bits = i * 0x9E3779B97F4A7C15;
			struct str company = sample_name_company(a, str_from(languages_tried[l]), bits);
			struct str person = sample_name_person(a, str_from(languages_tried[l]), bits);
			struct fact fact;

			assert_null(member_parse_fact(a, &member_fields[NAME], company, &fact));
			assert_true(utf8_count(company) >= 4 && utf8_count(company) <= 60);
			assert_true(utf8_count(person) >= 3 && utf8_count(person) <= 30);
			assert_true(str_find(company, STR("_"), 0) == SIZE_MAX &&
			            str_find(person, STR("_"), 0) == SIZE_MAX);
			assert_true(str_equal(str_trim(company), company));
			arena_reset(a);
		}
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST_IN_FOLDER(makes_the_same_every_time),
		FIXTURE_TEST_IN_FOLDER(keeps_to_the_shares),
		FIXTURE_TEST_IN_FOLDER(keeps_to_any_shares),
		FIXTURE_TEST_IN_FOLDER(makes_a_member_whatever_follows),
		FIXTURE_TEST_IN_FOLDER(replaces_what_was_made),
		FIXTURE_TEST_IN_FOLDER(wants_required_facts),
		FIXTURE_TEST_IN_FOLDER(makes_names_that_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "test.h"

#include "club.h"

static const char *parse(struct fixture *f, const struct field *of, const char *value, struct fact *out)
{
	return member_parse_fact(f->arena, of, str_from(value), out);
}

static void reads_every_type(void **state)
{
	struct fixture *f = *state;
	struct fact fact;

	assert_null(parse(f, &member_fields[JOINED], "2016-02-29", &fact));
	assert_true(fact.known && fact.number == day("2016-02-29"));
	assert_null(parse(f, &member_fields[BALANCE], "-12.5", &fact));
	assert_int_equal(fact.number, -1250);
	assert_null(parse(f, &member_fields[ORDER], "500", &fact));
	assert_int_equal(fact.number, 500);
	assert_null(parse(f, &member_fields[LANGUAGE], "ja-JP", &fact));
	assert_int_equal(fact.number, 2);
	assert_null(parse(f, &member_fields[NEWSLETTER], "TRUE", &fact));
	assert_int_equal(fact.number, 1);
	assert_null(parse(f, &member_fields[NEWSLETTER], "no", &fact));
	assert_true(fact.known && !fact.number);
	assert_null(parse(f, &member_fields[NAME], "a\r\nb\tc\xE2\x80\xAE", &fact));
	assert_str(fact.text, "a\nb\tc\xE2\x80\xAE");
}

static void knows_nothing_of_an_empty_text(void **state)
{
	struct fixture *f = *state;
	struct fact fact;

	for (size_t i = 0; i < schema.n_fields; i++) {
		fact.known = true;
		assert_null(parse(f, &member_fields[i], "", &fact));
		assert_false(fact.known);
		assert_str(member_format_fact(f->arena, &member_fields[i], &fact), "");
	}
}

static void says_what_is_wrong(void **state)
{
	static const struct {
		int field;
		const char *value, *why;
	} cases[] = {
		{JOINED, "2015-02-29", "is no date: '2015-02-29' (a day that exists, as YYYY-MM-DD)"},
		{JOINED, "1999-12-31", "is 1999-12-31; at least 2000-01-01"},
		{BALANCE, "10000.01", "is 10000.01; at most 10000.00"},
		{BALANCE, "12 EUR", "is no amount: '12 EUR' (in USD, as 12.50)"},
		{ORDER, "501", "is 501; at most 500"},
		{ORDER, "7.0", "is no whole number: '7.0'"},
		{ORDER, "99999999999999999999", "is no whole number: '99999999999999999999'"},
		{NEWSLETTER, "maybe", "is neither yes nor no: 'maybe'"},
		{LANGUAGE, "en_US", "is none of its values: 'en_US'; did you mean 'en-US'?"},
		{LANGUAGE, "EN-us", "is none of its values: 'EN-us'; did you mean 'en-US'?"},
		{LANGUAGE, "klingon", "is none of its values: 'klingon' (en-US, zh-TW, ja-JP, de-DE)"},
		{CONTACT, "x", "is too short: at least 2 characters"},
		{CONTACT, "12345678901234567890\xE2\x82\xAC", "is too long: 21 characters, at most 20"},
		{NAME, "a\x07", "holds a control character (U+0007)"},
		{NAME, "a\xC2\x85", "holds a control character (U+0085)"},
		{NAME, "a\rb", "holds a control character (U+000D)"},
		{NAME, "a\xC0\xAF", "is not valid UTF-8: byte 0xC0"},
		{JOINED, "1234567890123456789012345678901234567890X",
	         "is no date: '1234567890123456789012345678901234567890…' (a day that exists, as YYYY-MM-DD)"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fact fact;
		const char *why = parse(f, &member_fields[cases[i].field], cases[i].value, &fact);

		assert_non_null(why);
		assert_string_equal(why, cases[i].why);
		assert_false(fact.known);
	}
}

static void limits_texts_by_code_points(void **state)
{
	struct fixture *f = *state;
	struct buf b = {0};
	struct fact fact;

	for (int i = 0; i < SCHEMA_TEXT_LIMIT; i++)
		buf_add_z(&b, "會");
	assert_null(member_parse_fact(f->arena, &member_fields[NAME], buf_str(&b), &fact));
	buf_add_z(&b, "員");
	assert_string_equal(member_parse_fact(f->arena, &member_fields[NAME], buf_str(&b), &fact),
	                    "is too long: 201 characters, at most 200");
	buf_free(&b);
}

static void refuses_ids_that_look_like_others(void **state)
{
	struct fixture *f = *state;

	assert_null(member_check_id(f->arena, STR("../a b/會員 #1")));
	assert_non_null(member_check_id(f->arena, STR("")));
	assert_non_null(member_check_id(f->arena, STR(" 7")));
	assert_non_null(member_check_id(f->arena, STR("7 ")));
	assert_non_null(member_check_id(f->arena, STR("7\n")));
	assert_non_null(member_check_id(f->arena, STR("7\xE2\x80\x8B")));
	assert_non_null(member_check_id(f->arena, STR("7\xE2\x80\xAE")));
	assert_non_null(member_check_id(f->arena, STR("7\xE2\x80\x8D")));
}

/* Whatever differs, the hash does. */
static void hashes_every_fact(void **state)
{
	struct fact facts[8] = {text("1"), text("Ann"), number(0), number(17000)},
		    offer[4] = {number(0), number(1)};
	struct rows rows[2] = {{offer, 1}, {NULL, 0}};
	struct member m = {STR("1"), facts, rows};
	struct hash first = member_hash(&schema, &m);

	(void)state;
	assert_true(hash_equal(first, member_hash(&schema, &m)));
	facts[1] = text("An");
	assert_false(hash_equal(first, member_hash(&schema, &m)));
	facts[1] = text("Ann");
	facts[BALANCE] = number(0);
	assert_false(hash_equal(first, member_hash(&schema, &m)));
	facts[BALANCE].known = false;
	offer[1].number = 2;
	assert_false(hash_equal(first, member_hash(&schema, &m)));
	offer[1].number = 1;
	rows[0].n = 0;
	assert_false(hash_equal(first, member_hash(&schema, &m)));
	rows[0].n = 1;
	assert_true(hash_equal(first, member_hash(&schema, &m)));
}

static void hashes_every_declaration(void **state)
{
	struct hash first = schema_hash(&schema);

	(void)state;
	member_fields[ORDER].max = 501;
	assert_false(hash_equal(first, schema_hash(&schema)));
	member_fields[ORDER].max = 500;
	offer_fields[3].currency[0] = 'X';
	assert_false(hash_equal(first, schema_hash(&schema)));
	offer_fields[3].currency[0] = 'J';
	competency_key[1] = 2;
	assert_false(hash_equal(first, schema_hash(&schema)));
	competency_key[1] = 1;
	assert_true(hash_equal(first, schema_hash(&schema)));
}

static void knows_which_names_fit(void **state)
{
	(void)state;
	assert_true(schema_name_is_fit(STR("auto_renew2")));
	assert_true(schema_name_is_fit(STR("order")));
	assert_false(schema_name_is_fit(STR("")));
	assert_false(schema_name_is_fit(STR("2nd")));
	assert_false(schema_name_is_fit(STR("Name")));
	assert_false(schema_name_is_fit(STR("a\"b")));
	assert_false(schema_name_is_fit(STR("member")));
	assert_false(schema_name_is_fit(STR("sqlite_x")));
	assert_false(schema_name_is_fit(STR("tierbook_schema")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_type),
		cmocka_unit_test(knows_nothing_of_an_empty_text),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(limits_texts_by_code_points),
		cmocka_unit_test(refuses_ids_that_look_like_others),
		cmocka_unit_test(hashes_every_fact),
		cmocka_unit_test(hashes_every_declaration),
		cmocka_unit_test(knows_which_names_fit),
	};

	return cmocka_run_group_tests(tests, fixture_open_folder, fixture_close_folder);
}

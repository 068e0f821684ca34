#include "base/hash.h"
#include "test.h"

static const char *hex(struct str s)
{
	static char out[33];

	return hash_hex(hash_of(s), out);
}

/* Stored hashes must mean the same on every machine and with every later version. */
static void is_the_published_xxh3(void **state)
{
	(void)state;
	assert_string_equal(hex(STR("")), "99aa06d3014798d86001c324468d497f");
	assert_string_equal(hex(str_from(NULL)), "99aa06d3014798d86001c324468d497f");
	assert_string_equal(hex(STR("abc")), "06b05ab6733a618578af5f94892f3950");
}

/* Others tell by it which shard a member is in. */
static void is_the_published_xxh64(void **state)
{
	(void)state;
	assert_int_equal(hash_short(STR("")), 0xEF46DB3751D8E999);
	assert_int_equal(hash_short(STR("a")), 0xD24EC4F1A98C6E5B);
	assert_int_equal(hash_short(STR("abc")), 0x44BC2CF5AD770999);
}

static void takes_pieces_as_one(void **state)
{
	const struct str pieces[] = {STR(""), STR("a"), STR("b"), {0}, STR("c")};

	(void)state;
	assert_true(hash_equal(hash_of_pieces(pieces, 5), hash_of(STR("abc"))));
	assert_true(hash_equal(hash_of_pieces(pieces, 0), hash_of(STR(""))));
}

static void joins_in_order(void **state)
{
	struct hash a = hash_of(STR("a")), b = hash_of(STR("b"));

	(void)state;
	assert_true(hash_equal(hash_join(a, b), hash_join(a, b)));
	assert_false(hash_equal(hash_join(a, b), hash_join(b, a)));
	assert_false(hash_equal(hash_join(a, b), hash_of(STR("ab"))));
	assert_false(hash_equal(a, b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_the_published_xxh3),
		cmocka_unit_test(is_the_published_xxh64),
		cmocka_unit_test(takes_pieces_as_one),
		cmocka_unit_test(joins_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

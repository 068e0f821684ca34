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
		cmocka_unit_test(joins_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

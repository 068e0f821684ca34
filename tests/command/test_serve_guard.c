#include "test.h"

#include "base/arena.h"
#include "command/site/serve_guard.h"
#include "fixture.h"

static bool takes(struct fixture *f, size_t letters)
{
	const char *name = str_format(f->arena, "%0*d", (int)letters, 0).at;

	return serve_guard_host(name, name);
}

/* Whatever other sites have a browser ask for under names of their own. */
static void only_our_names_are_hosts(void **state)
{
	static const char *const ours[] = {"localhost", "LocalHost:8080", "127.0.0.1", "10.1.2.3:80",
	                                   "[::1]",     "[fe80::1]:8080", "desk",      "desk:8080"};
	static const char *const others[] = {"",
	                                     ":80",
	                                     "evil.example",
	                                     "localhost.evil.example",
	                                     "desk.evil.example",
	                                     "127.0.0.1.evil.example",
	                                     "[",
	                                     "[]",
	                                     "[::1",
	                                     "[evil]",
	                                     "1.2.3"};

	(void)state;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (!serve_guard_host(ours[i], "desk"))
			fail_msg("%s is refused", ours[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (serve_guard_host(others[i], "desk"))
			fail_msg("%s is taken", others[i]);
}

static void hosts_have_no_more_than_255_letters(void **state)
{
	assert_true(takes(*state, 255));
	assert_false(takes(*state, 256));
	assert_false(takes(*state, 5000));
}

static void only_our_pages_and_people_ask(void **state)
{
	(void)state;
	assert_true(serve_guard_origin("desk:80", NULL, NULL));
	assert_true(serve_guard_origin("desk:80", NULL, "none"));
	assert_true(serve_guard_origin("desk:80", "http://desk:80", "same-origin"));
	assert_false(serve_guard_origin("desk:80", "http://desk", NULL));
	assert_false(serve_guard_origin("desk:80", "https://desk:80", NULL));
	assert_false(serve_guard_origin("desk:80", "null", NULL));
	assert_false(serve_guard_origin(NULL, "http://desk:80", NULL));
	assert_false(serve_guard_origin("desk:80", NULL, "same-site"));
	assert_false(serve_guard_origin("desk:80", NULL, "cross-site"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_our_names_are_hosts),
		FIXTURE_TEST(hosts_have_no_more_than_255_letters),
		cmocka_unit_test(only_our_pages_and_people_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

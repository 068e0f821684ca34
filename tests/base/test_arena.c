#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static void hands_out_zeroed_aligned_memory_again_and_again(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 3000; size++) {
			unsigned char *p = arena_alloc(a, size);

			assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xA5, size);
		}
		arena_reset(a);
	}
	arena_close(a);
}

static void keeps_neighbours_apart(void **state)
{
	struct arena *a = arena_open();
	char *copies[200];

	(void)state;
	for (int i = 0; i < 200; i++) {
		char text[32];
		int len = snprintf(text, sizeof(text), "number %d", i);

		copies[i] = arena_copy(a, text, (size_t)len);
	}
	for (int i = 0; i < 200; i++) {
		assert_int_equal(strncmp(copies[i], "number ", 7), 0);
		assert_int_equal(atoi(copies[i] + 7), i);
	}
	arena_close(a);
}

static void settles_under_a_steady_load(void **state)
{
	struct arena *a = arena_open();
	size_t settled = 0;

	(void)state;
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 40; i++)
			arena_alloc(a, i % 2 ? 100 : 70000);
		if (round == 2)
			settled = arena_size(a);
		else if (round > 2)
			assert_int_equal(arena_size(a), settled);
		arena_reset(a);
	}
	arena_close(a);
	arena_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_out_zeroed_aligned_memory_again_and_again),
		cmocka_unit_test(keeps_neighbours_apart),
		cmocka_unit_test(settles_under_a_steady_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

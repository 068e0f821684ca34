#ifndef TEST_H
#define TEST_H

/* What every unit test includes first: cmocka, which wants these before it, and views that compare. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "golden.h"

#define assert_str(view, text)                                                                               \
	do {                                                                                                 \
		struct str test_view = (view);                                                               \
		if (!str_is(test_view, (text)))                                                              \
			fail_msg("'%.*s' is not '%s'", STR_ARG(test_view), (text));                          \
	} while (0)

#endif

#include "golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void add_stream(struct buf *b, FILE *stream)
{
	size_t n;

	do {
		n = fread(buf_reserve(b, 4096), 1, 4096, stream);
		b->len += n;
	} while (n > 0);
}

static void record(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
}

void golden_check(const char *path, struct str bytes)
{
	struct buf expected = {0};
	FILE *f;

	if (getenv("RECORD")) {
		record(path, bytes);
		return;
	}
	f = fopen(path, "rb");
	if (f) {
		add_stream(&expected, f);
		fclose(f);
	}
	if (!str_equal(buf_str(&expected), bytes)) {
		print_error("--- %s\n%.*s--- but got\n%.*s---\n", path, STR_ARG(expected), STR_ARG(bytes));
		buf_free(&expected);
		fail();
	}
	buf_free(&expected);
}

void golden_check_stream(const char *path, FILE *stream)
{
	struct buf got = {0};

	rewind(stream);
	add_stream(&got, stream);
	fclose(stream);
	golden_check(path, buf_str(&got));
	buf_free(&got);
}

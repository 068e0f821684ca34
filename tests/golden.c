#include "golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"

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

/* cmocka prints no more than a kilobyte at once, so not the whole. */
static void show_difference(const char *path, struct str expected, struct str got)
{
	struct str wanted = {0}, is = {0};
	int line = 0;

	do {
		wanted = is = STR("(the end)");
		str_cut(&expected, '\n', &wanted);
		str_cut(&got, '\n', &is);
		line++;
	} while (str_equal(wanted, is) && (expected.len || got.len));
	print_error("%s:%d: expected\n  %.*s\nbut got\n  %.*s\n", path, line,
	            wanted.len < 400 ? (int)wanted.len : 400, wanted.at, is.len < 400 ? (int)is.len : 400,
	            is.at);
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
		show_difference(path, buf_str(&expected), bytes);
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

void golden_check_said(const char *path, struct diagnostics *d)
{
	FILE *stream = tmpfile();

	assert_non_null(stream);
	diag_print(d, stream, DIAG_TEXT);
	golden_check_stream(path, stream);
}

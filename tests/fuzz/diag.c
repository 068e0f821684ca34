#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"

/*
 * Any bytes as a file, any place in it: the excerpt must neither crash nor let
 * through what a terminal obeys.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check(FILE *out)
{
	static char text[1 << 16];
	struct str s = {text, 0};

	rewind(out);
	s.len = fread(text, 1, sizeof(text), out);
	for (size_t i = 0; i < s.len;) {
		int32_t c = utf8_next(s, &i);

		if (c < 0 || (c != '\n' && utf8_is_hidden(c)))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str text = {(const char *)bytes + 4, len - 4};
	const struct source *source;
	struct diagnostics *d;
	struct arena *a;
	FILE *out;

	if (len < 4)
		return 0;
	a = arena_open();
	d = diag_open();
	out = tmpfile();
	source = source_make(a, text, text);
	diag_add(d, BAD_UTF8, ((struct position){source, bytes[0] | bytes[1] << 8, bytes[2] | bytes[3] << 8}),
	         str_z(a, text));
	diag_print(d, out, DIAG_TEXT);
	check(out);
	fclose(out);
	diag_close(d);
	arena_close(a);
	return 0;
}

#include "policy/script/bytecode.h"

#include "base/buf.h"

/* Signature, version, format, a check of line ends, three sizes, an integer, a number, a count of upvalues. */
enum { HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1 };

/* Kinds of constants, with the bytes each takes; texts say their length themselves. */
enum { NIL = 0, NO = 1, YES = 17, INTEGER = 3, NUMBER = 19, SHORT_TEXT = 4, LONG_TEXT = 20 };

/* Lua's own limit on functions in functions. */
enum { DEPTH_LIMIT = 200 };

struct reader {
	struct str rest;
	struct buf out;
	bool odd;
};

static void copy(struct reader *r, size_t n)
{
	if (n > r->rest.len) {
		r->odd = true;
		n = r->rest.len;
	}
	buf_add(&r->out, str_slice(r->rest, 0, n));
	r->rest = str_slice(r->rest, n, r->rest.len);
}

/* Seven bits a byte, the highest first; the last byte has its eighth bit set.  How many bytes it takes; 0: it is none. */
static size_t see_size(struct reader *r, size_t *n)
{
	*n = 0;
	for (size_t used = 0; used < r->rest.len && used < 9; used++) {
		unsigned char c = (unsigned char)r->rest.at[used];

		*n = *n << 7 | (c & 0x7f);
		if (c & 0x80)
			return used + 1;
	}
	r->odd = true;
	*n = 0;
	return 0;
}

static size_t read_size(struct reader *r)
{
	size_t n, used = see_size(r, &n);

	copy(r, used);
	return n;
}

static void drop_size(struct reader *r)
{
	size_t n, used = see_size(r, &n);

	r->rest = str_slice(r->rest, used, r->rest.len);
}

static void read_text(struct reader *r)
{
	size_t n = read_size(r);

	copy(r, n ? n - 1 : 0);
}

static void read_constant(struct reader *r)
{
	unsigned char kind = r->rest.len ? (unsigned char)*r->rest.at : 255;

	copy(r, 1);
	switch (kind) {
	case NIL:
	case NO:
	case YES:
		break;
	case INTEGER:
	case NUMBER:
		copy(r, 8);
		break;
	case SHORT_TEXT:
	case LONG_TEXT:
		read_text(r);
		break;
	default:
		r->odd = true;
	}
}

static void read_function(struct reader *r, int depth)
{
	size_t n;

	read_text(r); /* the file */
	drop_size(r);
	drop_size(r); /* its first and its last line */
	copy(r, 3);
	n = read_size(r);
	copy(r, n < r->rest.len ? n * sizeof(int32_t) : n);
	for (n = read_size(r); n && !r->odd; n--)
		read_constant(r);
	n = read_size(r);
	copy(r, n < r->rest.len ? n * 3 : n);
	for (n = read_size(r); n && !r->odd && depth < DEPTH_LIMIT; n--)
		read_function(r, depth + 1);
	/* What strip leaves of lines, their anchors, locals and upvalues' names: four noughts. */
	for (n = 0; n < 4; n++)
		r->odd |= read_size(r) != 0;
}

struct str bytecode_without_lines(struct arena *a, struct str dump)
{
	struct reader r = {.rest = dump};

	copy(&r, HEADER);
	read_function(&r, 0);
	if (!r.odd && !r.rest.len)
		dump = str_copy(a, buf_str(&r.out));
	buf_free(&r.out);
	return dump;
}

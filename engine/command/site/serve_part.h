#ifndef COMMAND_SERVE_PART_H
#define COMMAND_SERVE_PART_H

#include "base/str.h"

/*
 * How much of an answer is sent (RFC 9110, 13 and 14): all of it, one stretch
 * that the request names, or nothing, because the asker has it already.
 */
struct serve_part {
	unsigned status; /* 200, 206, 304, 416 */
	size_t from, to; /* of the bytes; 304 and 416: none */
};

/* What a request says; NULL where it has no such header. */
struct serve_wish {
	const char *if_none_match, *range, *if_range;
};

/* tag: of the bytes, with its quotes.  Several stretches at once, and other units than bytes, get all of it. */
struct serve_part serve_part_of(size_t size, const char *tag, struct serve_wish wish);

#endif

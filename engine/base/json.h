#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/money.h"

/*
 * Writes JSON as a stream into a buffer: no tree, keys in the order given, so
 * a million decisions cost no allocation.  (Reading is libjansson's.)
 * Commas are put where they are due.
 */
struct json {
	struct buf *out;
	bool comma; /* the next value needs one before it */
};

void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_count(struct json *j, const char *key, uint64_t n);  /* the key and its number */
void json_pair(struct json *j, const char *key, struct str s); /* the key and its text */
void json_text(struct json *j, struct str s);
void json_integer(struct json *j, int64_t n);
void json_bool(struct json *j, bool b);
void json_null(struct json *j);
void json_money(struct json *j, struct money m); /* the pairs "amount": "100.00", "currency": "EUR" */
void json_date(struct json *j, int32_t day);     /* "YYYY-MM-DD", null for DATE_NONE and DATE_NEVER */

#endif

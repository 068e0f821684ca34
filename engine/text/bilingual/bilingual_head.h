#ifndef TEXT_BILINGUAL_HEAD_H
#define TEXT_BILINGUAL_HEAD_H

#include "base/source.h"

struct arena;
struct buf;

/*
 * The front matter of a bilingual file, key by key and as it is spelled: a key
 * that is no YAML must not keep the page from being imported.
 */
struct bilingual_field {
	struct str key;
	struct str written;       /* the value's bytes, a view of the file, without white space around them */
	struct str text;          /* what it says; {0} where it is no single value */
	struct position position; /* of the key */
};

struct bilingual_head {
	struct bilingual_field *fields;
	size_t n;
	size_t body; /* where the page begins */
};

struct bilingual_head bilingual_head_read(struct arena *a, const struct source *s);
/* Where the head ends that a text begins with, a skeleton's among them; 0: it begins with none. */
size_t bilingual_head_end(struct str text);

/* {0} when the head has no such key, or no single value under it. */
struct str bilingual_head_text(const struct bilingual_head *head, const char *key);
const struct bilingual_field *bilingual_head_field(const struct bilingual_head *head, const char *key);

/* "text", as YAML writes any text on one line. */
void bilingual_head_quote(struct buf *out, struct str text);

#endif

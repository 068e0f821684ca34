#ifndef RECORD_MEMBER_JSON_H
#define RECORD_MEMBER_JSON_H

#include "record/facts/member.h"

struct json;

/* Everything known of a member as the object that `records import` reads: null for what is not known, all its rows. */
void member_json_render(struct json *out, struct arena *scratch, const struct schema *s,
                        const struct member *m);

#endif

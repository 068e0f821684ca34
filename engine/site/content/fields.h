#ifndef SITE_FIELDS_H
#define SITE_FIELDS_H

#include "text/template/value.h"

struct arena;

/* A record of values under construction: room for so many fields, filled in order. */
struct fields {
	struct value_field *at;
	size_t n, room;
};

struct fields fields_open(struct arena *a, size_t room);
void fields_put(struct fields *f, struct str name, struct value v);
void fields_put_all(struct fields *f, const struct value_field *fields, size_t n);
void fields_put_text(struct fields *f, struct str name, struct str s); /* empty: no value */
/* The list, and as `has` whether it holds anything: Mustache can ask that of a list only by repeating what follows. */
void fields_put_list(struct fields *f, struct str name, struct str has, struct value list);
struct value fields_done(const struct fields *f);

#endif

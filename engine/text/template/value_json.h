#ifndef TEXT_VALUE_JSON_H
#define TEXT_VALUE_JSON_H

#include "base/source.h"
#include "text/template/value.h"

struct arena;
struct diagnostics;

/* A file of JSON as values: objects are records, null is none, numbers with a fraction are their text.  false: said. */
bool value_json_load(struct diagnostics *d, struct arena *a, const struct source *file, struct value *out);

#endif

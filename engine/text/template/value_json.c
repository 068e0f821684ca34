#include "text/template/value_json.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/diag.h"

static struct value value_of(struct arena *a, const json_t *json);

static struct value list_of(struct arena *a, const json_t *json)
{
	size_t n = json_array_size(json);
	struct value *items = arena_array(a, n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = value_of(a, json_array_get(json, i));
	return value_list(items, n);
}

static struct value record_of(struct arena *a, const json_t *json)
{
	struct value_field *fields = arena_array(a, json_object_size(json), sizeof(*fields));
	const char *name;
	json_t *value;
	size_t n = 0;

	json_object_foreach((json_t *)json, name, value)
		fields[n++] = (struct value_field){str_copy(a, str_from(name)), value_of(a, value)};
	return value_record(fields, n);
}

static struct value value_of(struct arena *a, const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return record_of(a, json);
	case JSON_ARRAY:
		return list_of(a, json);
	case JSON_STRING:
		return value_text(
			str_copy(a, (struct str){json_string_value(json), json_string_length(json)}));
	case JSON_INTEGER:
		return value_integer(json_integer_value(json));
	case JSON_REAL:
		/* 15 digits say any decimal as it was written, without its idle zeros */
		return value_text(str_format(a, "%.15g", json_real_value(json)));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(json_is_true(json));
	case JSON_NULL:
		break;
	}
	return (struct value){.kind = VALUE_NONE};
}

bool value_json_load(struct diagnostics *d, struct arena *a, const struct source *file, struct value *out)
{
	json_error_t error;
	json_t *json = json_loadb(file->text.at, file->text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	                          &error);

	if (!json) {
		size_t end = file->text.len, at = error.position > 0 ? (size_t)error.position - 1 : 0;
		/* the parser tells how far it had read */
		struct position where = {file, (uint32_t)(at < end ? at : end), at < end};

		diag_add(d, BAD_JSON, where, error.text);
		return false;
	}
	*out = value_of(a, json);
	json_decref(json);
	return true;
}

#include "record/receipt.h"

#include <jansson.h>

#include "base/arena.h"

static bool read_text(struct arena *a, const json_t *object, const char *name, struct str *out)
{
	const json_t *json = json_object_get(object, name);

	if (!json)
		return true;
	*out = str_copy(a, (struct str){json_string_value(json), json_string_length(json)});
	return json_is_string(json);
}

static const char *read_object(struct arena *a, const json_t *json, struct receipt *r)
{
	if (!read_text(a, json, "key", &r->key) || r->key.len == 0)
		return "it has no \"key\"";
	if (!read_text(a, json, "state", &r->state) ||
	    (r->state.len > 0 && !str_is(r->state, "done") && !str_is(r->state, "failed")))
		return "its \"state\" is neither done nor failed";
	if (!read_text(a, json, "reason", &r->reason))
		return "its \"reason\" is no text";
	return NULL;
}

const char *receipt_read(struct arena *a, struct str line, struct receipt *out)
{
	json_error_t error;
	const char *wrong;
	json_t *json;

	*out = (struct receipt){0};
	if (!str_starts(line, STR("{"))) {
		out->key = line;
		return NULL;
	}
	json = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &error);
	wrong = json ? read_object(a, json, out) : str_copy(a, str_from(error.text)).at;
	json_decref(json);
	return wrong;
}

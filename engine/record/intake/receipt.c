#include "record/intake/receipt.h"

#include <csv.h>
#include <jansson.h>

#include "base/array.h"

static const char bad_state[] = "its \"state\" is neither done nor failed";

static bool is_state(struct str s)
{
	return s.len == 0 || str_is(s, "done") || str_is(s, "failed");
}

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
	if (!read_text(a, json, "state", &r->state) || !is_state(r->state))
		return bad_state;
	if (!read_text(a, json, "reason", &r->reason))
		return "its \"reason\" is no text";
	return NULL;
}

struct row {
	struct arena *arena;
	struct str *cells;
	size_t n;
};

static void add_cell(void *bytes, size_t n, void *row)
{
	struct row *r = row;

	*ARRAY_ADD(r->arena, r->cells, r->n) = str_copy(r->arena, (struct str){bytes, n});
}

/* false: its quotes are out of place, or do not close. */
static bool read_row(struct arena *a, struct str line, struct row *out)
{
	struct csv_parser parser;
	bool whole;

	*out = (struct row){.arena = a};
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	whole = csv_parse(&parser, line.at, line.len, add_cell, NULL, out) == line.len &&
	        csv_fini(&parser, add_cell, NULL, out) == 0;
	csv_free(&parser);
	return whole;
}

/* From 1; 0: there is none. */
static size_t find_column(const struct row *head, const char *name)
{
	for (size_t i = 0; i < head->n; i++)
		if (str_is(head->cells[i], name))
			return i + 1;
	return 0;
}

static struct str cell(const struct row *r, size_t column)
{
	return column > 0 && column <= r->n ? r->cells[column - 1] : STR("");
}

bool receipt_head(struct arena *a, struct str line, struct receipt_form *out)
{
	struct row head;

	*out = (struct receipt_form){0};
	/* no key begins like this, for each has a slash in it */
	if ((!str_is(line, "key") && !str_starts(line, STR("key,"))) || !read_row(a, line, &head))
		return false;
	*out = (struct receipt_form){1, find_column(&head, "state"), find_column(&head, "reason")};
	return true;
}

static const char *read_cells(struct arena *a, const struct receipt_form *form, struct str line,
                              struct receipt *r)
{
	struct row row;

	if (!read_row(a, line, &row))
		return "its quotes are out of place";
	*r = (struct receipt){cell(&row, form->key), cell(&row, form->state), cell(&row, form->reason)};
	if (r->key.len == 0)
		return "it has no key";
	return is_state(r->state) ? NULL : bad_state;
}

const char *receipt_read(struct arena *a, const struct receipt_form *form, struct str line,
                         struct receipt *out)
{
	json_error_t error;
	const char *wrong;
	json_t *json;

	*out = (struct receipt){0};
	if (form->key > 0)
		return read_cells(a, form, line, out);
	if (!str_starts(line, STR("{"))) {
		out->key = line;
		return NULL;
	}
	json = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &error);
	wrong = json ? read_object(a, json, out) : str_copy(a, str_from(error.text)).at;
	json_decref(json);
	return wrong;
}

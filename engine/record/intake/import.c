#include "record/intake/import.h"

#include "base/arena.h"
#include "record/intake/import_csv.h"
#include "record/intake/import_json.h"
#include "record/intake/intake.h"

enum format { FORMAT_UNKNOWN, FORMAT_CSV, FORMAT_JSON };

struct input {
	enum format format;
	size_t collection; /* of a CSV file's rows, or INTAKE_MEMBER */
};

static enum format format_of(struct str path)
{
	if (str_ends(path, STR(".csv")))
		return FORMAT_CSV;
	if (str_ends(path, STR(".jsonl")) || str_ends(path, STR(".ndjson")) || str_ends(path, STR(".json")))
		return FORMAT_JSON;
	return FORMAT_UNKNOWN;
}

/* /some/where/offers.csv is named offers. */
static struct str stem_of(struct str path)
{
	size_t from = path.len;

	while (from && path.at[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len - STR(".csv").len);
}

static bool find_table(struct diagnostics *d, struct arena *a, const struct schema *s, const char *path,
                       struct str name, struct input *out)
{
	const struct collection *c = schema_collection(s, name);
	struct str *names;

	out->collection = c ? (size_t)(c - s->collections) : INTAKE_MEMBER;
	if (c || str_is(name, "member"))
		return true;
	names = arena_array(a, s->n_collections + 1, sizeof(*names));
	names[0] = STR("member");
	for (size_t i = 0; i < s->n_collections; i++)
		names[i + 1] = s->collections[i].name;
	diag_add(d, UNKNOWN_TABLE, POSITION_NONE, path, str_z(a, name));
	diag_suggest(d, name, names, s->n_collections + 1);
	return false;
}

static bool sort_out(struct diagnostics *d, struct arena *a, const struct schema *s, const char *path,
                     struct str table, struct input *out)
{
	*out = (struct input){format_of(str_from(path)), INTAKE_MEMBER};
	if (out->format == FORMAT_UNKNOWN) {
		diag_add(d, UNKNOWN_FORMAT, POSITION_NONE, path);
		return false;
	}
	if (out->format == FORMAT_JSON)
		return true;
	return find_table(d, a, s, path, table.len ? table : stem_of(str_from(path)), out);
}

static bool import_sorted(struct intake *in, const struct input *inputs, size_t n)
{
	bool understood = true;

	for (int members = 1; members >= 0; members--) {
		for (in->path = 0; in->path < n && !in->broken; in->path++) {
			const struct input *i = &inputs[in->path];

			if ((i->collection == INTAKE_MEMBER) != members)
				continue;
			understood &= i->format == FORMAT_CSV ? import_csv_file(in, i->collection)
			                                      : import_json_file(in);
		}
	}
	return understood && !in->broken;
}

bool import_files(struct diagnostics *d, struct arena *a, struct store *store, const struct import_options *o,
                  struct import_count *count)
{
	const struct schema *s = store_schema(store);
	struct intake in = {
		.d = d, .kept = a, .store = store, .schema = s, .paths = o->paths, .count = count};
	struct input *inputs = arena_array(a, o->n_paths, sizeof(*inputs));
	bool ok = true;

	*count = (struct import_count){0};
	for (size_t i = 0; i < o->n_paths; i++)
		ok &= sort_out(d, a, s, o->paths[i], o->table, &inputs[i]);
	if (!ok)
		return false;
	in.scratch = arena_open();
	ok = intake_open(&in) && import_sorted(&in, inputs, o->n_paths);
	intake_close(&in);
	arena_close(in.scratch);
	return ok && (o->keep_going || !count->refused);
}

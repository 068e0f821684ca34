#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/intake/import.h"

/*
 * Any bytes as a file of members or of rows: whatever the import takes in, a
 * reader must find good, and it takes in nothing of a file it refuses.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct str levels[] = {STR("silver"), STR("gold")};
static struct field member_fields[] = {
	{.name = STR("id"), .type = FACT_TEXT, .required = true},
	{.name = STR("name"), .type = FACT_TEXT, .required = true},
	{.name = STR("day"), .type = FACT_DATE},
	{.name = STR("sum"), .type = FACT_MONEY, .currency = "USD"},
	{.name = STR("n"), .type = FACT_INTEGER, .has_max = true, .max = 99},
	{.name = STR("yes"), .type = FACT_BOOL},
};
static struct field row_fields[] = {
	{.name = STR("key"), .type = FACT_TEXT, .required = true},
	{.name = STR("level"), .type = FACT_ENUM, .values = levels, .n_values = 2},
};
static size_t key[] = {0};
static struct collection collections[] = {{STR("rows"), row_fields, 2, key, 1, {0}}};
static const struct schema schema = {
	.fields = member_fields,
	.n_fields = 6,
	.collections = collections,
	.n_collections = 1,
	.name_field = 1,
	.language_field = SIZE_MAX,
};

static void write_file(const char *path, const uint8_t *bytes, size_t len)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f))
		abort();
}

static size_t count_good(struct store *store, struct arena *a)
{
	struct member m;
	const char *bad;
	size_t n = 0;
	int status;

	while ((status = store_next(store, a, &m, &bad)) == 1) {
		if (bad)
			abort();
		n++;
	}
	if (status < 0)
		abort();
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[] = {"member.csv", "rows.csv", "member.jsonl", "member.json"};
	struct import_options o = {.keep_going = len && bytes[0] & 4};
	const struct fact first[6] = {{.known = true, .text = STR("A")}, {.known = true, .text = STR("Ann")}};
	static char folder[] = "/dev/shm/tierbook-fuzz-XXXXXX";
	static bool made;
	struct import_count count;
	struct diagnostics *d;
	struct store *store;
	struct arena *a;
	const char *path;

	if (!len)
		return 0;
	if (!made && !mkdtemp(folder))
		abort();
	made = true;
	a = arena_open();
	d = diag_open();
	path = str_format(a, "%s/%s", folder, names[bytes[0] & 3]).at;
	o.paths = &path;
	o.n_paths = 1;
	write_file(path, bytes + 1, len - 1);
	store = store_open_to_write(d, &schema, str_format(a, "%s/records.db", folder).at);
	if (!store || !store_put_member(store, first, NULL))
		abort();
	if (import_files(d, a, store, &o, &count) && !o.keep_going && diag_errors(d))
		abort();
	if (count_good(store, a) > count.members + 1)
		abort();
	store_close(store);
	diag_close(d);
	arena_close(a);
	return 0;
}

#include "site/ledger/assets.h"

#include <stdlib.h>

#include "base/arena.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"

/* A row that somebody else changed is as none: its file is looked at and noted anew. */
size_t assets_load(struct ledger *l, struct diagnostics *d, struct arena *a, const struct asset **out)
{
	struct asset *all = arena_array(a, ASSETS_LIMIT, sizeof(*all));
	struct sqlite3_stmt *q = query_begin(l, "SELECT name, bytes, sum FROM asset ORDER BY name");
	size_t n = 0;
	int code;

	while (query_is_row(code = query_step(q)) && n < ASSETS_LIMIT) {
		if (!seal_holds(q, 2))
			continue;
		all[n].name = str_copy(a, query_text(q, 0));
		query_hash(q, 1, &all[n++].bytes);
	}
	*out = all;
	return query_end(l, d, q, code) ? n : SIZE_MAX;
}

static int by_name(const void *a, const void *b)
{
	return str_compare(((const struct asset *)a)->name, ((const struct asset *)b)->name);
}

const struct asset *assets_find(const struct asset *all, size_t n, struct str name)
{
	return n > 0 ? bsearch(&(struct asset){name, {0}}, all, n, sizeof(*all), by_name) : NULL;
}

static bool note(struct ledger *l, struct diagnostics *d, const struct theme_asset *file)
{
	struct hash h = hash_of(file->bytes);
	struct sqlite3_stmt *q = query_begin(l,
	                                     "INSERT OR REPLACE INTO asset VALUES (?1, ?2, row_sum(?1, ?2))");

	query_bind_text(q, 1, file->published);
	query_bind_hash(q, 2, &h);
	return query_run(l, d, q);
}

static bool forget(struct ledger *l, struct diagnostics *d, struct str name)
{
	struct sqlite3_stmt *q = query_begin(l, "DELETE FROM asset WHERE name = ?1");

	query_bind_text(q, 1, name);
	return query_run(l, d, q);
}

/* Whether the file has to be written or, where it is there, to be noted. */
static bool is_needed(const struct asset_step *step, const struct asset *known)
{
	return !step->there || !known || !hash_equal(known->bytes, hash_of(step->file->bytes));
}

static bool is_of_theme(const struct theme_asset *files, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(files[i].published, name))
			return true;
	return false;
}

bool assets_each_step(const struct shelf *s, struct diagnostics *d, struct arena *a,
                      const struct theme_asset *files, size_t n,
                      bool (*take)(void *context, const struct asset_step *step), void *context)
{
	const struct asset *known = NULL;
	size_t n_known = s->ledger ? assets_load(s->ledger, d, a, &known) : 0;
	bool done = n_known != SIZE_MAX;

	for (size_t i = 0; done && i < n; i++) {
		struct str name = files[i].published;
		struct asset_step step = {name, &files[i], shelf_holds(s, a, name, files[i].bytes)};

		done = !is_needed(&step, assets_find(known, n_known, name)) || take(context, &step);
	}
	for (size_t i = 0; done && i < n_known; i++)
		done = is_of_theme(files, n, known[i].name) ||
		       take(context, &(struct asset_step){known[i].name, NULL, true});
	return done;
}

struct publishing {
	const struct shelf *shelf;
	struct diagnostics *d;
	struct arena *arena;
	bool announced;
};

static bool announce(void *context, const struct asset_step *step)
{
	struct publishing *p = context;
	struct ledger *l = p->shelf->ledger;

	if (!step->file || step->there)
		return true;
	p->announced = true;
	return ledger_begin(l, p->d) && note(l, p->d, step->file);
}

static bool publish(void *context, const struct asset_step *step)
{
	struct publishing *p = context;
	const struct shelf *s = p->shelf;

	if (!ledger_begin(s->ledger, p->d))
		return false;
	if (!step->file)
		return shelf_remove(s, p->d, p->arena, step->name) && forget(s->ledger, p->d, step->name);
	return (step->there || shelf_put(s, p->d, p->arena, step->name, step->file->bytes)) &&
	       note(s->ledger, p->d, step->file);
}

bool assets_publish(const struct shelf *s, struct diagnostics *d, struct arena *a,
                    const struct theme_asset *files, size_t n)
{
	struct publishing p = {s, d, a, false};

	/* nobody could tell whose a file is that lies there before; in a pack both are one commit */
	if (!s->pack && !(assets_each_step(s, d, a, files, n, announce, &p) &&
	                  (!p.announced || ledger_commit(s->ledger, d))))
		return false;
	return assets_each_step(s, d, a, files, n, publish, &p);
}

#include "site/night/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/ledger/assets.h"
#include "site/ledger/ledger_walk.h"
#include "site/ledger/statement_name.h"

struct check {
	struct diagnostics *d;
	struct shelf shelf;
	bool repair;
	struct arena *scratch; /* of one name */
	struct buf long_names; /* struct hash of each that does not tell its member */
	const struct asset *assets;
	size_t n_assets;
	struct verify_count *count;
};

/* The next run decides it again and compares. */
static bool doubt(struct check *c, const struct ledger_entry *e)
{
	struct ledger_entry doubtful = *e;

	doubtful.state = LEDGER_DOUBTFUL;
	return !c->repair ||
	       (ledger_begin(c->shelf.ledger, c->d) && ledger_put(c->shelf.ledger, c->d, &doubtful));
}

/* What is there must also be nobody else's to read. */
static bool check_mode(struct check *c, const char *path)
{
	if (file_is_private(path))
		return true;
	diag_add(c->d, STATEMENT_OPEN, POSITION_NONE, path);
	return !c->repair || file_make_private(c->d, path);
}

static bool check_entry(struct check *c, const struct ledger_entry *e)
{
	struct str name = statement_name_make(c->scratch, e->member), bytes, told;
	const char *path = file_path(c->scratch, c->shelf.place, name);
	const char *member = str_z(c->scratch, e->member);

	if (!statement_name_read(c->scratch, name, &told)) {
		struct hash h = hash_of(name);

		buf_add(&c->long_names, (struct str){(const char *)&h, sizeof(h)});
	}
	if (e->state != LEDGER_PUBLISHED) {
		c->count->unfinished++;
		return true;
	}
	if (!shelf_is_there(&c->shelf, c->scratch, name)) {
		c->count->missing++;
		diag_add(c->d, STATEMENT_MISSING, POSITION_NONE, path, member);
		return doubt(c, e);
	}
	if (!shelf_read(&c->shelf, c->d, c->scratch, name, &bytes))
		return false;
	if ((int64_t)bytes.len == e->size && hash_equal(hash_of(bytes), e->bytes)) {
		c->count->statements++;
		return true;
	}
	c->count->changed++;
	diag_add(c->d, STATEMENT_CHANGED, POSITION_NONE, path, member);
	return doubt(c, e);
}

static bool check_entries(struct check *c)
{
	struct ledger_walk *entries = ledger_walk_open(c->shelf.ledger, (struct ledger_range){0});
	const struct ledger_entry *e;
	bool fine = true;
	int got = 1;

	while (fine && (got = ledger_walk_next(entries, c->d, NULL, &e)) == 1) {
		fine = check_entry(c, e);
		arena_reset(c->scratch);
	}
	ledger_walk_close(entries);
	return fine && got == 0;
}

static int by_value(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct hash));
}

/* 1: a member's of the ledger; 0: not; -1: it failed (said). */
static int is_statement(struct check *c, struct str name)
{
	struct hash h = hash_of(name);
	struct ledger_entry e;
	struct str member;
	int known;

	if (!statement_name_read(c->scratch, name, &member))
		return c->long_names.len > 0 &&
		       bsearch(&h, c->long_names.at, c->long_names.len / sizeof(h), sizeof(h), by_value);
	known = ledger_find(c->shelf.ledger, c->d, c->scratch, member, &e);
	/* the next run adopts it */
	if (known || !ledger_was_cut_off(c->shelf.ledger))
		return known;
	c->count->unfinished++;
	return 1;
}

/* The next run compares each with what the theme has. */
static bool check_asset(struct check *c, const struct asset *asset)
{
	const char *path = file_path(c->scratch, c->shelf.place, asset->name);
	struct str bytes;

	if (!shelf_is_there(&c->shelf, c->scratch, asset->name)) {
		c->count->missing++;
		diag_add(c->d, ASSET_MISSING, POSITION_NONE, path);
		return true;
	}
	if (!shelf_read(&c->shelf, c->d, c->scratch, asset->name, &bytes))
		return false;
	if (!hash_equal(hash_of(bytes), asset->bytes)) {
		c->count->changed++;
		diag_add(c->d, ASSET_CHANGED, POSITION_NONE, path);
	}
	return true;
}

static bool check_assets(struct check *c, struct arena *a)
{
	bool fine;

	c->n_assets = assets_load(c->shelf.ledger, c->d, a, &c->assets);
	fine = c->n_assets != SIZE_MAX;
	for (size_t i = 0; fine && i < c->n_assets; i++) {
		fine = check_asset(c, &c->assets[i]);
		arena_reset(c->scratch);
	}
	return fine;
}

/* Of the theme's, those that files of it lie in: another may stand where one of them has to be written. */
static bool is_folder(const struct check *c, struct str name)
{
	bool known = !str_starts(name, STR("assets/")) || str_is(name, "assets/");

	for (size_t i = 0; !known && i < c->n_assets; i++)
		known = str_starts(c->assets[i].name, name);
	return known && shelf_is_folder(name);
}

/* As is_statement. */
static int is_known(struct check *c, struct str name)
{
	if (!c->shelf.pack && str_ends(name, STR("/")))
		return is_folder(c, name);
	/* the next run sweeps it away */
	if (!c->shelf.pack && shelf_is_half_written(name))
		return ledger_was_cut_off(c->shelf.ledger);
	return assets_find(c->assets, c->n_assets, name) ? 1 : is_statement(c, name);
}

static bool check_name(void *context, struct str name)
{
	struct check *c = context;
	int known = is_known(c, name);
	const char *path = file_path(c->scratch, c->shelf.place, name);
	bool done = true;

	if (known == 0) {
		c->count->foreign++;
		diag_add(c->d, STATEMENT_FOREIGN, POSITION_NONE, path);
		done = !c->repair || shelf_remove(&c->shelf, c->d, c->scratch, name);
	} else if (known > 0 && !c->shelf.pack) {
		done = check_mode(c, path);
	}
	arena_reset(c->scratch);
	return known >= 0 && done;
}

static bool check_all(struct check *c, struct arena *a)
{
	if (!ledger_check(c->shelf.ledger, c->d, c->repair) || !check_entries(c) || !check_assets(c, a))
		return false;
	if (c->long_names.len > 0)
		qsort(c->long_names.at, c->long_names.len / sizeof(struct hash), sizeof(struct hash),
		      by_value);
	return (c->shelf.pack || check_mode(c, c->shelf.place)) &&
	       check_mode(c, ledger_path(c->shelf.ledger)) && shelf_each(&c->shelf, c->d, check_name, c) &&
	       (!c->repair || ledger_commit(c->shelf.ledger, c->d));
}

bool verify_shelf(struct diagnostics *d, const char *place, bool repair, struct verify_count *count)
{
	struct check c = {.d = d, .repair = repair, .scratch = arena_open(), .count = count};
	struct arena *a = arena_open();
	bool done = false;

	*count = (struct verify_count){0};
	if (!shelf_look(&c.shelf, d, place))
		goto out;
	if (c.shelf.ledger)
		done = check_all(&c, a);
	else
		diag_add(d, NO_STATEMENTS, POSITION_NONE, place);
out:
	shelf_close(&c.shelf);
	buf_free(&c.long_names);
	arena_close(c.scratch);
	arena_close(a);
	return done;
}

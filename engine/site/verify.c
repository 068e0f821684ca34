#include "site/verify.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "site/shelf.h"
#include "site/statement_name.h"
#include "site/theme.h"

enum { CHUNK = 512 };

struct check {
	struct diagnostics *d;
	struct shelf shelf;
	bool repair;
	struct file_list files;
	bool *known; /* as files */
	struct arena *scratch;
	struct verify_count *count;
};

static int by_bytes(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* NULL: there is no such file. */
static const struct str *find(const struct check *c, struct str name)
{
	return c->files.n == 0
	               ? NULL
	               : bsearch(&name, c->files.paths, c->files.n, sizeof(*c->files.paths), by_bytes);
}

/* The next run decides it again and compares. */
static bool doubt(struct check *c, const struct ledger_entry *e)
{
	struct ledger_entry doubtful = *e;

	doubtful.state = LEDGER_DOUBTFUL;
	return !c->repair ||
	       (ledger_begin(c->shelf.ledger, c->d) && ledger_put(c->shelf.ledger, c->d, &doubtful));
}

static bool check_entry(struct check *c, const struct ledger_entry *e)
{
	struct str name = statement_name_make(c->scratch, e->member), bytes;
	const char *path = file_path(c->scratch, c->shelf.place, name);
	const char *member = str_z(c->scratch, e->member);
	const struct str *file = find(c, name);

	if (file)
		c->known[file - c->files.paths] = true;
	if (e->state != LEDGER_PUBLISHED) {
		c->count->unfinished++;
		return true;
	}
	if (!file) {
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
	struct arena *a = arena_open();
	struct ledger_entry *chunk = arena_array(c->scratch, CHUNK, sizeof(*chunk));
	struct arena *names = c->scratch;
	struct str last = STR("");
	bool fine = true;
	size_t n;

	c->scratch = arena_open();
	do {
		struct arena *next = arena_open();

		n = ledger_read(c->shelf.ledger, c->d, next, last, false, STR(""), chunk, CHUNK);
		arena_close(a);
		a = next;
		fine = n != SIZE_MAX;
		for (size_t i = 0; fine && i < n; i++) {
			fine = check_entry(c, &chunk[i]);
			arena_reset(c->scratch);
		}
		last = fine && n > 0 ? chunk[n - 1].member : STR("");
	} while (fine && n > 0);
	arena_close(c->scratch);
	c->scratch = names;
	arena_close(a);
	return fine;
}

static bool check_foreign(struct check *c)
{
	bool done = true;

	for (size_t i = 0; i < c->files.n; i++) {
		struct str name = c->files.paths[i], bytes;
		const char *path = file_path(c->scratch, c->shelf.place, name);

		if (c->known[i])
			continue;
		/* the theme's own say in their names what they hold */
		if (str_starts(name, STR("assets/"))) {
			if (!shelf_read(&c->shelf, c->d, c->scratch, name, &bytes))
				return false;
			if (theme_is_asset(name, bytes))
				continue;
		}
		c->count->foreign++;
		diag_add(c->d, STATEMENT_FOREIGN, POSITION_NONE, path);
		done &= !c->repair || shelf_remove(&c->shelf, c->d, c->scratch, name);
	}
	return done;
}

bool verify_shelf(struct diagnostics *d, const char *place, bool repair, struct verify_count *count)
{
	struct arena *a = arena_open();
	struct check c = {.d = d, .repair = repair, .scratch = a, .count = count};
	bool done = false;

	*count = (struct verify_count){0};
	if (!shelf_open(&c.shelf, d, place, true))
		goto out;
	if (!c.shelf.ledger) {
		diag_add(d, NO_STATEMENTS, POSITION_NONE, place);
		goto out;
	}
	if (!ledger_check(c.shelf.ledger, d) || !shelf_list(&c.shelf, d, a, "", &c.files))
		goto out;
	c.known = arena_array(a, c.files.n + 1, sizeof(*c.known));
	done = check_entries(&c) && check_foreign(&c) && (!repair || ledger_commit(c.shelf.ledger, d));
out:
	shelf_close(&c.shelf);
	arena_close(a);
	return done;
}

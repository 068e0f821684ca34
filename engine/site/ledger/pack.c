#include "site/ledger/pack.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "site/ledger/ledger.h"
#include "site/ledger/query.h"

enum { READ, PUT, REMOVE, LIST_AFTER, HAS, N_STATEMENTS };

/* A regular file that is its owner's alone (0100600), with no time: the same statements make the same archive. */
static const char *const sql[N_STATEMENTS] = {
	[READ] =
		"SELECT data FROM sqlar WHERE name = ?1 AND sz = length(data) AND mode = 33152 AND mtime = 0",
	/* in its place: the index of names is not touched where the name is there */
	[PUT] = ("INSERT INTO sqlar VALUES (?1, 33152, 0, length(?2), ?2) ON CONFLICT (name) DO UPDATE SET "
                 "mode = excluded.mode, mtime = excluded.mtime, sz = excluded.sz, data = excluded.data"),
	[REMOVE] = "DELETE FROM sqlar WHERE name = ?1",
	[HAS] = "SELECT 1 FROM sqlar WHERE name = ?1",
	[LIST_AFTER] = "SELECT name FROM sqlar WHERE name > ?1 ORDER BY name LIMIT ?2",
};

struct pack {
	struct arena *arena;
	struct ledger *ledger;
	sqlite3_stmt *prepared[N_STATEMENTS];
};

struct pack *pack_open(struct diagnostics *d, struct ledger *l)
{
	struct arena *a = arena_open();
	struct pack *p = arena_alloc(a, sizeof(*p));
	sqlite3 *db = ledger_database(l);

	p->arena = a;
	p->ledger = l;
	if (sqlite3_exec(db,
	                 "PRAGMA cache_size = -16384; CREATE TABLE IF NOT EXISTS sqlar "
	                 "(name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)",
	                 NULL, NULL, NULL) == SQLITE_OK &&
	    query_prepare(db, sql, p->prepared, N_STATEMENTS))
		return p;
	ledger_failed(l, d);
	pack_close(p);
	return NULL;
}

void pack_close(struct pack *p)
{
	if (!p)
		return;
	query_finalize(p->prepared, N_STATEMENTS);
	arena_close(p->arena);
}

/* To be let go with leave(), or stepped and let go with finish(). */
static sqlite3_stmt *enter(struct pack *p, int which, struct str name)
{
	sqlite3_stmt *q = query_enter(p->ledger, p->prepared[which]);

	query_bind_text(q, 1, name);
	return q;
}

static void leave(struct pack *p, sqlite3_stmt *q)
{
	sqlite3_reset(q);
	ledger_unlock(p->ledger);
}

static bool finish(struct pack *p, struct diagnostics *d, sqlite3_stmt *q)
{
	return query_leave(p->ledger, d, q, sqlite3_step(q));
}

bool pack_read(struct pack *p, struct arena *a, struct str name, struct str *bytes)
{
	sqlite3_stmt *q = enter(p, READ, name);
	bool found = sqlite3_step(q) == SQLITE_ROW;

	if (found) {
		const char *data = sqlite3_column_blob(q, 0);

		*bytes = str_copy(a, (struct str){data, (size_t)sqlite3_column_bytes(q, 0)});
	}
	leave(p, q);
	return found;
}

bool pack_has(struct pack *p, struct str name)
{
	sqlite3_stmt *q = enter(p, HAS, name);
	bool found = sqlite3_step(q) == SQLITE_ROW;

	leave(p, q);
	return found;
}

bool pack_put(struct pack *p, struct diagnostics *d, struct str name, struct str bytes)
{
	sqlite3_stmt *q = enter(p, PUT, name);

	sqlite3_bind_blob(q, 2, bytes.at, (int)bytes.len, SQLITE_STATIC);
	ledger_hasten(p->ledger, bytes.len);
	return finish(p, d, q);
}

bool pack_remove(struct pack *p, struct diagnostics *d, struct str name)
{
	return finish(p, d, enter(p, REMOVE, name));
}

bool pack_list_after(struct pack *p, struct diagnostics *d, struct arena *a, struct str after,
                     struct folder_entries *out)
{
	sqlite3_stmt *q = enter(p, LIST_AFTER, after);
	int code;

	*out = (struct folder_entries){arena_array(a, PACK_LISTED, sizeof(*out->paths)), 0};
	sqlite3_bind_int(q, 2, PACK_LISTED);
	while ((code = sqlite3_step(q)) == SQLITE_ROW)
		out->paths[out->n++] = str_copy(a, query_text(q, 0));
	return query_leave(p->ledger, d, q, code);
}

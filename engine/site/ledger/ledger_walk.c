#include "site/ledger/ledger_walk.h"

#include "base/arena.h"
#include "base/buf.h"

enum { CHUNK = 512 };

struct ledger_walk {
	struct ledger *ledger;
	struct arena *arena, *chunk_arena; /* the walk itself; what the entries hold */
	struct buf reached;                /* the last member that was read, or where it begins */
	struct str to;
	struct ledger_entry chunk[CHUNK];
	size_t n, at;
	bool begun, ended;
};

struct ledger_walk *ledger_walk_open(struct ledger *l, struct str from, struct str to)
{
	struct arena *a = arena_open();
	struct ledger_walk *w = arena_alloc(a, sizeof(*w));

	w->ledger = l;
	w->arena = a;
	w->chunk_arena = arena_open();
	w->to = str_copy(a, to);
	w->ended = !l;
	buf_add(&w->reached, from);
	return w;
}

void ledger_walk_close(struct ledger_walk *w)
{
	if (!w)
		return;
	buf_free(&w->reached);
	arena_close(w->chunk_arena);
	arena_close(w->arena);
}

static bool read_chunk(struct ledger_walk *w, struct diagnostics *d)
{
	arena_reset(w->chunk_arena);
	w->at = 0;
	w->n = ledger_read(w->ledger, d, w->chunk_arena, buf_str(&w->reached), !w->begun, w->to, w->chunk,
	                   CHUNK);
	if (w->n == SIZE_MAX) {
		w->n = 0;
		return false;
	}
	w->begun = true;
	w->ended = w->n == 0;
	if (w->ended)
		return true;
	buf_clear(&w->reached);
	buf_add(&w->reached, w->chunk[w->n - 1].member);
	return true;
}

int ledger_walk_next(struct ledger_walk *w, struct diagnostics *d, const struct str *last,
                     const struct ledger_entry **e)
{
	if (w->at == w->n && !w->ended && !read_chunk(w, d))
		return -1;
	if (w->at == w->n || (last && str_compare(w->chunk[w->at].member, *last) > 0))
		return 0;
	*e = &w->chunk[w->at++];
	return 1;
}

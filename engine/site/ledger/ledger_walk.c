#include "site/ledger/ledger_walk.h"

#include "base/arena.h"
#include "base/buf.h"

struct ledger_walk {
	struct ledger *ledger;
	struct arena *arena, *chunk_arena; /* the walk itself; what the entries hold */
	struct buf from;                   /* where what was not read begins */
	struct str to;
	struct ledger_entry chunk[LEDGER_WALK_SOME];
	size_t n, at;
	bool ended;
};

struct ledger_walk *ledger_walk_open(struct ledger *l, struct ledger_range range)
{
	struct arena *a = arena_open();
	struct ledger_walk *w = arena_alloc(a, sizeof(*w));

	w->ledger = l;
	w->arena = a;
	w->chunk_arena = arena_open();
	w->to = str_copy(a, range.to);
	w->ended = !l;
	buf_add(&w->from, range.from);
	return w;
}

void ledger_walk_close(struct ledger_walk *w)
{
	if (!w)
		return;
	buf_free(&w->from);
	arena_close(w->chunk_arena);
	arena_close(w->arena);
}

/* No id stands between one and the same with a zero byte after it. */
static void go_past(struct ledger_walk *w, struct str member)
{
	buf_clear(&w->from);
	buf_add(&w->from, member);
	buf_add(&w->from, (struct str){"", 1});
}

static bool read_chunk(struct ledger_walk *w, struct diagnostics *d)
{
	size_t n;

	arena_reset(w->chunk_arena);
	n = ledger_read(w->ledger, d, w->chunk_arena, (struct ledger_range){buf_str(&w->from), w->to},
	                w->chunk, LEDGER_WALK_SOME);
	w->at = 0;
	w->n = n == SIZE_MAX ? 0 : n;
	w->ended = n == 0;
	if (w->n > 0)
		go_past(w, w->chunk[n - 1].member);
	return n != SIZE_MAX;
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

size_t ledger_walk_some(struct ledger_walk *w, struct diagnostics *d, const struct ledger_entry **entries)
{
	size_t at;

	if (w->at == w->n && !w->ended && !read_chunk(w, d))
		return SIZE_MAX;
	at = w->at;
	w->at = w->n;
	*entries = &w->chunk[at];
	return w->n - at;
}

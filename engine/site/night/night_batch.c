#include "site/night/night_batch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "site/ledger/statement_name.h"
#include "site/night/night_due.h"
#include "site/night/night_settle.h"

enum {
	MOST = 4096, /* statements that wait; all workers together so many bytes: */
	WAITING_BYTES = 32 << 20,
	/* A pack takes statements while they are in the processor's cache, */
	PACK_BYTES = 512 << 10,
	/* or, rather than wait for its lock, more, all workers together so many. */
	PACK_WAITING_BYTES = 8 << 20,
	/* What a kill may cost is so many bytes of work. */
	COMMIT_BYTES = 1 << 30
};

struct waiting {
	struct ledger_entry entry;
	size_t from, len; /* in the pages; 0: the bytes are there already */
	struct night_notice *notices;
	size_t n_notices;
};

struct night_batch {
	struct night *night;
	struct diagnostics *d;
	struct night_count *count;
	struct arena *own, *arena, *scratch; /* the batch itself; what waits; one statement's name */
	struct buf pages;
	size_t begun; /* where in the pages the last statement begins */
	size_t enough,
		limit; /* bytes to write where nobody has the lock, and in any case; the same but for packs */
	bool announces; /* the ledger has to tell of one before its file is touched */
	size_t n;
	struct waiting waiting[MOST];
};

struct night_batch *night_batch_open(struct night *n, struct diagnostics *d, struct night_count *count)
{
	struct arena *a = arena_open();
	struct night_batch *b = arena_alloc(a, sizeof(*b));

	b->night = n;
	b->d = d;
	b->count = count;
	b->own = a;
	b->arena = arena_open();
	b->scratch = arena_open();
	b->limit = (n->shelf.pack ? PACK_WAITING_BYTES : WAITING_BYTES) / n->options->workers;
	b->enough = n->shelf.pack ? PACK_BYTES : b->limit;
	return b;
}

void night_batch_close(struct night_batch *b)
{
	if (!b)
		return;
	buf_free(&b->pages);
	arena_close(b->scratch);
	arena_close(b->arena);
	arena_close(b->own);
}

struct buf *night_batch_begin(struct night_batch *b)
{
	b->begun = b->pages.len;
	return &b->pages;
}

struct str night_batch_bytes(const struct night_batch *b)
{
	return str_slice(buf_str(&b->pages), b->begun, b->pages.len);
}

void night_batch_drop(struct night_batch *b)
{
	b->pages.len = b->begun;
}

static bool put_page(struct night_batch *b, const struct waiting *w)
{
	bool done = w->len == 0 || shelf_put(&b->night->shelf, b->d, b->scratch,
	                                     statement_name_make(b->scratch, w->entry.member),
	                                     str_slice(buf_str(&b->pages), w->from, w->from + w->len));

	arena_reset(b->scratch);
	return done;
}

static bool put_pages(struct night_batch *b)
{
	bool done = true;

	for (size_t i = 0; done && i < b->n; i++)
		done = put_page(b, &b->waiting[i]);
	night_settle_put(b->night->settle, b->pages.len);
	return done;
}

static bool put_entry(struct night_batch *b, const struct waiting *w)
{
	enum outbox_state state = w->entry.state == LEDGER_PUBLISHED ? OUTBOX_PENDING : OUTBOX_ANNOUNCED;

	return ledger_put(b->night->shelf.ledger, b->d, &w->entry) &&
	       (!b->night->shelf.pack || put_page(b, w)) &&
	       night_due_announce(b->night, b->d, w->notices, w->n_notices, state, b->count);
}

/* Under the lock. */
static bool commit(struct night *n, struct diagnostics *d)
{
	/* the disk has what is claimed before anybody reads so */
	if (n->claims && !shelf_sync(&n->shelf, d))
		return false;
	n->claims = false;
	n->uncommitted = 0;
	return ledger_commit(n->shelf.ledger, d);
}

/* Under the lock, which it gives back. */
static bool put_entries(struct night_batch *b)
{
	struct night *n = b->night;
	bool done = ledger_begin(n->shelf.ledger, b->d);

	for (size_t i = 0; done && i < b->n; i++)
		done = put_entry(b, &b->waiting[i]);
	n->claims |= !b->announces;
	n->uncommitted += b->pages.len;
	if (done && (b->announces || n->uncommitted > COMMIT_BYTES))
		done = commit(n, b->d);
	ledger_unlock(n->shelf.ledger);
	return done;
}

static void claim(struct night_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		b->waiting[i].entry.state = LEDGER_PUBLISHED;
}

/* What replaces some is announced before; what only adds some is claimed when they are written. */
static bool write_files(struct night_batch *b)
{
	struct ledger *l = b->night->shelf.ledger;

	if (!b->announces) {
		if (!ledger_begin(l, b->d) || !put_pages(b))
			return false;
		claim(b);
	}
	ledger_lock(l);
	return put_entries(b) && (!b->announces || put_pages(b));
}

static bool finish(struct night_batch *b, bool done)
{
	arena_reset(b->arena);
	buf_clear(&b->pages);
	b->announces = false;
	b->n = 0;
	return done;
}

bool night_batch_write(struct night_batch *b)
{
	if (b->n == 0)
		return true;
	if (!b->night->shelf.pack)
		return finish(b, write_files(b));
	ledger_lock(b->night->shelf.ledger);
	return finish(b, put_entries(b));
}

/* What replaces another, and what nobody could adopt: from a shortened name no member can be told. */
static bool is_to_be_announced(struct night_batch *b, const struct ledger_entry *e, bool known)
{
	struct str member;
	bool told = known ||
	            !statement_name_read(b->scratch, statement_name_make(b->scratch, e->member), &member);

	arena_reset(b->scratch);
	return told;
}

bool night_batch_add(struct night_batch *b, const struct ledger_entry *e, bool known,
                     const struct decision *decision)
{
	struct ledger *l = b->night->shelf.ledger;
	struct waiting *w = &b->waiting[b->n++];

	*w = (struct waiting){.entry = *e, .from = b->begun, .len = b->pages.len - b->begun};
	w->entry.member = str_copy(b->arena, e->member);
	if (!b->night->shelf.pack && w->len > 0)
		b->announces |= is_to_be_announced(b, e, known);
	w->notices = night_due_notices(b->arena, b->night->statement, decision, &w->n_notices);
	if (b->n < MOST && b->pages.len < b->enough)
		return true;
	if (b->n < MOST && b->pages.len < b->limit)
		return !ledger_try_lock(l) || finish(b, put_entries(b));
	return night_batch_write(b);
}

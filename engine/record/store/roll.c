#include "record/store/roll.h"

#include <stdlib.h>

#include "base/arena.h"
#include "record/database/database.h"

enum { BLOCK_MOST = 1024 };

struct roll {
	struct arena *arena; /* the block's */
	struct query *query;
	struct str *ids; /* that follow `from`, which need not be there itself, without a gap */
	size_t n, wanted, answered;
	struct str from;
	bool known; /* there is a block */
};

struct roll *roll_open(struct arena *a, struct database *db, struct str id)
{
	const char *collation = database_is_server(db) ? "\"C\"" : "BINARY";
	const char *order = str_format(a, "\"%.*s\" COLLATE %s", STR_ARG(id), collation).at;
	struct roll *r = arena_alloc(a, sizeof(*r));

	*r = (struct roll){.wanted = 1, .ids = arena_array(a, BLOCK_MOST, sizeof(*r->ids))};
	r->query = database_prepare(
		db, str_format(a, "SELECT \"%.*s\" FROM \"member\" WHERE %s >= ?1 ORDER BY %s LIMIT ?2",
	                       STR_ARG(id), order, order));
	if (!r->query)
		return NULL;
	r->arena = arena_open();
	return r;
}

void roll_close(struct roll *r)
{
	if (!r)
		return;
	database_finish(r->query);
	arena_close(r->arena);
}

void roll_forget(struct roll *r)
{
	r->known = false;
}

/* Whether what there is of this id stands in the block, if anywhere. */
static bool covers(const struct roll *r, struct str id)
{
	return r->known && str_compare(id, r->from) >= 0 &&
	       (r->n < r->wanted || str_compare(id, r->ids[r->n - 1]) <= 0);
}

static bool read_block(struct roll *r, struct str from)
{
	int status;

	if (r->answered >= r->wanted / 2)
		r->wanted = r->wanted < BLOCK_MOST ? r->wanted * 2 : BLOCK_MOST;
	else
		r->wanted /= 2;
	arena_reset(r->arena);
	r->n = r->answered = 0;
	r->from = str_copy(r->arena, from);
	database_bind_text(r->query, 1, r->from);
	database_bind_integer(r->query, 2, (int64_t)r->wanted);
	while ((status = database_step(r->query)) == 1)
		r->ids[r->n++] = str_copy(r->arena, database_bytes(r->query, 0));
	r->known = status == 0;
	return r->known;
}

int roll_has(struct roll *r, struct str id)
{
	if (!covers(r, id) && !read_block(r, id))
		return -1;
	r->answered++;
	return bsearch(&id, r->ids, r->n, sizeof(id), str_by_bytes) != NULL;
}

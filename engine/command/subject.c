#include "command/subject.h"

#include <stdio.h>

#include "base/arena.h"

bool subject_find(struct call *call, struct store *store, struct member *out, const char **bad)
{
	struct str id = str_from(call->operands[0]), near;

	switch (store_find(store, call->arena, id, out, bad)) {
	case 1:
		return true;
	case 0:
		diag_add(call->d, NO_MEMBER, POSITION_NONE, call->operands[0], store_name(store));
		near = store_nearest(store, call->arena, id);
		diag_suggest(call->d, id, &near, near.len > 0);
		return false;
	default:
		return false;
	}
}

/* Whom and how, and room for one answer at a time. */
struct round {
	subject_tell *tell;
	void *context;
	struct arena *scratch;
	struct buf out;
};

static bool print(struct round *r, const struct member *m, const char *bad)
{
	buf_clear(&r->out);
	if (!r->tell(r->context, r->scratch, m, bad, &r->out))
		return false;
	fwrite(r->out.at, 1, r->out.len, stdout);
	return true;
}

static bool print_all(struct round *r, struct store *store)
{
	struct member m;
	const char *bad;
	bool whole = true;
	int got = 0;

	while (!ferror(stdout) && (got = store_next(store, r->scratch, &m, &bad)) == 1) {
		whole &= print(r, &m, bad);
		arena_reset(r->scratch);
	}
	return whole && got == 0 && !ferror(stdout);
}

bool subject_each(struct call *call, struct store *store, subject_tell *tell, void *context)
{
	struct round r = {.tell = tell, .context = context, .scratch = arena_open()};
	struct member m;
	const char *bad;
	bool fine;

	if (call->n_operands)
		fine = subject_find(call, store, &m, &bad) && print(&r, &m, bad);
	else
		fine = print_all(&r, store);
	buf_free(&r.out);
	arena_close(r.scratch);
	return fine;
}

#include "site/night_adopt.h"

#include "base/arena.h"
#include "site/statement_name.h"

static bool knows_nothing(struct diagnostics *d, struct arena *a, const struct shelf *s, bool *nothing)
{
	struct ledger_entry first;
	size_t n = ledger_read(s->ledger, d, a, STR(""), false, STR(""), &first, 1);

	*nothing = n == 0;
	return n != SIZE_MAX;
}

bool night_adopt_files(struct diagnostics *d, const struct shelf *s, struct shard shard)
{
	struct arena *a = arena_open(), *scratch = arena_open();
	bool nothing = false, done = knows_nothing(d, a, s, &nothing);
	struct file_list files = {0};

	/* in a pack, statements and ledger are lost together */
	if (done && nothing && !s->pack)
		done = shelf_list(s, d, a, "", &files);
	for (size_t i = 0; done && i < files.n; i++) {
		struct ledger_entry e = {.state = LEDGER_DOUBTFUL};

		if (statement_name_read(scratch, files.paths[i], &e.member) && shard_has(shard, e.member))
			done = ledger_begin(s->ledger, d) && ledger_put(s->ledger, d, &e);
		arena_reset(scratch);
	}
	arena_close(scratch);
	arena_close(a);
	return done;
}

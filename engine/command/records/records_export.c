#include <stdio.h>

#include "base/json.h"
#include "command/command.h"
#include "command/subject.h"
#include "policy/check/rules.h"
#include "record/facts/member_json.h"

static bool give(struct call *call, struct arena *scratch, const struct schema *s, const struct member *m,
                 const char *bad, struct buf *out)
{
	struct json j = {.out = out};

	if (bad) {
		diag_add(call->d, NOT_EXPORTED, POSITION_NONE, str_z(scratch, m->id), bad);
		return false;
	}
	buf_clear(out);
	member_json_render(&j, scratch, s, m);
	buf_add_char(out, '\n');
	fwrite(out->at, 1, out->len, stdout);
	return true;
}

static bool give_all(struct call *call, struct store *store, const struct schema *s, struct buf *out)
{
	struct arena *scratch = arena_open();
	struct member m;
	const char *bad;
	bool whole = true;
	int got = 0;

	while (!ferror(stdout) && (got = store_next(store, scratch, &m, &bad)) == 1) {
		whole &= give(call, scratch, s, &m, bad, out);
		arena_reset(scratch);
	}
	arena_close(scratch);
	return whole && got == 0 && !ferror(stdout);
}

static int run(struct call *call)
{
	struct policy *p = rules_load(call->d, call->arena, call->site);
	struct store *store = p ? store_open(call->d, p->schema, command_text(call, "--records")) : NULL;
	struct buf out = {0};
	struct member m;
	const char *bad;
	bool fine;

	if (!store)
		return EXIT_NOTHING;
	if (call->n_operands)
		fine = subject_find(call, store, &m, &bad) &&
		       give(call, call->arena, p->schema, &m, bad, &out);
	else
		fine = give_all(call, store, p->schema, &out);
	buf_free(&out);
	store_close(store);
	return fine ? EXIT_FINE : EXIT_MISTAKES;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records: a file, or postgresql://...", true},
	{NULL},
};

const struct command command_records_export = {
	.name = "records export",
	.operands = "[MEMBER]",
	.max_operands = 1,
	.summary = "write what the records know, as JSON Lines",
	.help = "Writes one line of JSON a member to standard output, in the order of their ids: every fact, null where\n"
		"it is not known, and every row.  `records import` reads it back, into a file or a server, and what\n"
		"comes out of that is the same.  With MEMBER, only what is known of that one.\n"
		"\n"
		"  tierbook records export M000001 --records members.db\n"
		"  tierbook records export --records members.db >members.jsonl",
	.options = options,
	.run = run,
};

#include <stdio.h>

#include "base/json.h"
#include "command/command.h"
#include "command/subject.h"
#include "policy/check/rules.h"
#include "record/facts/member_json.h"

struct telling {
	struct call *call;
	const struct schema *schema;
};

static bool tell(void *context, struct arena *scratch, const struct member *m, const char *bad,
                 struct buf *out)
{
	const struct telling *t = context;
	struct json j = {.out = out};

	if (bad) {
		diag_add(t->call->d, NOT_EXPORTED, POSITION_NONE, str_z(scratch, m->id), bad);
		return false;
	}
	member_json_render(&j, scratch, t->schema, m);
	buf_add_char(out, '\n');
	return true;
}

static int run(struct call *call)
{
	struct policy *p = rules_load(call->d, call->arena, call->site);
	struct store *store = p ? store_open(call->d, p->schema, command_text(call, "--records")) : NULL;
	struct telling telling = {.call = call};
	bool fine;

	if (!store)
		return EXIT_NOTHING;
	telling.schema = p->schema;
	fine = subject_each(call, store, tell, &telling);
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

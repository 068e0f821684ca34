#ifndef COMMAND_ANSWERS_H
#define COMMAND_ANSWERS_H

#include "command/command.h"
#include "command/member/answer.h"

/*
 * What `decide` and `render` have in common: whom they answer for.  One MEMBER of
 * the records, all of them or a shard, or those that come in as JSON Lines.
 */
#define ANSWERS_OPTIONS                                                                                      \
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records: a file, or postgresql://..."},          \
		{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},                            \
		{"--all", 'a', OPTION_FLAG, NULL, "every member, in the order of their ids"},                \
		{"--shard", 0, OPTION_TEXT, "K/N",                                                           \
	         "of all, those that are the Kth of N shares, by a hash of their ids"},                      \
		{"--snapshot", 0, OPTION_TEXT, "ID",                                                         \
	         "read PostgreSQL as pg_export_snapshot() gave it to somebody who holds it"},                \
		{"--jsonl", 0, OPTION_FLAG, NULL,                                                            \
	         "the members that FILE or standard input has, one a line as JSON"},                         \
	{                                                                                                    \
		"--workers", 'j', OPTION_NUMBER, "N", "with --jsonl: how many threads (default: 1)", false,  \
			1, WORKERS_MOST                                                                      \
	}

/* prepare loads what is needed; false: said.  Returns the exit status. */
int answers_run(struct call *call, bool (*prepare)(struct call *call, struct answer_kind *k));

#endif

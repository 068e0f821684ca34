#include <stdio.h>

#include "command/command.h"
#include "policy/check/rules.h"
#include "record/intake/import.h"

static int run(struct call *call)
{
	const char *path = command_text(call, "--records"), *table = command_text(call, "--table");
	struct import_options o = {.paths = call->operands,
	                           .n_paths = call->n_operands,
	                           .keep_going = command_flag(call, "--keep-going"),
	                           .table = str_from(table)};
	struct policy *p = rules_load(call->d, call->arena, call->site);
	struct import_count count = {0};
	struct store *store;
	bool loadable, kept;

	if (!p || !(store = store_open_to_write(call->d, p->schema, path)))
		return EXIT_NOTHING;
	loadable = import_files(call->d, call->arena, store, &o, &count);
	kept = loadable && !command_flag(call, "--dry-run") && store_commit(store);
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%s: %zu members and %zu rows %s, %zu refused\n", store_name(store), count.members,
	        count.rows,
	        kept       ? "loaded"
	        : loadable ? "would be loaded"
	                   : "read, none loaded",
	        count.refused);
	store_close(store);
	return loadable ? command_status(call) : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE",
         "the database to load into, made where it is missing; or postgresql://...", true},
	{"--table", 0, OPTION_TEXT, "NAME", "what a CSV file holds (default: its name without .csv)"},
	{"--keep-going", 'k', OPTION_FLAG, NULL,
         "load the good rows, list the bad (otherwise: all or nothing)"},
	{"--dry-run", 'n', OPTION_FLAG, NULL, "say what would happen, load nothing"},
	{NULL},
};

const struct command command_records_import = {
	.name = "records import",
	.operands = "FILE...",
	.min_operands = 1,
	.max_operands = -1,
	.summary = "load members from CSV or JSON Lines",
	.help = "Loads members and their rows into a database whose tables follow from rules/records.lua.  A CSV file\n"
		"holds one table, named by the file (member.csv, offers.csv) and begins with a line of column names,\n"
		"between commas, semicolons or tabs; rows of empty cells are passed over.  A JSON Lines file (.jsonl,\n"
		".json) holds one member a line with its rows as arrays.  What is there already is replaced by what\n"
		"comes in; the rest stays.  One transaction: with any mistake nothing is loaded, unless --keep-going.\n"
		"\n"
		"  tierbook records import member.csv offers.csv --records members.db",
	.options = options,
	.run = run,
};

#include <stdio.h>

#include "command/command.h"
#include "policy/check/rules.h"
#include "record/intake/sample.h"
#include "record/store/store.h"

static int run(struct call *call)
{
	const char *path = command_text(call, "--records");
	int64_t members = command_number(call, "--members", 1000);
	struct policy *p = rules_load(call->d, call->arena, call->site);
	struct store *store = NULL;
	int status = EXIT_NOTHING;

	if (!p)
		return status;
	if (p->n_samples == 0) {
		diag_add(call->d, NO_SAMPLES, POSITION_NONE, NULL);
		return status;
	}
	store = store_open_to_write(call->d, p->schema, path);
	if (store && sample_write(call->d, store, p->schema, p->samples, p->n_samples, members) &&
	    store_commit(store)) {
		fprintf(stderr, "%s: %lld members of %zu kinds\n", store_name(store), (long long)members,
		        p->n_samples);
		status = EXIT_FINE;
	}
	store_close(store);
	return status;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the database to write to: a file, or postgresql://...", true},
	{"--members", 'n', OPTION_NUMBER, "N", "how many (default: 1000)"},
	{NULL},
};

const struct command command_records_sample = {
	.name = "records sample",
	.operands = "",
	.summary = "make up members to try the programme with",
	.help = "Writes made-up members of the kinds and shares that the rules' `sample` declarations name.  The same\n"
		"declarations give the same members on any machine; member number k is the same however many there are.\n"
		"\n"
		"  tierbook records sample --members 1000 --records sample.db",
	.options = options,
	.run = run,
};

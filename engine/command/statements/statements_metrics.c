#include "command/statements/statements_metrics.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"

enum { DAY_SECONDS = 86400 };

static void add_gauge(struct buf *out, const char *name, const char *help)
{
	buf_add_format(out, "# HELP tierbook_statements_%s %s\n# TYPE tierbook_statements_%s gauge\n", name,
	               help, name);
}

static void add_single(struct buf *out, const char *name, const char *help, double value)
{
	add_gauge(out, name, help);
	buf_add_format(out, "tierbook_statements_%s %.17g\n", name, value);
}

static void add_members(struct buf *out, const struct night_count *c)
{
	const struct {
		const char *result;
		size_t n;
	} all[] = {
		{"written", c->written}, {"unchanged", c->unchanged}, {"skipped", c->skipped},
		{"removed", c->removed}, {"failed", c->failed},
	};

	add_gauge(out, "members", "Members by what the run did about their statements.");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_add_format(out, "tierbook_statements_members{result=\"%s\"} %zu\n", all[i].result,
		               all[i].n);
}

/* Ids of rules are letters, digits, '_', '-' and '.', so that nothing needs escaping. */
static void add_announced(struct buf *out, const struct night_count *c)
{
	add_gauge(out, "announced", "Messages and actions announced by the run.");
	for (size_t i = 0; i < c->n_due; i++)
		buf_add_format(out, "tierbook_statements_announced{kind=\"%s\",id=\"%.*s\"} %zu\n",
		               c->due[i].due->kind == DUE_MESSAGE ? "message" : "action",
		               STR_ARG(c->due[i].due->id), c->due[i].n);
}

bool statements_metrics_write(struct call *call, const char *path, const struct statements_outcome *o)
{
	const struct night_count *c = o->count;
	struct buf out = {0};
	mode_t before;
	bool done;

	add_single(&out, "exit_status",
	           "How the run ended: 0 all well, 1 members failed, 3 nothing was done, 4 cut off.",
	           o->status);
	add_single(&out, "finished", "Whether the run got to its end.", o->whole);
	add_single(&out, "as_of_seconds", "The day decided for, as seconds since 1970.",
	           (double)o->options->day * DAY_SECONDS);
	add_single(&out, "duration_seconds", "How long the run took.", c->seconds);
	add_single(&out, "written_bytes", "Bytes of the statements written.", (double)c->bytes);
	add_single(&out, "peak_memory_bytes", "The most memory the run has taken.", (double)o->peak_memory);
	add_members(&out, c);
	add_announced(&out, c);
	before = umask(S_IWGRP | S_IWOTH);
	done = file_publish(call->d, path, buf_str(&out), NULL);
	umask(before);
	buf_free(&out);
	return done;
}

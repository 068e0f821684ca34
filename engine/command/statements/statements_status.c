#include <stdio.h>

#include "base/date.h"
#include "base/json.h"
#include "command/command.h"
#include "site/night/night_status.h"

/* On its way into a file is as good as taken. */
static size_t taken(const struct night_status *s)
{
	return s->outbox[OUTBOX_TAKING] + s->outbox[OUTBOX_TAKEN];
}

static void print_json(const struct night_status *s)
{
	struct buf out = {0};
	struct json j = {.out = &out};

	json_open(&j, '{');
	json_key(&j, "as_of");
	json_date(&j, s->ran ? s->last.as_of : DATE_NONE);
	json_key(&j, "cut_off");
	json_bool(&j, s->cut_off);
	json_count(&j, "members", s->last.members);
	json_count(&j, "written", s->last.written);
	json_count(&j, "failed", s->last.failed);
	json_count(&j, "statements", s->statements);
	json_key(&j, "outbox");
	json_open(&j, '{');
	json_count(&j, "pending", s->outbox[OUTBOX_PENDING]);
	json_count(&j, "taken", taken(s));
	json_count(&j, "done", s->outbox[OUTBOX_DONE]);
	json_count(&j, "failed", s->outbox[OUTBOX_FAILED]);
	json_close(&j, '}');
	json_key(&j, "next");
	json_open(&j, '[');
	for (size_t i = 0; i < s->n_next; i++) {
		json_open(&j, '{');
		json_key(&j, "day");
		json_date(&j, s->next[i].day);
		json_count(&j, "members", s->next[i].members);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_add_char(&out, '\n');
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
}

static void print_text(const struct night_status *s)
{
	char day[11];

	if (s->ran)
		printf("last run:   as of %s, %zu members, %zu statements written, %zu failed\n",
		       date_format(s->last.as_of, day), s->last.members, s->last.written, s->last.failed);
	else
		printf("last run:   none has come to its end\n");
	if (s->cut_off)
		printf("cut off:    a later run was; the next makes up for it\n");
	printf("statements: %zu\n", s->statements);
	printf("outbox:     %zu pending, %zu taken, %zu done, %zu failed\n", s->outbox[OUTBOX_PENDING],
	       taken(s), s->outbox[OUTBOX_DONE], s->outbox[OUTBOX_FAILED]);
	for (size_t i = 0; i < s->n_next; i++)
		printf("%s %s, for %zu members\n", i == 0 ? "next due:  " : "           ",
		       date_format(s->next[i].day, day), s->next[i].members);
}

static int run(struct call *call)
{
	struct night_status status;

	if (!night_status_load(call->d, command_text(call, "--out"), &status))
		return EXIT_NOTHING;
	if (command_flag(call, "--json"))
		print_json(&status);
	else
		print_text(&status);
	return status.cut_off || status.last.failed > 0 ? EXIT_MISTAKES : EXIT_FINE;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object"},
	{NULL},
};

const struct command command_statements_status = {
	.name = "statements status",
	.operands = "",
	.summary = "show what the last run did and what comes next",
	.help = "Tells of the last run that came to its end, what the outbox holds, and the next days on which statements\n"
		"could change.  Exit status 1 when members failed or a later run was cut off.\n"
		"\n"
		"  tierbook statements status --out statements",
	.options = options,
	.run = run,
};

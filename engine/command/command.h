#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/memory.h"
#include "record/facts/shard.h"

/*
 * One file a command; main.c has the table.  A command declares its options
 * once: they are parsed, checked and shown by --help from the same lines.
 */
enum {
	EXIT_FINE = 0,
	EXIT_MISTAKES = 1, /* something was reported as an error; the rest was done */
	EXIT_USAGE = 2,
	EXIT_NOTHING = 3,             /* nothing was done: policy, content or records are broken */
	EXIT_CUT_OFF = MEMORY_STATUS, /* the world failed it before its end: to be run again */
};

enum option_kind {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_NUMBER,
	OPTION_DAY, /* YYYY-MM-DD */
};

struct option {
	const char *name; /* "--records" */
	char letter;      /* 'j' for -j, or 0 */
	enum option_kind kind;
	const char *argument; /* what --help calls it: "FILE" */
	const char *help;
	bool required;
	int64_t least, most; /* a number's bounds; most 0: there is none */
};

/* More threads than any machine has use for. */
enum { WORKERS_MOST = 256 };

/* What a command is given: its options as parsed, the site, where mistakes go. */
struct call {
	const struct command *command;
	const struct command *const *commands; /* all, then NULL */
	const char *site;                      /* -C */
	enum diag_format format;
	struct diagnostics *d;
	struct arena *arena;
	const char **operands;
	size_t n_operands;
	const char **values; /* one per option of the command, NULL where not given */
};

struct command {
	const char *name;
	const char *operands;           /* "MEMBER", "FILE...", "" */
	int min_operands, max_operands; /* -1: any number */
	const char *summary;            /* one line */
	const char *help;               /* what a user needs to know, with an example */
	const struct option *options;   /* ends with name NULL; may be NULL */
	bool advises; /* whoever asks is at work on the rules: what they could do better is told, too */
	int (*run)(struct call *call);
};

/* Parses argv (after the command's name) and runs; prints diagnostics; returns the exit status. */
int command_run(const struct command *c, const struct command *const *all, int argc, char **argv);

/* The option's argument, or NULL.  The name must be one that the command declares. */
const char *command_text(const struct call *call, const char *name);
bool command_flag(const struct call *call, const char *name);
int64_t command_number(const struct call *call, const char *name, int64_t fallback);
int32_t command_day(const struct call *call, const char *name); /* DATE_NONE when not given */

/* What --shard asks for, all members where it is not given; false: it is wrong (said). */
bool command_shard(const struct call *call, struct shard *out);
/* How many threads work over all members, as the option asks; by itself one a processor, at most 4. */
size_t command_workers(const struct call *call);
#define COMMAND_WORKERS(most)                                                                                \
	{                                                                                                    \
		"--workers", 'j', OPTION_NUMBER, "N",                                                        \
			"how many threads work on it (default: one a processor, at most 4)", false, 1, most  \
	}

/* Whatever is said from now on is JSON. */
void command_speak_json(struct call *call);
/* Says on standard error what is wrong with how it was called; EXIT_USAGE. */
int command_usage(const struct call *call, const char *problem, const char *what);

/* How a run over someone's files ends: EXIT_MISTAKES if any error was reported. */
int command_status(const struct call *call);

extern const struct command command_build, command_check, command_completion, command_decide, command_explain,
	command_export_bilingual, command_fmt, command_forecast, command_impact, command_import_bilingual,
	command_init, command_l10n_export, command_l10n_import, command_l10n_status, command_l10n_update,
	command_markdown, command_outbox_ack, command_outbox_export, command_outbox_list, command_rules,
	command_outbox_retry, command_records_export, command_records_import, command_records_sample,
	command_render, command_serve, command_statements, command_statements_merge,
	command_statements_status, command_statements_verify, command_template, command_test;

#endif

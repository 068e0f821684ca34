#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "command/command.h"

#define VERSION "0.1.0"

/* The program's outline.  Names of two words are two arguments. */
static const struct command *const commands[] = {
	&command_init,
	&command_check,
	&command_test,
	&command_fmt,
	&command_rules,
	&command_records_sample,
	&command_records_import,
	&command_records_export,
	&command_decide,
	&command_explain,
	&command_impact,
	&command_forecast,
	&command_render,
	&command_build,
	&command_serve,
	&command_statements,
	&command_statements_merge,
	&command_statements_status,
	&command_statements_verify,
	&command_outbox_list,
	&command_outbox_export,
	&command_outbox_ack,
	&command_outbox_retry,
	&command_l10n_update,
	&command_l10n_status,
	&command_l10n_export,
	&command_l10n_import,
	&command_markdown,
	&command_template,
	&command_import_bilingual,
	&command_export_bilingual,
	&command_completion,
	NULL,
};

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) - 1 };

static void print_outline(FILE *out)
{
	fprintf(out, "tierbook " VERSION ": a membership programme's rules, help pages and statements.\n\n"
	             "Usage: tierbook COMMAND [-C SITE] [OPTION...]\n\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-18s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(out, "\nMore on each: tierbook COMMAND --help\n");
}

/* How many arguments the command's name takes, or 0 when these are not it. */
static int match(const struct command *c, int argc, char **argv)
{
	const char *space = strchr(c->name, ' ');
	size_t first = space ? (size_t)(space - c->name) : strlen(c->name);

	if (strlen(argv[0]) != first || strncmp(argv[0], c->name, first) != 0)
		return 0;
	if (!space)
		return 1;
	return argc > 1 && strcmp(argv[1], space + 1) == 0 ? 2 : 0;
}

static int unknown(int argc, char **argv)
{
	struct str names[N_COMMANDS];
	char given[128];

	for (size_t i = 0; i < N_COMMANDS; i++)
		names[i] = str_from(commands[i]->name);
	/* "l10n stauts" is a slip in the second word, "biuld --out x" in the first */
	snprintf(given, sizeof(given), "%s%s%s", argv[0], argc > 1 && argv[1][0] != '-' ? " " : "",
	         argc > 1 && argv[1][0] != '-' ? argv[1] : "");
	struct str near = nearest_name(str_from(given), names, N_COMMANDS);
	if (near.len == 0)
		near = nearest_name(str_from(argv[0]), names, N_COMMANDS);
	fprintf(stderr, "tierbook: unknown command '%s'", given);
	if (near.len > 0)
		fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
	fprintf(stderr, "\nThe commands: tierbook --help\n");
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	const struct command *command = NULL;
	int words = 0;

	/* a limit on the size of files is as a full disk: said, not died of */
	signal(SIGXFSZ, SIG_IGN);
	memory_begin();
	if (argc < 2) {
		print_outline(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		print_outline(stdout);
		return EXIT_FINE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("tierbook " VERSION "\n");
		return EXIT_FINE;
	}
	for (size_t i = 0; i < N_COMMANDS; i++) {
		int n = match(commands[i], argc - 1, argv + 1);

		/* "statements verify" is more than "statements" */
		if (n > words) {
			words = n;
			command = commands[i];
		}
	}
	if (command)
		return command_run(command, commands, argc - 1 - words, argv + 1 + words);
	return unknown(argc - 1, argv + 1);
}

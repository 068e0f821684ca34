#include <stdio.h>
#include <string.h>

#include "command/command.h"

/* Two-word names are completed word by word: the second words after each first. */
static void print_words(const struct command *const *all)
{
	printf("\tcase $words in\n\t0)\n\t\tset -- \"");
	for (size_t i = 0; all[i]; i++) {
		size_t first = strcspn(all[i]->name, " ");

		if (i == 0 || strncmp(all[i - 1]->name, all[i]->name, first) != 0 ||
		    strcspn(all[i - 1]->name, " ") != first)
			printf("%s%.*s", i > 0 ? " " : "", (int)first, all[i]->name);
	}
	printf(" --help --version\" ;;\n");
	printf("\t*)\n\t\tset -- \"$(_tierbook_options \"$name\") $(_tierbook_second \"$first\")\" ;;\n\tesac\n");
}

static void print_seconds(const struct command *const *all)
{
	printf("_tierbook_second() {\n\tcase $1 in\n");
	for (size_t i = 0; all[i]; i++) {
		const char *space = strchr(all[i]->name, ' ');

		if (space)
			printf("\t'%.*s') echo %s ;;&\n", (int)(space - all[i]->name), all[i]->name,
			       space + 1);
	}
	printf("\tesac\n}\n\n");
}

static void print_option_names(const struct option *options)
{
	for (; options && options->name; options++)
		printf(" %s", options->name);
}

static void print_options(const struct command *const *all)
{
	printf("_tierbook_options() {\n\tcase $1 in\n");
	for (size_t i = 0; all[i]; i++) {
		printf("\t'%s') echo --site --format --help", all[i]->name);
		print_option_names(all[i]->options);
		printf(" ;;\n");
	}
	printf("\tesac\n}\n\n");
}

static void print_names(const struct command *const *all)
{
	printf("\tcase \"$first $second\" in\n");
	for (size_t i = 0; all[i]; i++)
		if (strchr(all[i]->name, ' '))
			printf("\t'%s') name=\"$first $second\" ;;\n", all[i]->name);
	printf("\tesac\n");
}

/* What is no option's name and no command's is a file, mostly. */
static void print_bash(const struct command *const *all)
{
	printf("# Completion of tierbook's commands and options in bash; written by `tierbook completion bash`.\n\n");
	print_seconds(all);
	print_options(all);
	printf("_tierbook() {\n"
	       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]-} second=${COMP_WORDS[2]-} name words\n"
	       "\tname=$first\n"
	       "\twords=$((COMP_CWORD > 1))\n");
	print_names(all);
	print_words(all);
	printf("\tmapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\")\n"
	       "}\n\n"
	       "complete -o default -F _tierbook tierbook\n");
}

static int run(struct call *call)
{
	if (strcmp(call->operands[0], "bash") != 0)
		return command_usage(call, "there is completion for bash, not for ", call->operands[0]);
	print_bash(call->commands);
	return EXIT_FINE;
}

const struct command command_completion = {
	.name = "completion",
	.operands = "bash",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "have the shell complete commands and options",
	.help = "Writes what bash needs to complete tierbook's commands and options on the tabulator key.\n"
		"\n"
		"  tierbook completion bash >/etc/bash_completion.d/tierbook",
	.run = run,
};

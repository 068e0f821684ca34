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

/* Inside single quotes, where zsh takes a colon for the end of a name and brackets for those of a help. */
static void print_quoted(const char *text)
{
	for (; *text; text++) {
		if (strchr(":[]\\", *text))
			putchar('\\');
		if (*text == '\'')
			printf("'\\'");
		putchar(*text);
	}
}

/* The first words of the names, or the second ones after a first, each with what it does. */
static void print_choices(const struct command *const *all, const char *after)
{
	for (size_t i = 0; all[i]; i++) {
		size_t first = strcspn(all[i]->name, " ");
		bool two = all[i]->name[first], known = i > 0 &&
		                                        strncmp(all[i - 1]->name, all[i]->name, first) == 0 &&
		                                        strcspn(all[i - 1]->name, " ") == first;

		if (after ? !two || strncmp(all[i]->name, after, first) != 0 || after[first] : known)
			continue;
		printf(" '%.*s:", after ? (int)strlen(all[i]->name + first + 1) : (int)first,
		       after ? all[i]->name + first + 1 : all[i]->name);
		print_quoted(two && !after ? "" : all[i]->summary);
		printf("'");
	}
}

static void print_zsh_options(const struct option *options)
{
	for (; options && options->name; options++) {
		printf(" '%s%s[", options->name, options->kind == OPTION_FLAG ? "" : "=");
		print_quoted(options->help);
		printf("]");
		if (options->kind != OPTION_FLAG) {
			printf(":");
			print_quoted(options->argument);
			printf(":_files");
		}
		printf("'");
	}
}

/* The words before a command's own are taken away, as _arguments wants it. */
static void print_zsh(const struct command *const *all)
{
	printf("#compdef tierbook\n"
	       "# Completion of tierbook's commands and options in zsh; written by `tierbook completion zsh`.\n\n"
	       "_tierbook() {\n"
	       "\tlocal name=$words[2] own=1\n"
	       "\tlocal -a choices\n"
	       "\tif (( CURRENT == 2 )); then\n\t\tchoices=(");
	print_choices(all, NULL);
	printf(" )\n\t\t_describe command choices\n\t\treturn\n\tfi\n\tif (( CURRENT == 3 )); then\n"
	       "\t\tcase $name in\n");
	for (size_t i = 0; all[i]; i++) {
		size_t first = strcspn(all[i]->name, " ");
		char word[64];

		snprintf(word, sizeof(word), "%.*s", (int)first, all[i]->name);
		if (!all[i]->name[first] ||
		    (i > 0 && strncmp(all[i - 1]->name, all[i]->name, first + 1) == 0))
			continue;
		printf("\t\t%s) choices=(", word);
		print_choices(all, word);
		printf(" ) ;;\n");
	}
	printf("\t\tesac\n\t\t(( $#choices )) && _describe command choices\n\tfi\n"
	       "\tcase \"$name $words[3]\" in\n");
	for (size_t i = 0; all[i]; i++)
		if (strchr(all[i]->name, ' '))
			printf("\t'%s') name+=\" $words[3]\" own=2 ;;\n", all[i]->name);
	printf("\tesac\n\twords=($name ${words[own + 2,-1]})\n\t(( CURRENT -= own ))\n\tcase $name in\n");
	for (size_t i = 0; all[i]; i++) {
		printf("\t'%s') _arguments '--site=[the folder of the site]:SITE:_files -/'", all[i]->name);
		printf(" '--format=[how mistakes are written]:FORMAT:(text json)' '--help[show the help]'");
		print_zsh_options(all[i]->options);
		printf(" '*:file:_files' ;;\n");
	}
	printf("\tesac\n}\n\n_tierbook \"$@\"\n");
}

/* Inside single quotes, where fish takes a backslash for what it is elsewhere. */
static void print_fish_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('\'');
}

/* "statements" is not at hand where "statements verify" is. */
static void print_fish_option(const struct command *const *all, const struct command *c,
                              const struct option *o)
{
	size_t n = strlen(c->name);

	printf("complete -c tierbook -n \"__tierbook_in '%s'", c->name);
	for (size_t i = 0; all[i]; i++)
		if (strncmp(all[i]->name, c->name, n) == 0 && all[i]->name[n] == ' ')
			printf(" '%s'", all[i]->name);
	printf("\" -l %s", o->name + 2);
	if (o->letter)
		printf(" -s %c", o->letter);
	printf("%s -d ", o->kind == OPTION_FLAG ? "" : " -r");
	print_fish_quoted(o->help);
	putchar('\n');
}

/* A first word that stands alone, too, has the summary of what it does alone. */
static void print_fish_word(const struct command *const *all, size_t i)
{
	size_t first = strcspn(all[i]->name, " ");
	bool two = all[i]->name[first];

	if (!two || i == 0 || strncmp(all[i - 1]->name, all[i]->name, first) != 0) {
		printf("complete -c tierbook -f -n \"__tierbook_at ''\" -a %.*s", (int)first, all[i]->name);
		printf(" -d ");
		print_fish_quoted(two ? "" : all[i]->summary);
		putchar('\n');
	}
	if (two) {
		printf("complete -c tierbook -f -n \"__tierbook_at '%.*s'\" -a %s -d ", (int)first,
		       all[i]->name, all[i]->name + first + 1);
		print_fish_quoted(all[i]->summary);
		putchar('\n');
	}
}

static void print_fish(const struct command *const *all)
{
	printf("# Completion of tierbook's commands and options in fish; written by `tierbook completion fish`.\n\n"
	       "function __tierbook_words\n\tset -l words (commandline -opc)\n\techo \"$words[2..]\"\nend\n\n"
	       "function __tierbook_at # WORDS: no more than these was typed\n"
	       "\ttest (__tierbook_words) = \"$argv\"\nend\n\n"
	       "function __tierbook_in # NAME OTHER...: of the command at hand, which is none of the others\n"
	       "\tset -l words (__tierbook_words)\" \"\n"
	       "\tstring match -q -- \"$argv[1] *\" $words; or return 1\n"
	       "\tfor other in $argv[2..]\n\t\tstring match -q -- \"$other *\" $words; and return 1\n\tend\n"
	       "\treturn 0\nend\n\n"
	       "complete -c tierbook -l site -s C -r -d 'the folder of the site'\n"
	       "complete -c tierbook -l format -x -a 'text json' -d 'how mistakes are written'\n"
	       "complete -c tierbook -l help -s h -d 'show the help'\n");
	for (size_t i = 0; all[i]; i++) {
		print_fish_word(all, i);
		for (const struct option *o = all[i]->options; o && o->name; o++)
			print_fish_option(all, all[i], o);
	}
}

static const struct shell {
	const char *name;
	void (*print)(const struct command *const *all);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

static int run(struct call *call)
{
	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++) {
		if (strcmp(call->operands[0], shells[i].name) != 0)
			continue;
		shells[i].print(call->commands);
		return EXIT_FINE;
	}
	return command_usage(call, "there is completion for bash, zsh and fish, not for ", call->operands[0]);
}

const struct command command_completion = {
	.name = "completion",
	.operands = "bash|zsh|fish",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "have the shell complete commands and options",
	.help = "Writes what bash, zsh or fish needs to complete tierbook's commands and options on the tabulator key.\n"
		"\n"
		"  tierbook completion bash >/etc/bash_completion.d/tierbook\n"
		"  tierbook completion zsh >/usr/local/share/zsh/site-functions/_tierbook\n"
		"  tierbook completion fish >/usr/local/share/fish/vendor_completions.d/tierbook.fish",
	.run = run,
};

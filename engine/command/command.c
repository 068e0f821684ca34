#include "command/command.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "base/date.h"
#include "base/nearest.h"

/* Every command has these; they may stand anywhere after its name. */
static const struct option common[] = {
	{"--site", 'C', OPTION_TEXT, "SITE", "the folder of the site (default: the current one)"},
	{"--format", 0, OPTION_TEXT, "text|json",
         "how mistakes are written to standard error (default: text)"},
	{"--help", 'h', OPTION_FLAG, NULL, "show this help"},
	{NULL},
};

/* Unless asked for, no more than what 100 MB of memory have room for, whatever the machine. */
enum { HANDS_LIMIT = 4 };
enum { COMMON_SITE, COMMON_FORMAT, COMMON_HELP, COMMON_COUNT };

static size_t count_options(const struct option *options)
{
	size_t n = 0;

	while (options && options[n].name)
		n++;
	return n;
}

static void print_options(const struct option *options)
{
	char left[80];

	for (; options && options->name; options++) {
		int n = options->letter ? snprintf(left, sizeof(left), "-%c, ", options->letter)
		                        : snprintf(left, sizeof(left), "    ");

		snprintf(left + n, sizeof(left) - (size_t)n, "%s%s%s", options->name,
		         options->argument ? " " : "", options->argument ? options->argument : "");
		printf("  %-30s %s%s", left, options->help, options->required ? " (required)" : "");
		if (options->most > 0)
			printf(" (%lld to %lld)", (long long)options->least, (long long)options->most);
		printf("\n");
	}
}

static void print_help(const struct command *c)
{
	printf("tierbook %s%s%s%s\n\n%s\n\n", c->name, c->operands[0] ? " " : "", c->operands,
	       c->options ? " [OPTION...]" : "", c->help);
	if (c->options) {
		printf("Options:\n");
		print_options(c->options);
	}
	printf("%sEverywhere:\n", c->options ? "\n" : "");
	print_options(common);
	printf("\nExit status: 0 fine; 1 mistakes were reported; 2 wrong usage; 3 nothing was done; 4 cut off: run it again.\n");
}

static int usage(const struct command *c, const char *problem, const char *what)
{
	fprintf(stderr, "tierbook %s: %s%s\n", c->name, problem, what);
	fprintf(stderr, "Usage: tierbook %s %s%s\nMore: tierbook %s --help\n", c->name, c->operands,
	        c->options ? " [OPTION...]" : "", c->name);
	return EXIT_USAGE;
}

static int unknown_option(const struct command *c, const char *argument)
{
	struct str names[64];
	size_t n = 0, own = count_options(c->options);
	char problem[128];

	for (size_t i = 0; i < own && n < 64; i++)
		names[n++] = str_from(c->options[i].name);
	for (size_t i = 0; i < COMMON_COUNT && n < 64; i++)
		names[n++] = str_from(common[i].name);
	struct str near = nearest_name(str_slice(str_from(argument), 0, strcspn(argument, "=")), names, n);
	if (near.len > 0)
		snprintf(problem, sizeof(problem), "unknown option (did you mean %.*s?): ", STR_ARG(near));
	else
		snprintf(problem, sizeof(problem), "unknown option: ");
	return usage(c, problem, argument);
}

/* --name, --name=value, -n, -nVALUE: the option meant, and where its value starts (or NULL). */
static const struct option *match(const struct option *options, const char *argument, const char **value)
{
	for (; options && options->name; options++) {
		size_t len = strlen(options->name);

		if (strncmp(argument, options->name, len) == 0 &&
		    (argument[len] == 0 || argument[len] == '=')) {
			*value = argument[len] ? argument + len + 1 : NULL;
			return options;
		}
		if (options->letter && argument[0] == '-' && argument[1] == options->letter) {
			*value = argument[2] ? argument + 2 : NULL;
			return options;
		}
	}
	return NULL;
}

static bool is_number(const struct option *o, const char *value)
{
	int64_t number;

	return str_integer(str_from(value), &number) && number >= o->least &&
	       (o->most == 0 || number <= o->most);
}

/* false: said. */
static bool is_value(const struct command *c, const struct option *o, const char *value)
{
	int32_t day;

	if (o->kind == OPTION_NUMBER && !is_number(o, value)) {
		fprintf(stderr, "tierbook %s: %s is not a whole number", c->name, o->name);
		if (o->most > 0)
			fprintf(stderr, " from %lld to %lld: %s\n", (long long)o->least, (long long)o->most,
			        value);
		else
			fprintf(stderr, ", %lld or more: %s\n", (long long)o->least, value);
		return false;
	}
	if (o->kind == OPTION_DAY && !date_parse(str_from(value), &day)) {
		fprintf(stderr, "tierbook %s: %s is not a day written YYYY-MM-DD: %s\n", c->name, o->name,
		        value);
		return false;
	}
	return true;
}

static int wrong_operands(const struct call *call)
{
	const struct command *c = call->command;

	if ((int)call->n_operands < c->min_operands)
		return usage(c, "missing operand: ", c->operands);
	if (c->max_operands >= 0 && (int)call->n_operands > c->max_operands)
		return usage(c, "unexpected operand: ", call->operands[c->max_operands]);
	for (size_t i = 0; c->options && c->options[i].name; i++)
		if (c->options[i].required && !call->values[i])
			return usage(c, "missing option: ", c->options[i].name);
	return EXIT_FINE;
}

static int parse(struct call *call, int argc, char **argv, const char **shared)
{
	const struct command *c = call->command;
	bool only_operands = false;

	for (int i = 0; i < argc; i++) {
		const char *value = NULL, *argument = argv[i];

		if (only_operands || argument[0] != '-' || argument[1] == 0) {
			call->operands[call->n_operands++] = argument;
			continue;
		}
		if (strcmp(argument, "--") == 0) {
			only_operands = true;
			continue;
		}
		const struct option *o = match(c->options, argument, &value);
		const char **slot = o ? &call->values[o - c->options] : NULL;
		if (!o && (o = match(common, argument, &value)))
			slot = &shared[o - common];
		if (!o)
			return unknown_option(c, argument);
		if (o->kind == OPTION_FLAG) {
			if (value)
				return usage(c, "this option takes no value: ", o->name);
			*slot = "yes";
			continue;
		}
		if (!value && ++i < argc)
			value = argv[i];
		if (!value)
			return usage(c, "this option needs a value: ", o->name);
		if (!is_value(c, o, value))
			return EXIT_USAGE;
		*slot = value;
	}
	return EXIT_FINE;
}

int command_run(const struct command *c, const struct command *const *all, int argc, char **argv)
{
	struct arena *arena = arena_open();
	struct call call = {.command = c, .commands = all, .site = ".", .format = DIAG_TEXT, .arena = arena};
	const char *shared[COMMON_COUNT] = {NULL};
	int status;

	call.operands = arena_array(arena, (size_t)argc + 1, sizeof(*call.operands));
	call.values = arena_array(arena, count_options(c->options) + 1, sizeof(*call.values));
	call.d = diag_open();
	status = parse(&call, argc, argv, shared);
	if (status != EXIT_FINE)
		goto out;
	if (shared[COMMON_HELP]) {
		print_help(c);
		goto out;
	}
	if (shared[COMMON_FORMAT] && strcmp(shared[COMMON_FORMAT], "json") == 0)
		command_speak_json(&call);
	else if (shared[COMMON_FORMAT] && strcmp(shared[COMMON_FORMAT], "text") != 0) {
		status = usage(c, "--format is text or json, not ", shared[COMMON_FORMAT]);
		goto out;
	}
	if (shared[COMMON_SITE])
		call.site = shared[COMMON_SITE];
	status = wrong_operands(&call);
	if (status != EXIT_FINE)
		goto out;
	if (!c->advises)
		diag_spare_advice(call.d);
	status = c->run(&call);
	diag_print(call.d, stderr, call.format);
	if (fflush(stdout) != 0 && status == EXIT_FINE) {
		perror("tierbook: standard output");
		status = EXIT_MISTAKES;
	}
out:
	diag_close(call.d);
	arena_close(arena);
	return status;
}

void command_speak_json(struct call *call)
{
	call->format = DIAG_JSON;
	memory_say_at_end(
		"{\"severity\":\"error\",\"slug\":\"out-of-memory\",\"message\":\"out of memory; what was to be "
		"done is not finished: run it again\"}\n");
}

int command_usage(const struct call *call, const char *problem, const char *what)
{
	return usage(call->command, problem, what);
}

static const char *value_of(const struct call *call, const char *name)
{
	for (size_t i = 0; call->command->options && call->command->options[i].name; i++)
		if (strcmp(call->command->options[i].name, name) == 0)
			return call->values[i];
	assert(!"the command does not declare this option");
	return NULL;
}

const char *command_text(const struct call *call, const char *name)
{
	return value_of(call, name);
}

bool command_flag(const struct call *call, const char *name)
{
	return value_of(call, name) != NULL;
}

int64_t command_number(const struct call *call, const char *name, int64_t fallback)
{
	const char *value = value_of(call, name);
	int64_t number = fallback;

	if (value)
		str_integer(str_from(value), &number);
	return number;
}

int32_t command_day(const struct call *call, const char *name)
{
	const char *value = value_of(call, name);
	int32_t day = DATE_NONE;

	if (value)
		date_parse(str_from(value), &day);
	return day;
}

bool command_shard(const struct call *call, struct shard *out)
{
	const char *value = value_of(call, "--shard");

	*out = (struct shard){0};
	if (!value || shard_parse(str_from(value), out))
		return true;
	fprintf(stderr, "tierbook %s: --shard is K/N, with K from 1 to N: 3/8\n", call->command->name);
	return false;
}

size_t command_workers(const struct call *call)
{
	size_t hands = crew_hands();

	return (size_t)command_number(call, "--workers",
	                              (int64_t)(hands < HANDS_LIMIT ? hands : HANDS_LIMIT));
}

int command_status(const struct call *call)
{
	return diag_errors(call->d) > 0 ? EXIT_MISTAKES : EXIT_FINE;
}

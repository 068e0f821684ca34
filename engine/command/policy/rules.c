#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "command/command.h"
#include "policy/check/rules.h"
#include "policy/rules/stubs.h"

#define STUBS ".tierbook-stubs"

static const char *const settings = "{\n"
				    "  \"runtime.version\": \"Lua 5.4\",\n"
				    "  \"runtime.builtin\": {\n"
				    "    \"coroutine\": \"disable\", \"debug\": \"disable\", "
				    "\"io\": \"disable\", \"os\": \"disable\", \"package\": \"disable\"\n"
				    "  },\n"
				    "  \"workspace.library\": [\"%s\"],\n"
				    "  \"workspace.checkThirdParty\": false\n"
				    "}\n";

static bool write_file(struct call *call, struct str path, struct str bytes)
{
	const char *file = file_path(call->arena, call->site, path);
	bool changed = false, done = file_publish(call->d, file, bytes, &changed);

	if (changed)
		printf("%s\n", file);
	return done;
}

/* Somebody's own settings stay as they are. */
static bool write_settings(struct call *call, const char *folder)
{
	struct str path = STR(".luarc.json");

	if (file_exists(file_path(call->arena, call->site, path)))
		return true;
	return write_file(call, path, str_format(call->arena, settings, folder));
}

static bool write_stubs(struct call *call, const struct policy *p)
{
	const char *folder = call->n_operands > 0 ? call->operands[0] : STUBS;
	struct buf out = {0};
	bool fine;

	stubs_render(&out, p);
	fine = write_file(call, str_format(call->arena, "%s/words.lua", folder), stubs_words()) &&
	       write_file(call, str_format(call->arena, "%s/facts.lua", folder), buf_str(&out)) &&
	       write_settings(call, folder);
	buf_free(&out);
	return fine;
}

static void list(const char *kind, struct str id, struct position p)
{
	printf("%-10s %-34.*s %.*s:%u\n", kind, STR_ARG(id), STR_ARG(p.source->path),
	       source_line(p.source, p.offset));
}

static void list_rules(const struct policy *p)
{
	for (size_t i = 0; i < p->n_parameters; i++)
		list("parameter", p->parameters[i].id, p->parameters[i].position);
	for (size_t i = 0; i < p->n_tiers; i++)
		list("tier", p->tiers[i].id, p->tiers[i].position);
	for (size_t i = 0; i < p->n_benefits; i++)
		list("benefit", p->benefits[i].id, p->benefits[i].position);
	for (size_t i = 0; i < p->n_offers; i++)
		list("offer", p->offers[i].id, p->offers[i].position);
	for (size_t i = 0; i < p->n_renewals; i++)
		for (size_t k = 0; k < p->renewals[i].n_states; k++)
			list("state", p->renewals[i].states[k].id, p->renewals[i].states[k].position);
	for (size_t i = 0; i < p->n_actions; i++)
		list("action", p->actions[i].id, p->actions[i].position);
	for (size_t i = 0; i < p->n_derived; i++)
		list("derived", p->derived[i].id, p->derived[i].position);
	for (size_t i = 0; i < p->n_tables; i++)
		list("decide", p->tables[i].id, p->tables[i].position);
	for (size_t i = 0; i < p->n_customs; i++)
		list("custom", p->customs[i].id, p->customs[i].position);
}

static int run(struct call *call)
{
	const struct policy *p = rules_load(call->d, call->arena, call->site);
	bool fine = true;

	if (!p)
		return EXIT_NOTHING;
	if (command_flag(call, "--stubs"))
		fine = write_stubs(call, p);
	else
		list_rules(p);
	return fine ? EXIT_FINE : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--stubs", 0, OPTION_FLAG, NULL, "write definition files for the Lua language server"},
	{NULL},
};

const struct command command_rules = {
	.name = "rules",
	.operands = "[DIR]",
	.max_operands = 1,
	.summary = "what the rules declare, and where; definition files for editors",
	.help = "Lists what the rules declare, with file and line.  With --stubs it writes definition files instead, to\n"
		"DIR within the site (default: " STUBS
		"), and a .luarc.json that names it unless there is one: an editor\n"
		"with the Lua language server, such as VS Code, then completes and checks words, facts, parameters,\n"
		"tiers, offers, actions and messages.  Write them again when names have changed.\n"
		"\n"
		"  tierbook rules\n"
		"  tierbook rules --stubs",
	.options = options,
	.run = run,
};

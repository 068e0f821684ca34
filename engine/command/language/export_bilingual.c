#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command/command.h"
#include "site/content/site.h"
#include "text/bilingual/bilingual.h"

static bool read_form(const char *name, enum bilingual_as *as)
{
	static const char *const names[] = {"bilingual", "target", "source"};

	*as = BILINGUAL_AS_BILINGUAL;
	for (int i = 0; name && i < 3; i++)
		if (strcmp(name, names[i]) == 0) {
			*as = (enum bilingual_as)i;
			return true;
		}
	return !name;
}

static int run(struct call *call)
{
	struct str path = str_from(call->operands[0]);
	const struct catalogue *c;
	struct str tag = str_from(command_text(call, "--locale"));
	struct config config;
	enum bilingual_as as;
	struct page *p;
	struct buf out = {0};

	if (!read_form(command_text(call, "--as"), &as)) {
		fprintf(stderr, "tierbook export-bilingual: --as is bilingual, target or source\n");
		return EXIT_USAGE;
	}
	if (!config_load(call->d, call->arena, call->site, &config))
		return EXIT_NOTHING;
	config_add_language(call->arena, &config, tag);
	if (!file_exists(file_path(call->arena, call->site,
	                           str_format(call->arena, "content/%.*s.md", STR_ARG(path))))) {
		diag_add(call->d, NO_PAGE, POSITION_NONE, call->operands[0]);
		return EXIT_NOTHING;
	}
	p = page_load(call->d, call->arena, call->site, &config, path);
	if (!p)
		return EXIT_NOTHING;
	c = p->catalogues[config_language(&config, tag)];
	if (!c) {
		diag_add(call->d, NO_CATALOGUE, POSITION_NONE, call->operands[0], str_z(call->arena, tag));
		return EXIT_NOTHING;
	}
	c = catalogue_update(call->arena, p->doc, c, config.source_language, tag);
	bilingual_export(call->d, c, p->doc, as, &out);
	if (out.len > 0)
		fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
	return command_status(call);
}

static const struct option options[] = {
	{"--locale", 'l', OPTION_TEXT, "LANG", "the language to export", true},
	{"--as", 0, OPTION_TEXT, "FORM",
         "bilingual (each sentence with its source), target (as published) or source (default: bilingual)"},
	{NULL},
};

const struct command command_export_bilingual = {
	.name = "export-bilingual",
	.operands = "PAGE",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "write a page in the bilingual dialect; an imported one comes back to the byte",
	.help = "Writes a page to standard output: each sentence with its source, or as published in one language.  What\n"
		"was imported and not changed since comes back byte for byte; sentences translated anew are written in\n"
		"canonical Markdown, and new ones stand where the page has them, under the next free numbers.\n"
		"\n"
		"  tierbook export-bilingual guides/upgrade --locale zh-TW --as target",
	.options = options,
	.run = run,
};

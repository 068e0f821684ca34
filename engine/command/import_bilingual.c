#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command/command.h"
#include "site/config.h"
#include "text/bilingual.h"

enum { FILE_LIMIT = 4 << 20 };

/* "3.zh-TW.sxs.md" is the page "3": a name up to its first dot. */
static struct str page_of(struct call *call)
{
	const char *given = command_text(call, "--page"), *slash = strrchr(call->operands[0], '/');
	struct str name = str_from(slash ? slash + 1 : call->operands[0]);
	size_t dot = str_find(name, STR("."), 0);

	if (given)
		return str_from(given);
	return str_slice(name, 0, dot < name.len ? dot : name.len);
}

/* Words of letters, digits, '-', '_' and '.' between slashes, none of them beginning with a dot. */
static bool is_page_path(struct str path)
{
	bool begins = true;

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		             c == '-' || c == '_' || c >= 0x80 || (c == '.' && !begins);

		if (!plain && (c != '/' || begins))
			return false;
		begins = c == '/';
	}
	return path.len > 0 && !begins;
}

/* A page that is there already is replaced only on request: another language of the same source has the same bytes. */
static bool in_the_way(struct call *call, struct str path, struct str bytes)
{
	const char *file = file_path(call->arena, call->site, path);

	if (!file_exists(file) || file_holds(file, bytes) || command_flag(call, "--replace"))
		return false;
	diag_add(call->d, IN_THE_WAY, POSITION_NONE, file);
	return true;
}

static bool write_page(struct call *call, struct str page, const struct bilingual *b)
{
	struct str content = str_format(call->arena, "content/%.*s.md", STR_ARG(page));
	struct str locale = str_format(call->arena, "locales/%.*s/%.*s.xlf", STR_ARG(b->language),
	                               STR_ARG(page));
	struct buf out = {0};
	bool done;

	catalogue_render(b->catalogue, &out);
	done = !in_the_way(call, content, b->page) && !in_the_way(call, locale, buf_str(&out)) &&
	       file_publish(call->d, file_path(call->arena, call->site, content), b->page, NULL) &&
	       file_publish(call->d, file_path(call->arena, call->site, locale), buf_str(&out), NULL);
	buf_free(&out);
	if (done)
		fprintf(stderr, "%.*s and %.*s: %zu sentences\n", STR_ARG(content), STR_ARG(locale),
		        b->catalogue->n_units);
	return done;
}

static int run(struct call *call)
{
	struct str page = page_of(call), path;
	const struct source *file;
	struct config config;
	struct bilingual b;

	if (!is_page_path(page)) {
		diag_add(call->d, BAD_PAGE_PATH, POSITION_NONE, str_z(call->arena, page));
		return EXIT_NOTHING;
	}
	file = source_load(call->d, call->arena, ".", str_from(call->operands[0]), FILE_LIMIT);
	if (!file || !config_load(call->d, call->arena, call->site, &config))
		return EXIT_NOTHING;
	path = str_format(call->arena, "content/%.*s.md", STR_ARG(page));
	if (!bilingual_import(call->d, call->arena, file, path, config.source_language, &b) ||
	    !write_page(call, page, &b))
		return EXIT_NOTHING;
	if (config_language(&config, b.language) == SIZE_MAX)
		diag_add(call->d, LANGUAGE_NOT_LISTED, POSITION_NONE, str_z(call->arena, b.language));
	return command_status(call);
}

static const struct option options[] = {
	{"--page", 0, OPTION_TEXT, "PATH",
         "the page it becomes (default: the file's name up to its first dot)", false},
	{"--replace", 0, OPTION_FLAG, NULL, "replace a page or translation that is there", false},
	{NULL},
};

const struct command command_import_bilingual = {
	.name = "import-bilingual",
	.operands = "FILE",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "take over a page in the bilingual Markdown dialect",
	.help = "Turns a file in which each sentence stands with its source into a source page, content/PATH.md, and its\n"
		"translation, locales/LANG/PATH.xlf; LANG is the file's ms.contentlocale.  A sentence that is broken is\n"
		"said with its line and the rest imported.  `tierbook export-bilingual` gives the file back.\n"
		"\n"
		"  tierbook import-bilingual upgrade.zh-TW.sxs.md --page guides/upgrade",
	.options = options,
	.run = run,
};

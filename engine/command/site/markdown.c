#include <stdio.h>

#include "command/command.h"
#include "text/document/document_html.h"
#include "text/markdown/markdown.h"

enum { FILE_LIMIT = 2 << 20 };

/* Beside the file, and nowhere else: there is no site around it. */
static const struct source *include(void *context, const struct source *from, struct str path,
                                    struct position where)
{
	struct call *call = context;
	size_t folder = from->path.len;
	struct str file;

	(void)where;
	while (folder > 0 && from->path.at[folder - 1] != '/')
		folder--;
	file = str_format(call->arena, "%.*s%.*s", (int)folder, from->path.at, STR_ARG(path));
	return source_load(call->d, call->arena, ".", file, FILE_LIMIT);
}

static bool print_file(struct call *call, const char *path, bool plain)
{
	struct markdown_options options = {.language = STR("en-US"),
	                                   .plain = plain,
	                                   .headless = plain,
	                                   .include = include,
	                                   .context = call};
	const struct source *file = source_load_typed(call->d, call->arena, path, FILE_LIMIT);
	const struct document *doc = file ? markdown_load(call->d, call->arena, file, &options) : NULL;
	struct buf out = {0};

	if (!doc)
		return false;
	document_html_render(doc, plain, &out);
	if (out.len > 0)
		fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
	return true;
}

static int run(struct call *call)
{
	size_t printed = 0;

	for (size_t i = 0; i < call->n_operands; i++)
		printed += print_file(call, call->operands[i], command_flag(call, "--commonmark"));
	return printed > 0 ? command_status(call) : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--commonmark", 0, OPTION_FLAG, NULL,
         "exactly what CommonMark says: no head, none of our extensions, raw HTML as it is"},
	{NULL},
};

const struct command command_markdown = {
	.name = "markdown",
	.operands = "FILE...",
	.min_operands = 1,
	.max_operands = -1,
	.summary = "the HTML of Markdown files",
	.help = "Prints what a page's body becomes, without a site around it: slots stand as they are written, links are\n"
		"not followed.  What would be said of the file by `tierbook check` is said.  - is standard input.\n"
		"\n"
		"  tierbook markdown content/index.md\n"
		"  tierbook markdown --commonmark notes.md",
	.options = options,
	.run = run,
};

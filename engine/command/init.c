#include <stdio.h>

#include "base/file.h"
#include "command/command.h"
#include "command/starter.h"

static int run(struct call *call)
{
	const char *folder = call->operands[0];
	size_t n = 0;

	for (const struct starter_file *f = starter_files; f->path; f++) {
		const char *path = file_path(call->arena, folder, str_from(f->path));

		if (file_exists(path)) {
			diag_add(call->d, IN_THE_WAY, POSITION_NONE, path);
			return EXIT_NOTHING;
		}
	}
	for (const struct starter_file *f = starter_files; f->path; f++, n++)
		if (!file_publish(call->d, file_path(call->arena, folder, str_from(f->path)), f->bytes, NULL))
			return EXIT_MISTAKES;
	fprintf(stderr,
	        "%s: %zu files.  Next:\n"
	        "  tierbook check -C %s\n"
	        "  tierbook build -C %s --out %s/public\n"
	        "  tierbook records sample -C %s --members 20 --records %s/members.db\n"
	        "  tierbook statements -C %s --records %s/members.db --as-of 2026-11-22 --out %s/statements\n",
	        folder, n, folder, folder, folder, folder, folder, folder, folder, folder);
	return EXIT_FINE;
}

const struct command command_init = {
	.name = "init",
	.operands = "DIR",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "begin a site of your own",
	.help = "Writes a small site that builds: a club with one membership to buy, its rules with an example, two pages\n"
		"in two languages, a statement, a theme.  Files that are there are never overwritten.\n"
		"\n"
		"  tierbook init club && tierbook build -C club",
	.run = run,
};

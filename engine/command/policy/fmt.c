#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/folder.h"
#include "command/command.h"
#include "policy/check/rules.h"
#include "policy/script/layout.h"

enum { FILE_LIMIT = 1 << 20 };

/* A rules file as it is and as it should be. */
struct formatted {
	const char *path;            /* for the system */
	const struct source *before; /* NULL: it could not be read, which has been said */
	const struct source *after;
	bool differs;
};

static void format(struct call *call, struct formatted *f)
{
	struct buf out = {0};
	const struct source *again;

	layout_render(&out, call->arena, f->before);
	f->after = source_make(call->arena, f->before->path, buf_str(&out));
	f->differs = f->before->marked || !str_equal(f->before->text, f->after->text);
	buf_clear(&out);
	layout_render(&out, call->arena, f->after);
	again = source_make(call->arena, f->before->path, buf_str(&out));
	buf_free(&out);
	/* What is no Lua may come out as something else; such a file stays as it is. */
	if (!layout_is_same(call->arena, f->before, f->after) || !str_equal(f->after->text, again->text)) {
		diag_add(call->d, FORMAT_REFUSED, POSITION_NONE, f->path);
		f->differs = false;
	}
}

/* The files named, else all of rules/; those that cannot be read are said and left out. */
static struct formatted *find(struct call *call, size_t *n)
{
	bool named = call->n_operands > 0;
	struct folder_entries found = {0};
	struct formatted *files;
	size_t n_found;

	if (!named && !folder_walk(call->d, call->arena, call->site, "rules", ".lua", &found))
		return NULL;
	n_found = named ? call->n_operands : found.n;
	files = arena_array(call->arena, n_found, sizeof(*files));
	for (size_t i = 0; i < n_found; i++) {
		struct formatted *f = &files[*n];
		struct str path = named ? str_from(call->operands[i])
		                        : str_format(call->arena, "rules/%.*s", STR_ARG(found.paths[i]));

		f->path = file_path(call->arena, named ? "" : call->site, path);
		f->before = source_load(call->d, call->arena, named ? "" : call->site, path, FILE_LIMIT);
		*n += f->before != NULL;
	}
	return files;
}

/* A line of each, at once; where only one has a line there, the other's is NULL. */
static void print_change(const struct formatted *f)
{
	const struct source *x = f->before, *y = f->after;
	const uint32_t x_lines = source_n_lines(x), y_lines = source_n_lines(y);
	uint32_t i = 1, k = 1;

	printf("--- %.*s\n+++ %.*s\n", STR_ARG(x->path), STR_ARG(x->path));
	while (i <= x_lines || k <= y_lines) {
		struct str old = i <= x_lines ? source_line_text(x, i) : (struct str){0},
			   new = k <= y_lines ? source_line_text(y, k) : (struct str){0};
		bool drop = i <= x_lines && str_trim(old).len == 0 && str_trim(new).len > 0;

		if (i <= x_lines && k <= y_lines && str_equal(old, new)) {
			i++;
			k++;
			continue;
		}
		printf("@@ -%u,%d +%u,%d @@\n", i, i <= x_lines, k, !drop && k <= y_lines);
		if (i <= x_lines)
			printf("-%.*s\n", STR_ARG(old));
		if (!drop && k <= y_lines)
			printf("+%.*s\n", STR_ARG(new));
		i++;
		k += !drop;
	}
}

/* Where the two part. */
static struct position first_difference(const struct formatted *f)
{
	uint32_t at = 0;
	struct str x = f->before->text, y = f->after->text;

	while (at < x.len && at < y.len && x.at[at] == y.at[at])
		at++;
	return (struct position){f->before, at, 0};
}

/* Whether the rules as a whole say the same; where they can't be read, their words have been compared already. */
static bool is_same_policy(struct call *call, const struct formatted *files, size_t n)
{
	struct diagnostics *quiet = diag_open();
	const struct source **before = arena_array(call->arena, n, sizeof(*before)),
			    **after = arena_array(call->arena, n, sizeof(*after));
	const struct policy *x, *y;
	bool same = true;

	for (size_t i = 0; i < n; i++) {
		before[i] = files[i].before;
		after[i] = files[i].after ? files[i].after : files[i].before;
	}
	x = rules_make(quiet, call->arena, before, n);
	if (x) {
		y = rules_make(quiet, call->arena, after, n);
		same = y && memcmp(&x->hash, &y->hash, sizeof(x->hash)) == 0;
	}
	diag_forget(quiet);
	diag_close(quiet);
	return same;
}

static void finish(struct call *call, const struct formatted *f)
{
	bool check = command_flag(call, "--check"), diff = command_flag(call, "--diff");

	if (!f->differs)
		return;
	if (diff)
		print_change(f);
	if (check)
		diag_add(call->d, NOT_FORMATTED, first_difference(f));
	if (!check && !diff && file_publish(call->d, f->path, f->after->text, NULL))
		printf("%s\n", f->path);
}

static int run(struct call *call)
{
	size_t n = 0, differ = 0;
	struct formatted *files = find(call, &n);

	for (size_t i = 0; i < n; i++) {
		format(call, &files[i]);
		differ += files[i].differs;
	}
	if (differ > 0 && call->n_operands == 0 && !is_same_policy(call, files, n)) {
		diag_add(call->d, FORMAT_REFUSED, POSITION_NONE, "rules");
		n = 0;
	}
	for (size_t i = 0; i < n; i++)
		finish(call, &files[i]);
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%zu of %zu files %s\n", differ, n,
	        command_flag(call, "--check") || command_flag(call, "--diff") ? "would change" : "changed");
	return command_status(call);
}

static const struct option options[] = {
	{"--check", 0, OPTION_FLAG, NULL, "change nothing; fail if a file would change"},
	{"--diff", 0, OPTION_FLAG, NULL, "change nothing; print what would"},
	{NULL},
};

const struct command command_fmt = {
	.name = "fmt",
	.operands = "[FILE...]",
	.max_operands = -1,
	.summary = "lay out the rules' files in one way",
	.help = "Indents, spaces and aligns rules: all of rules/, or the files named.  Where lines break is yours to say,\n"
		"comments stay, and rows that stand below each other are put into columns.  What a file means is\n"
		"compared before it is written, and a file that would mean anything else is left alone.\n"
		"\n"
		"  tierbook fmt\n"
		"  tierbook fmt --check --diff rules/tiers.lua",
	.options = options,
	.run = run,
};

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/source.h"
#include "command/command.h"
#include "text/template/template.h"
#include "text/template/value_json.h"

enum { FILE_LIMIT = 16 << 20 };

/* The partials met so far: each is read when it is first written, for which one that is may follow from the data. */
struct partials {
	struct call *call;
	struct str folder;
	struct known {
		struct str name;
		const struct template *template; /* NULL: there is none */
		struct known *next;
	} * known;
};

static const struct template *load(struct call *call, const char *path)
{
	const struct source *file = source_load_typed(call->d, call->arena, path, FILE_LIMIT);

	return file ? template_compile_bare(call->d, call->arena, file) : NULL;
}

static const struct template *partial(void *context, struct str name)
{
	struct partials *p = context;
	struct arena *a = p->call->arena;
	const char *path = str_format(a, "%.*s%.*s.mustache", STR_ARG(p->folder), STR_ARG(name)).at;
	struct known *k;

	for (k = p->known; k; k = k->next)
		if (str_equal(k->name, name))
			return k->template;
	k = arena_alloc(a, sizeof(*k));
	*k = (struct known){.name = str_copy(a, name), .next = p->known};
	p->known = k;
	if (file_exists(path))
		k->template = load(p->call, path);
	else
		diag_add(p->call->d, BARE_NO_PARTIAL, POSITION_NONE, str_z(a, name),
		         p->folder.len > 0 ? str_z(a, p->folder) : "this folder");
	return k->template;
}

/* DIR/ of --partials, or where the template is. */
static struct str folder_of_partials(struct call *call)
{
	const char *folder = command_text(call, "--partials");

	return folder ? str_format(call->arena, "%s/", folder) : str_folder(str_from(call->operands[0]));
}

static int run(struct call *call)
{
	const char *data = command_text(call, "--data");
	const struct source *file = data ? source_load_typed(call->d, call->arena, data, FILE_LIMIT) : NULL;
	struct value root = value_record(NULL, 0);
	struct partials partials = {.call = call, .folder = folder_of_partials(call)};
	const struct template *t = load(call, call->operands[0]);
	struct buf out = {0};

	if (data && (!file || !value_json_load(call->d, call->arena, file, &root)))
		return EXIT_NOTHING;
	if (!t)
		return EXIT_NOTHING;
	if (!template_render_bare(t, &root, partial, &partials, &out))
		diag_add(call->d, BARE_TOO_DEEP, POSITION_NONE);
	if (out.len > 0)
		fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
	return command_status(call);
}

static const struct option options[] = {
	{"--data", 0, OPTION_TEXT, "FILE", "the values, as JSON"},
	{"--partials", 0, OPTION_TEXT, "DIR",
         "where {{> name}} finds name.mustache (default: beside the template)"},
	{NULL},
};

const struct command command_template = {
	.name = "template",
	.operands = "FILE",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "what a Mustache template makes of some data",
	.help = "Writes one template with the values of a JSON file, as the Mustache specification has it (1.4, without its\n"
		"optional modules), whatever it is a template of.  It stands by itself: a theme's templates get the values\n"
		"of a page, are escaped for the place where a value stands, and are tried by `tierbook check`.  FILE, the\n"
		"template's or the data's, may be - for standard input.\n"
		"\n"
		"  tierbook template letter.mustache --data member.json",
	.options = options,
	.run = run,
};

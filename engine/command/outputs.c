#include "command/outputs.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "record/database/address.h"
#include "site/ledger/shelf.h"

static bool refuse(struct call *call, const char *called, const char *harm, const char *path)
{
	command_usage(call, str_format(call->arena, "%s %s: ", called, harm).at, path);
	return false;
}

/* A database, or what SQLite keeps beside it. */
static bool is_database(struct arena *a, struct str path, struct str database)
{
	static const char *const beside[] = {"", "-journal", "-wal", "-shm"};

	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
		if (str_equal(path, str_format(a, "%.*s%s", STR_ARG(database), beside[i])))
			return true;
	return false;
}

/* What was written there would be taken for the site's own, and published. */
static bool is_in_site(struct call *call, struct str path)
{
	static const char *const folders[] = {"content", "locales", "rules", "themes"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		const char *folder = file_path(call->arena, call->site, str_from(folders[i]));

		if (path_is_in(path, path_resolve(call->arena, folder)))
			return true;
	}
	return false;
}

static bool place_is_apart(struct call *call, const char *statements, const char *records)
{
	struct str place = path_resolve(call->arena, statements);

	if (is_in_site(call, place) || path_is_in(path_resolve(call->arena, call->site), place))
		return refuse(call, "--out", "has to be apart from the site's own files", statements);
	if (records && path_is_in(path_resolve(call->arena, records), place))
		return refuse(call, "--records", "must not lie among the statements", records);
	return true;
}

static bool is_apart(struct call *call, const struct wanted_file *o, const char *statements,
                     const char *records)
{
	struct arena *a = call->arena;
	struct str path = path_resolve(a, o->path);
	struct stat st;

	/* what is a device or a link there is not to be replaced by a file */
	if (lstat(o->path, &st) == 0 && !S_ISREG(st.st_mode))
		return refuse(call, o->called, "cannot be written, for what is there is no file", o->path);
	if (shelf_is_around(a, o->path) ||
	    (statements && (path_is_in(path, path_resolve(a, statements)) ||
	                    is_database(a, path, path_resolve(a, statements)))))
		return refuse(call, o->called, "must not lie among the statements", o->path);
	if (records && is_database(a, path, path_resolve(a, records)))
		return refuse(call, o->called, "must not be written over the records", o->path);
	if (is_in_site(call, path))
		return refuse(call, o->called, "must not lie among the site's own files", o->path);
	return true;
}

/* Whether it is none of those before it. */
static bool is_single(struct call *call, const struct wanted_file *all, size_t at)
{
	struct arena *a = call->arena;
	struct str path = path_resolve(a, all[at].path);

	for (size_t i = 0; i < at; i++)
		if (all[i].path && str_equal(path_resolve(a, all[i].path), path))
			return refuse(call, all[at].called,
			              str_format(a, "and %s must not be one file", all[i].called).at,
			              all[at].path);
	return true;
}

bool outputs_are_apart(struct call *call, const char *statements, const char *records,
                       const struct wanted_file *files, size_t n)
{
	const char *file = records && !address_is_server(records) ? records : NULL;

	if (records && statements && !place_is_apart(call, statements, file))
		return false;
	for (size_t i = 0; i < n; i++)
		if (files[i].path &&
		    (!is_apart(call, &files[i], statements, file) || !is_single(call, files, i)))
			return false;
	return true;
}

#include "base/path.h"

#include <stdlib.h>

static struct str step(struct arena *a, struct str folder, struct str name)
{
	if (name.len == 0 || str_is(name, "."))
		return folder;
	if (str_is(name, ".."))
		return str_slice(folder, 0, str_folder(folder).len > 1 ? str_folder(folder).len - 1 : 1);
	return str_format(a, "%.*s%s%.*s", STR_ARG(folder), folder.len > 1 ? "/" : "", STR_ARG(name));
}

struct str path_resolve(struct arena *a, const char *path)
{
	char *there = realpath(path, NULL);
	struct str whole = str_from(path), folder = str_folder(whole), resolved;

	if (there) {
		resolved = str_copy(a, str_from(there));
		free(there);
		return resolved;
	}
	if (whole.len == 0 || str_is(whole, ".") || str_is(whole, "/"))
		return STR("/");
	while (folder.len > 1 && folder.at[folder.len - 1] == '/')
		folder.len--;
	resolved = path_resolve(a, folder.len ? str_z(a, folder) : ".");
	return step(a, resolved, str_slice(whole, str_folder(whole).len, whole.len));
}

bool path_is_in(struct str path, struct str folder)
{
	if (!str_starts(path, folder))
		return false;
	return path.len == folder.len || folder.len <= 1 || path.at[folder.len] == '/';
}

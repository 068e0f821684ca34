#include "site/build/publish_first.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/sweep.h"

static const char *waiting(struct arena *a, const char *folder)
{
	return file_path(a, folder, STR(".tierbook-first"));
}

const char *publish_first_open(struct diagnostics *d, struct arena *a, const char *folder)
{
	struct folder_entries folders, others;
	bool listed = folder_list(d, a, folder, &folders, &others);

	return listed && folders.n == 0 && !file_exists(waiting(a, folder)) ? waiting(a, folder) : NULL;
}

static bool move_out(struct diagnostics *d, struct arena *a, const char *folder,
                     const struct folder_entries *entries)
{
	for (size_t i = 0; i < entries->n; i++)
		if (!file_move(d, file_path(a, waiting(a, folder), entries->paths[i]),
		               file_path(a, folder, entries->paths[i])))
			return false;
	return true;
}

bool publish_first_place(struct diagnostics *d, struct arena *a, const char *folder)
{
	struct folder_entries folders, others;

	return folder_list(d, a, waiting(a, folder), &folders, &others) && move_out(d, a, folder, &folders) &&
	       move_out(d, a, folder, &others);
}

void publish_first_drop(struct arena *a, const char *folder)
{
	sweep_away(waiting(a, folder));
}

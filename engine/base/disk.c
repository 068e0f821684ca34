#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"

int disk_watch(struct diagnostics *d, const char *folder)
{
	int watch = FILE_AGAIN(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));

	if (watch < 0)
		file_cannot_write(d, folder);
	return watch;
}

bool disk_sync_watched(struct diagnostics *d, int watch, const char *folder)
{
	return FILE_AGAIN(syncfs(watch)) == 0 || file_cannot_write(d, folder);
}

void disk_unwatch(int watch)
{
	if (watch >= 0)
		close(watch);
}

bool disk_sync(struct diagnostics *d, const char *folder)
{
	int watch = disk_watch(d, folder);
	bool ok = watch >= 0 && disk_sync_watched(d, watch, folder);

	disk_unwatch(watch);
	return ok;
}

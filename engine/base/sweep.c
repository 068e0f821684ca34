#include "base/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

bool sweep_is_left_over(const char *name)
{
	size_t prefix = strlen(FILE_TEMPORARY);

	return strncmp(name, FILE_TEMPORARY, prefix) == 0 && strlen(name) == prefix + 16 &&
	       strspn(name + prefix, "0123456789abcdef") == 16;
}

/* Closes fd. */
static bool sweep(int fd, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	bool done = true;

	if (!dir) {
		close(fd);
		return false;
	}
	while ((errno = 0, entry = readdir(dir))) {
		if (sweep_is_left_over(entry->d_name)) {
			done &= unlinkat(fd, entry->d_name, 0) == 0;
		} else if (depth == 0 && entry->d_type == DT_DIR && entry->d_name[0] != '.') {
			int inner = openat(fd, entry->d_name,
			                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			done &= inner >= 0 && sweep(inner, 1);
		}
	}
	done &= errno == 0;
	closedir(dir);
	return done;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	remove(path);
	return 0;
}

void sweep_away(const char *folder)
{
	enum { DESCRIPTORS = 16 };

	nftw(folder, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

bool sweep_folder(struct diagnostics *d, const char *folder)
{
	int fd = FILE_AGAIN(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));

	if (fd >= 0 && sweep(fd, 0))
		return true;
	return file_cannot_write(d, folder);
}

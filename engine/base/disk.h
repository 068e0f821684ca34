#ifndef BASE_DISK_H
#define BASE_DISK_H

#include <stdbool.h>

struct diagnostics;

/* Waits until the disk has all that was written to the file system of a folder.  false: it could not write it, said. */
bool disk_sync(struct diagnostics *d, const char *folder);

/*
 * The same for longer work.  A failure of the disk is told to who asks first, and to whom has watched since before: so
 * whatever others ask meanwhile, what failed after disk_watch fails disk_sync_watched.  A watch of -1: said.
 */
int disk_watch(struct diagnostics *d, const char *folder);
bool disk_sync_watched(struct diagnostics *d, int watch, const char *folder);
void disk_unwatch(int watch); /* -1 is harmless */

#endif

#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/str.h"

struct arena;
struct diagnostics;

struct folder_entries {
	struct str *paths; /* relative to the walked folder, sorted by bytes */
	size_t n;
};

/*
 * Every regular file under root/folder whose name ends in suffix ("" for all),
 * at any depth up to 100.  Names beginning with '.' are skipped; links are not
 * followed but reported; so are names with controls or not in UTF-8.  A missing
 * folder gives an empty list.
 */
bool folder_walk(struct diagnostics *d, struct arena *a, const char *root, const char *folder,
                 const char *suffix, struct folder_entries *out);

/* The folders right under a folder, and whatever else is there, sorted; also names that begin with '.'. */
bool folder_list(struct diagnostics *d, struct arena *a, const char *path, struct folder_entries *folders,
                 struct folder_entries *others);

/* A descriptor, from which files beneath the folder are found quicker; -1: there is no such folder. */
int folder_open(const char *path);
void folder_close(int folder); /* -1 is harmless */

/* When something last came into a folder or went: nanoseconds since 1970; 0: there is none. */
int64_t folder_modified(const char *path);
/* What tells it from another in its place; 0: there is no folder. */
uint64_t folder_inode(const char *path);

#endif

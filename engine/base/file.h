#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/* Every failure is a diagnostic without a position. */

/* On a network's disk or FUSE a signal may interrupt a call: that is no failure, the call is made again. */
#define FILE_AGAIN(call) TEMP_FAILURE_RETRY(call)

struct arena;
struct diagnostics;
struct stamp;

/* Says that it cannot be read or written, and why: errno.  Always false. */
bool file_cannot_read(struct diagnostics *d, const char *path);
bool file_cannot_write(struct diagnostics *d, const char *path);

/* Adds these pieces, one after the other, to the end of a file of ours; *at is where.  It does not wait for the disk. */
bool file_append(struct diagnostics *d, const char *path, const struct str *pieces, size_t n, uint64_t *at);

/*
 * Makes path hold these bytes, or leaves it untouched: compares first, writes
 * a temporary file beside it, renames.  Makes missing folders.  *changed (may
 * be NULL) tells whether anything was written.
 */
bool file_publish(struct diagnostics *d, const char *path, struct str bytes, bool *changed);

/*
 * For many files at once: the same, but for the wait for the disk.  They are
 * durable once disk_sync (disk.h) of a folder on their file system has returned true.
 */
bool file_publish_soon(struct diagnostics *d, const char *path, struct str bytes, bool *changed);
/* As file_publish_soon, for what is known to differ: quicker where nothing is there. */
bool file_put_soon(struct diagnostics *d, const char *path, struct str bytes);

/*
 * For many files at once that come into place together or not at all: file_stage writes a temporary file beside
 * path and leaves its name (with a zero byte) in the buffer; file_place puts it into place, and removes it where
 * that fails.  Neither waits for the disk.
 */
bool file_stage(struct diagnostics *d, const char *path, struct str bytes, struct buf *name);
bool file_place(struct diagnostics *d, const char *staged, const char *path);
/*
 * In place of what is there: these pieces, one after the other.  What is renamed over another file is sent to the disk at
 * once, and waited for; this one may be lost, so the old one goes first.
 */
bool file_renew(struct diagnostics *d, const char *path, const struct str *pieces, size_t n);
/* Where nobody looks yet: writes a file under its own name, neither at once nor waiting for the disk; its stamp. */
bool file_write(struct diagnostics *d, const char *path, struct str bytes, struct stamp *written);

/* A temporary file's name: this and 16 hex digits. */
#define FILE_TEMPORARY ".tierbook-"

/* Whether path is a regular file of this size. */
bool file_has_size(const char *path, int64_t size);

bool file_make_folders(struct diagnostics *d, const char *path);
bool file_exists(const char *path);
bool file_is_regular(const char *path);
bool file_is_folder(const char *path);
bool file_remove(struct diagnostics *d, const char *path);        /* a missing file is fine */
bool file_remove_folder(struct diagnostics *d, const char *path); /* an empty one */
bool file_move(struct diagnostics *d, const char *from, const char *to);

/* Whether nobody but its owner may do anything with it; sees to that. */
bool file_is_private(const char *path);
bool file_make_private(struct diagnostics *d, const char *path);

/* root/path for the system, zero-terminated; just the path where root is "." or empty. */
char *file_path(struct arena *a, const char *root, struct str path);

#endif

#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include "base/bytes.h"

/*
 * What the file system says of a file.  Equal stamps mean that nobody has
 * written the file in between, since no program can set back the time of a
 * change (ctime); other stamps mean nothing: then the content is asked.
 */
struct stamp {
	uint64_t inode, size;
	int64_t modified, changed; /* nanoseconds */
};

/* All zero where there is no regular file. */
struct stamp stamp_of(const char *path);
struct stamp stamp_of_open(int fd);
struct stat;
struct stamp stamp_from(const struct stat *st);
/* The same of a path beneath an open folder (folder_open), for who asks about thousands. */
struct stamp stamp_beneath(int folder, const char *path);
bool stamp_equal(const struct stamp *a, const struct stamp *b);
/*
 * Whether the file changed so shortly before `beside` that a write after that could leave the stamp as it is: a
 * file system's clock ticks slowly.
 */
bool stamp_is_fresh(const struct stamp *s, const struct stamp *beside);

void stamp_write(const struct stamp *s, struct buf *out);
struct stamp stamp_read(struct bytes *in);

#endif

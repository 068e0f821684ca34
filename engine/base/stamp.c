#include "base/stamp.h"

#include <fcntl.h>
#include <sys/stat.h>

enum { TICK = 20000000 }; /* two of the slowest kernel's */

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct stamp stamp_from(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return (struct stamp){0};
	return (struct stamp){st->st_ino, (uint64_t)st->st_size, nanoseconds(st->st_mtim),
	                      nanoseconds(st->st_ctim)};
}

struct stamp stamp_of(const char *path)
{
	return stamp_beneath(AT_FDCWD, path);
}

struct stamp stamp_of_open(int fd)
{
	struct stat st;

	return fstat(fd, &st) < 0 ? (struct stamp){0} : stamp_from(&st);
}

struct stamp stamp_beneath(int folder, const char *path)
{
	struct stat st;

	return fstatat(folder, path, &st, AT_SYMLINK_NOFOLLOW) < 0 ? (struct stamp){0} : stamp_from(&st);
}

bool stamp_equal(const struct stamp *a, const struct stamp *b)
{
	return a->inode == b->inode && a->size == b->size && a->modified == b->modified &&
	       a->changed == b->changed;
}

bool stamp_is_fresh(const struct stamp *s, const struct stamp *beside)
{
	return s->inode != 0 && s->changed > beside->changed - TICK;
}

void stamp_write(const struct stamp *s, struct buf *out)
{
	buf_add(out, (struct str){(const char *)s, sizeof(*s)});
}

struct stamp stamp_read(struct bytes *in)
{
	struct stamp s = {0};

	bytes_take(in, &s, sizeof(s));
	return s;
}

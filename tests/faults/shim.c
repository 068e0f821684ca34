/*
 * Preloaded into tierbook, makes the FAULT_AT-th call of a kind go wrong.
 * FAULT_OF is that kind: change (what changes the disk: the default), read (what
 * reads a file, or opens it to be read), or memory (what asks for some).
 * FAULT_PATH: only those of files whose path contains it.
 * FAULT_HOW is fail (once), sticky (it and all later ones), storm (every second
 * one from there), short (half of it is written or read), kill or stop (a signal
 * to itself); FAULT_ERRNO says with what.
 * FAULT_COUNT is a file that gets the number of such calls, at 0 of all.
 * FAULT_NO_THREADS: no thread can be had; FAULT_NO_UNNAMED: no file without a
 * name, as on NFS.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CHANGE, READ, MEMORY };
enum outcome { GO_ON, FAIL, HALF };

/* As the environment has it, once it was looked into: that is too slow for every allocation. */
static struct {
	bool known;
	enum kind of;
	const char *path, *how;
	long at;
	int errno_is;
	bool no_threads, no_unnamed;
} fault;

static int calls; /* of all threads */

static long number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

static void look_up(void)
{
	const char *of = getenv("FAULT_OF");

	fault.of = of && strcmp(of, "read") == 0 ? READ : of && strcmp(of, "memory") == 0 ? MEMORY : CHANGE;
	fault.path = getenv("FAULT_PATH");
	fault.how = getenv("FAULT_HOW");
	fault.at = number_of("FAULT_AT");
	fault.errno_is = (int)number_of("FAULT_ERRNO");
	fault.no_threads = getenv("FAULT_NO_THREADS");
	fault.no_unnamed = getenv("FAULT_NO_UNNAMED");
	fault.known = true;
}

/* Also of a run that ends by _exit. */
static void tell(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *out = path ? fopen(path, "w") : NULL;

	if (out) {
		fprintf(out, "%d\n", calls);
		fclose(out);
	}
}

__attribute__((destructor)) static void tell_at_end(void)
{
	tell();
}

static enum outcome strike(enum kind kind)
{
	if (!fault.known)
		look_up();
	if (kind != fault.of)
		return GO_ON;
	int n = __sync_add_and_fetch(&calls, 1);

	if (!fault.how || fault.at == 0 || n < fault.at)
		return GO_ON;
	if (strcmp(fault.how, "storm") == 0 ? (n - fault.at) % 2
	                                    : n > fault.at && strcmp(fault.how, "sticky") != 0)
		return GO_ON;
	if (strcmp(fault.how, "kill") == 0)
		kill(getpid(), SIGKILL);
	if (strcmp(fault.how, "stop") == 0) {
		kill(getpid(), SIGSTOP);
		return GO_ON;
	}
	if (strcmp(fault.how, "short") == 0)
		return HALF;
	errno = kind == MEMORY ? ENOMEM : fault.errno_is;
	return FAIL;
}

static enum outcome strike_path(enum kind kind, const char *path)
{
	if (!fault.known)
		look_up();
	return fault.path && !strstr(path, fault.path) ? GO_ON : strike(kind);
}

static enum outcome strike_file(enum kind kind, int fd)
{
	char link[40], path[4096];
	ssize_t n;

	if (!fault.known)
		look_up();
	if (!fault.path || kind != fault.of)
		return strike(kind);
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = 0;
	return strike_path(kind, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n)
{
	enum outcome o = fd > STDERR_FILENO ? strike_file(CHANGE, fd) : GO_ON;

	return o == FAIL ? -1 : REAL(write)(fd, bytes, o == HALF && n > 1 ? n / 2 : n);
}

ssize_t writev(int fd, const struct iovec *pieces, int n)
{
	enum outcome o = strike_file(CHANGE, fd);

	if (o == HALF)
		return REAL(write)(fd, pieces[0].iov_base, pieces[0].iov_len / 2);
	return o == FAIL ? -1 : REAL(writev)(fd, pieces, n);
}

static ssize_t write_at(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *bytes,
                        size_t n, off_t at)
{
	enum outcome o = strike_file(CHANGE, fd);

	return o == FAIL ? -1 : real(fd, bytes, o == HALF && n > 1 ? n / 2 : n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return write_at(REAL(pwrite), fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	return write_at(REAL(pwrite64), fd, bytes, n, at);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	enum outcome o = fd > STDERR_FILENO ? strike_file(READ, fd) : GO_ON;

	return o == FAIL ? -1 : REAL(read)(fd, bytes, o == HALF && n > 1 ? n / 2 : n);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
	enum outcome o = strike_file(READ, fd);

	return o == FAIL ? -1 : REAL(pread64)(fd, bytes, o == HALF && n > 1 ? n / 2 : n, at);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
	return pread64(fd, bytes, n, at);
}

/* Those of glibc, which have these names too: looking them up would ask for memory. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	return strike(MEMORY) == FAIL ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return strike(MEMORY) == FAIL ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return strike(MEMORY) == FAIL ? NULL : __libc_realloc(old, size);
}

/* A crew that had no memory has ended without its destructors. */
void _exit(int status)
{
	tell();
	REAL(_exit)(status);
	__builtin_unreachable();
}

#define REPLACE(name, parameters, arguments, hit)                                                            \
	int name parameters                                                                                  \
	{                                                                                                    \
		return (hit) == FAIL ? -1 : REAL(name) arguments;                                            \
	}

REPLACE(fsync, (int fd), (fd), strike_file(CHANGE, fd))
REPLACE(fdatasync, (int fd), (fd), strike_file(CHANGE, fd))
REPLACE(syncfs, (int fd), (fd), strike_file(CHANGE, fd))
REPLACE(ftruncate, (int fd, off_t n), (fd, n), strike_file(CHANGE, fd))
REPLACE(ftruncate64, (int fd, off64_t n), (fd, n), strike_file(CHANGE, fd))
REPLACE(rename, (const char *from, const char *to), (from, to), strike_path(CHANGE, to))
REPLACE(linkat, (int from, const char *name, int to, const char *path, int flags),
        (from, name, to, path, flags), strike_path(CHANGE, path))
REPLACE(unlink, (const char *path), (path), strike_path(CHANGE, path))
REPLACE(unlinkat, (int folder, const char *path, int flags), (folder, path, flags), strike_path(CHANGE, path))
REPLACE(mkdir, (const char *path, mode_t mode), (path, mode), strike_path(CHANGE, path))

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *context)
{
	return fault.no_threads ? EAGAIN : REAL(pthread_create)(thread, attributes, work, context);
}

static bool is_unnamed(int flags)
{
	return (flags & O_TMPFILE) == O_TMPFILE;
}

static mode_t mode_of(int flags, va_list more)
{
	return flags & O_CREAT || is_unnamed(flags) ? va_arg(more, mode_t) : 0;
}

#define REPLACE_OPEN(name)                                                                                   \
	int name(const char *path, int flags, ...)                                                           \
	{                                                                                                    \
		va_list more;                                                                                \
                                                                                                             \
		va_start(more, flags);                                                                       \
		mode_t mode = mode_of(flags, more);                                                          \
		va_end(more);                                                                                \
		if (strike_path(flags & (O_WRONLY | O_RDWR) ? CHANGE : READ, path) == FAIL)                  \
			return -1;                                                                           \
		if (is_unnamed(flags) && fault.no_unnamed) {                                                 \
			errno = EOPNOTSUPP;                                                                  \
			return -1;                                                                           \
		}                                                                                            \
		return REAL(name)(path, flags, mode);                                                        \
	}

REPLACE_OPEN(open)
REPLACE_OPEN(open64)

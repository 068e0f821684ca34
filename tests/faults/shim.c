/*
 * Preloaded into tierbook, makes the FAULT_AT-th call that changes the disk go
 * wrong: FAULT_HOW is fail (once), sticky (it and all later ones), short (half
 * of a write), kill or stop (a signal to itself); FAULT_ERRNO says with what.
 * FAULT_COUNT is a file that gets the number of such calls, at 0 of all.
 * FAULT_NO_THREADS: no thread can be had.
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
#include <unistd.h>

static int calls; /* of all threads */

static long number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *out = path ? fopen(path, "w") : NULL;

	if (out) {
		fprintf(out, "%d\n", calls);
		fclose(out);
	}
}

enum outcome { GO_ON, FAIL, HALF };

static enum outcome strike(void)
{
	int n = __sync_add_and_fetch(&calls, 1);
	long at = number_of("FAULT_AT");
	const char *how = getenv("FAULT_HOW");

	if (!how || at == 0 || n < at || (n > at && strcmp(how, "sticky") != 0))
		return GO_ON;
	if (strcmp(how, "kill") == 0)
		kill(getpid(), SIGKILL);
	if (strcmp(how, "stop") == 0) {
		kill(getpid(), SIGSTOP);
		return GO_ON;
	}
	if (strcmp(how, "short") == 0)
		return HALF;
	errno = (int)number_of("FAULT_ERRNO");
	return FAIL;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n)
{
	enum outcome o = fd > STDERR_FILENO ? strike() : GO_ON;

	return o == FAIL ? -1 : REAL(write)(fd, bytes, o == HALF && n > 1 ? n / 2 : n);
}

static ssize_t write_at(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *bytes,
                        size_t n, off_t at)
{
	enum outcome o = strike();

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

#define REPLACE(name, parameters, arguments)                                                                 \
	int name parameters                                                                                  \
	{                                                                                                    \
		return strike() == FAIL ? -1 : REAL(name) arguments;                                         \
	}

REPLACE(fsync, (int fd), (fd))
REPLACE(fdatasync, (int fd), (fd))
REPLACE(syncfs, (int fd), (fd))
REPLACE(ftruncate, (int fd, off_t n), (fd, n))
REPLACE(ftruncate64, (int fd, off64_t n), (fd, n))
REPLACE(rename, (const char *from, const char *to), (from, to))
REPLACE(unlink, (const char *path), (path))
REPLACE(unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
REPLACE(mkdir, (const char *path, mode_t mode), (path, mode))

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *context)
{
	return getenv("FAULT_NO_THREADS") ? EAGAIN : REAL(pthread_create)(thread, attributes, work, context);
}

static mode_t mode_of(int flags, va_list more)
{
	return flags & O_CREAT ? va_arg(more, mode_t) : 0;
}

#define REPLACE_OPEN(name)                                                                                   \
	int name(const char *path, int flags, ...)                                                           \
	{                                                                                                    \
		va_list more;                                                                                \
                                                                                                             \
		va_start(more, flags);                                                                       \
		mode_t mode = mode_of(flags, more);                                                          \
		va_end(more);                                                                                \
		if (flags & (O_WRONLY | O_RDWR) && strike() == FAIL)                                         \
			return -1;                                                                           \
		return REAL(name)(path, flags, mode);                                                        \
	}

REPLACE_OPEN(open)
REPLACE_OPEN(open64)

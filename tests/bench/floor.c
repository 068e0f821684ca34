/*
 * What publishing pages costs at the very least: cmark alone over the pages,
 * then a plain write of bytes that are there.  One figure each, in microseconds.
 *
 *   floor HANDS pages LIST | floor HANDS copies LIST FROM TO
 *
 * LIST is a file of paths, one a line: arguments have no room for all of them.
 */
#include <cmark.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/crew.h"

struct load {
	const char *folder; /* of the copies */
	char **paths, **bytes;
	size_t *sizes;
};

static char *slurp(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	struct stat st;

	if (f && fstat(fileno(f), &st) == 0) {
		bytes = malloc((size_t)st.st_size + 1);
		*size = bytes ? fread(bytes, 1, (size_t)st.st_size, f) : 0;
	}
	if (f)
		fclose(f);
	if (!bytes)
		exit(1);
	return bytes;
}

static void render(void *context, size_t hand, size_t i)
{
	struct load *l = context;
	size_t size;
	char *bytes = slurp(l->paths[i], &size),
	     *html = cmark_markdown_to_html(bytes, size, CMARK_OPT_UNSAFE);

	(void)hand;
	free(html);
	free(bytes);
}

static void copy(void *context, size_t hand, size_t i)
{
	struct load *l = context;
	char path[4096];
	int fd;

	(void)hand;
	snprintf(path, sizeof(path), "%s/%s", l->folder, l->paths[i]);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
	if (fd < 0 || write(fd, l->bytes[i], l->sizes[i]) != (ssize_t)l->sizes[i] || close(fd) < 0)
		exit(1);
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static size_t list(const char *path, char ***paths)
{
	size_t size, n = 0;
	char *text = slurp(path, &size), *rest = text, *line;

	text[size] = '\0';
	*paths = calloc(size + 1, sizeof(**paths));
	while ((line = strsep(&rest, "\n")))
		if (*line)
			(*paths)[n++] = line;
	return n;
}

int main(int argc, char **argv)
{
	bool copies = argc == 6 && strcmp(argv[2], "copies") == 0;
	struct load l = {.folder = copies ? argv[5] : NULL};
	long long begin;
	size_t n;

	if (!copies && !(argc == 4 && strcmp(argv[2], "pages") == 0))
		return 2;
	n = list(argv[3], &l.paths);
	l.bytes = calloc(n, sizeof(*l.bytes));
	l.sizes = calloc(n, sizeof(*l.sizes));
	for (size_t i = 0; copies && i < n; i++) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", argv[4], l.paths[i]);
		l.bytes[i] = slurp(path, &l.sizes[i]);
	}
	begin = now();
	crew_run((size_t)atoi(argv[1]), n, copies ? copy : render, &l);
	printf("%lld\n", now() - begin);
	return 0;
}

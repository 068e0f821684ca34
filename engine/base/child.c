#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

enum { COMPLAINT_LIMIT = 4096 };

extern char **environ;

/* One of the two things a child writes to. */
struct stream {
	int read, write;
	size_t limit;
	struct buf words;
	bool full;
};

static bool open_stream(struct stream *s, size_t limit)
{
	int ends[2];

	*s = (struct stream){.read = -1, .write = -1, .limit = limit};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	s->read = ends[0];
	s->write = ends[1];
	return true;
}

static void close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

static bool spawn(const char *const *arguments, const struct stream *out, const struct stream *err,
                  pid_t *child)
{
	posix_spawn_file_actions_t actions;
	bool started;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out->write, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, err->write, STDERR_FILENO);
	started = posix_spawnp(child, arguments[0], &actions, NULL, (char *const *)arguments, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	return started;
}

/* What there is to read; what passes the limit is read on and thrown away, so that the child can end. */
static void take(struct stream *s)
{
	char bytes[4096];
	ssize_t n = read(s->read, bytes, sizeof(bytes));

	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		close_end(&s->read);
		return;
	}
	s->full |= (size_t)n > s->limit - s->words.len;
	if (!s->full)
		buf_add(&s->words, (struct str){bytes, (size_t)n});
}

static void listen(struct stream *out, struct stream *err)
{
	while (out->read >= 0 || err->read >= 0) {
		struct pollfd ends[] = {{.fd = out->read, .events = POLLIN},
		                        {.fd = err->read, .events = POLLIN}};

		if (poll(ends, 2, -1) < 0 && errno != EINTR)
			return;
		if (ends[0].revents)
			take(out);
		if (ends[1].revents)
			take(err);
	}
}

static bool wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

enum child_end child_run(struct arena *a, const char *const *arguments, size_t limit, struct child_words *out)
{
	struct stream output, complaint = {.read = -1, .write = -1};
	enum child_end end = CHILD_MISSING;
	struct str rest;
	pid_t child;

	*out = (struct child_words){0};
	if (!open_stream(&output, limit) || !open_stream(&complaint, COMPLAINT_LIMIT) ||
	    !spawn(arguments, &output, &complaint, &child))
		goto out;
	close_end(&output.write);
	close_end(&complaint.write);
	listen(&output, &complaint);
	end = wait_for(child) ? CHILD_FINE : CHILD_FAILED;
	if (output.full)
		end = CHILD_TOO_LONG;
	out->output = str_copy(a, buf_str(&output.words));
	rest = buf_str(&complaint.words);
	if (str_cut(&rest, '\n', &out->complaint))
		out->complaint = str_copy(a, out->complaint);
out:
	close_end(&output.read);
	close_end(&output.write);
	close_end(&complaint.read);
	close_end(&complaint.write);
	buf_free(&output.words);
	buf_free(&complaint.words);
	return end;
}

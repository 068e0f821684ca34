#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "command/command.h"
#include "command/site/serve_http.h"
#include "command/site/serve_site.h"
#include "command/site/serve_watch.h"

/* An editor saves in several steps: a build begins when so many milliseconds have been quiet. */
enum { QUIET = 8 };
/* Whoever waits is answered so often anyway: who went away meanwhile is not waited for. */
enum { PATIENCE = 25000 };

/* SIGINT and SIGTERM are read like anything else that happens; threads begun later leave them alone too. */
static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static void tell(const struct serve_site *s)
{
	if (s->errors > 0)
		fputs(s->problems, stderr);
	fprintf(stderr, "built in %.0f ms: %zu errors, %zu warnings\n", s->took, s->errors, s->warnings);
}

/* Builds what is saved until somebody says that it is enough. */
static void serve(struct serve_site *s, struct serve_watch *w, struct serve_http *h, int signals)
{
	struct pollfd fds[] = {{signals, POLLIN, 0}, {serve_watch_fd(w), POLLIN, 0}};
	bool due = false;

	while (poll(fds, 2, due ? QUIET : PATIENCE) >= 0 && !(fds[0].revents & POLLIN)) {
		if (fds[1].revents & POLLIN) {
			due |= serve_watch_take(w);
			continue;
		}
		if (due) {
			serve_site_build(s);
			tell(s);
		}
		due = false;
		serve_http_tell(h);
	}
}

static int run(struct call *call)
{
	const char *host = command_text(call, "--host");
	int64_t port = command_number(call, "--port", 8080);
	int signals = open_signals(), status = EXIT_NOTHING;
	struct serve_site *s = NULL;
	struct serve_watch *w;
	struct serve_http *h = NULL;

	if (!host)
		host = "127.0.0.1";
	w = serve_watch_open(call->d, call->site);
	if (w)
		s = serve_site_open(call, call->site, command_text(call, "--records"));
	h = s ? serve_http_open(call, s, host, port) : NULL;
	if (h) {
		serve_site_build(s);
		tell(s);
		printf("http://%s%s%s:%u/\n", strchr(host, ':') ? "[" : "", host,
		       strchr(host, ':') ? "]" : "", serve_http_port(h));
		fflush(stdout);
		serve(s, w, h, signals);
		status = EXIT_FINE;
	}
	serve_http_close(h);
	serve_site_close(s);
	serve_watch_close(w);
	close(signals);
	return status;
}

static const struct option options[] = {
	{"--port", 'p', OPTION_NUMBER, "N", "listen here; 0 takes any that is free (default: 8080)", false, 0,
         UINT16_MAX},
	{"--host", 0, OPTION_TEXT, "ADDRESS",
         "listen on this address (default: 127.0.0.1, this machine alone)"},
	{"--records", 0, OPTION_TEXT, "FILE", "show statements of these members"},
	{NULL},
};

const struct command command_serve = {
	.name = "serve",
	.operands = "",
	.summary = "show the site as it will be, while it is being written",
	.help = "Shows the site in a browser and builds it again whenever something is saved; open pages follow. With a\n"
		"mistake the last good page stays, and over it what is wrong, with its place. Drafts are shown.\n"
		"\n"
		"  /                                     all pages, languages, what is wrong\n"
		"  /statement/MEMBER?as-of=DAY&language=TAG   a member's statement (with --records)\n"
		"  /translate/LANG/PAGE                  a page's sentences beside their translations\n"
		"\n"
		"It is built in a folder of its own, which is removed at the end (SIGINT, SIGTERM); nothing that you\n"
		"published changes. It is for the machine it runs on: GET and HEAD only, no requests by other sites.\n"
		"\n"
		"  tierbook serve --port 8080 --records members.db",
	.advises = true,
	.options = options,
	.run = run,
};

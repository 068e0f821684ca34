#ifndef SITE_PROBE_H
#define SITE_PROBE_H

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * Asks addresses of other sites whether anything is there: HEAD, and where a
 * server does not care for that, GET without reading the answer.  Eight at a
 * time, two of one host.  No cookies, no passwords, http and https alone; a
 * proxy of the environment is used.  Only this file knows libcurl.
 */
struct probe {
	struct str url; /* what to ask; a fragment is left out */
	/* what came of it */
	long status;       /* of the last answer; 0: there was none */
	struct str failed; /* why there was none, for people to read */
	struct str moved;  /* where the address leads for good; empty: it has not moved */
};

struct probe_setting {
	int64_t timeout; /* seconds, for each request */
	bool internal;   /* also addresses of this machine and of private networks */
};

/* false: libcurl can't be had to work, which is said.  Text goes to the arena. */
bool probe_run(struct diagnostics *d, struct arena *a, struct probe *probes, size_t n,
               const struct probe_setting *setting);

#endif

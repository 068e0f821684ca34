#ifndef COMMAND_SERVE_GUARD_H
#define COMMAND_SERVE_GUARD_H

#include "base/str.h"

/* What a request may ask for, told from what it says alone. */

#define SERVE_HTML "text/html; charset=utf-8"

/* 127.0.0.1:8080, [::1], localhost: a number, this machine's own name, or what we were told to listen on. */
bool serve_guard_host(const char *host, const char *own);
/* Whether a page of this server, or a person, made the request: its Origin and Sec-Fetch-Site, or NULL. */
bool serve_guard_origin(const char *host, const char *origin, const char *site);
/* Percent signs decoded, once; false: a broken one, or a NUL. */
bool serve_guard_decode(struct arena *a, const char *url, struct str *out);
/* No piece is empty, or begins with a dot: ours begin so, and ".." does. */
bool serve_guard_path(struct str path);
/* What a file is, by its name. */
const char *serve_guard_type(struct str path);

#endif

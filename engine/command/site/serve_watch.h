#ifndef COMMAND_SERVE_WATCH_H
#define COMMAND_SERVE_WATCH_H

#include <stdbool.h>

struct diagnostics;

/* Tells when something that a site is made of has been saved (inotify). */
struct serve_watch;

/* NULL: said. */
struct serve_watch *serve_watch_open(struct diagnostics *d, const char *root);
void serve_watch_close(struct serve_watch *w); /* NULL is harmless */

/* For poll: readable when something has happened. */
int serve_watch_fd(const struct serve_watch *w);
/* Takes what has happened; true: a build is due.  An editor's own files are none of it. */
bool serve_watch_take(struct serve_watch *w);

#endif

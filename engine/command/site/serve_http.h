#ifndef COMMAND_SERVE_HTTP_H
#define COMMAND_SERVE_HTTP_H

#include "command/site/serve_site.h"

/*
 * HTTP for a browser on the same machine.  Only GET and HEAD; only requests
 * that name this machine by its number or as localhost (another name may have been made
 * to lead here), and none that another site's page has made.
 */
struct serve_http;

/* port 0: any that is free.  NULL: said. */
struct serve_http *serve_http_open(struct call *call, struct serve_site *s, const char *host, int64_t port);
/* Tells those who wait that there is another version.  To be called at times anyway, so that nobody waits for ever. */
void serve_http_tell(struct serve_http *h);
unsigned serve_http_port(const struct serve_http *h);
void serve_http_close(struct serve_http *h); /* nobody waits any more */

#endif

#include "command/site/serve_http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/optional.h"
#include "command/site/serve_guard.h"
#include "command/site/serve_reply.h"
#include "command/site/serve_view.h"
#include "site/content/address.h"
#include "text/words/url.h"

static struct serve_mhd mhd;

enum { FILE_LIMIT = 64 << 20, CONNECTIONS = 900, IDLE_SECONDS = 60, ARGUMENTS = 32, QUERY = 4096 };
/* The library keeps a request and the head of its answer in so much memory, cookies twice and each header with a note. */
enum { CONNECTION_MEMORY = 64 << 10, HEAD_LIMIT = 31 << 10, HEADERS = 100 };

/*
 * One thread answers: what is idle, slow, or waiting for the next build costs
 * a connection and nobody else's time.
 */
struct serve_http {
	struct serve_site *site;
	struct MHD_Daemon *daemon;
	struct serve_reply *reply;
	const char *host; /* as it was asked for */
	/* Who waits for another version. */
	pthread_mutex_t lock;
	struct MHD_Connection *waiting[CONNECTIONS];
	size_t n_waiting;
};

/* What a connection's request has come to. */
static int seen_head, seen_wait;

struct request {
	struct serve_http *http;
	struct MHD_Connection *connection;
	struct arena *arena;
	struct str path; /* decoded, with its first slash */
	struct buf body;
	const char *type;
	unsigned status;
	const char *location; /* NULL, or where what was asked for is */
	bool waits;           /* it is answered later */
	bool waited;          /* it has been long enough */
};

static struct str argument(struct request *r, const char *name)
{
	const char *value = mhd.lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, name);
	struct str out;

	return value && serve_guard_decode(r->arena, value, &out) ? out : (struct str){0};
}

static const char *header(const struct request *r, const char *name)
{
	return mhd.lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

static void fail(struct request *r, unsigned status, const char *title, const char *text)
{
	buf_clear(&r->body);
	r->status = status;
	r->type = SERVE_HTML;
	serve_view_notice(r->http->site, title, str_from(text), &r->body);
}

static bool read_site_file(struct request *r, struct str path, struct str *bytes)
{
	const char *file = file_path(r->arena, r->http->site->folder, path);
	struct diagnostics *unheard = diag_open();
	bool done = file_exists(file) && file_read(unheard, r->arena, file, FILE_LIMIT, bytes);

	diag_close(unheard);
	return done;
}

/* The file at an address here, or where the site is to stand, as its 404.html has it. */
static bool find_file(struct request *r, struct str address, struct str *path, struct str *bytes)
{
	const struct site *site = r->http->site->site;
	struct str base = site ? address_base(&site->config) : STR("/");

	*path = str_slice(address, 1, address.len);
	if (str_ends(*path, STR("/")))
		*path = str_format(r->arena, "%.*sindex.html", STR_ARG(*path));
	if (serve_guard_path(*path) && read_site_file(r, *path, bytes))
		return true;
	if (!str_starts(address, base))
		return false;
	*path = str_slice(*path, base.len - 1, path->len);
	return serve_guard_path(*path) && read_site_file(r, *path, bytes);
}

/* A folder's page leads on from the folder, so its address ends in a slash. */
static bool answer_folder(struct request *r)
{
	struct str address = str_format(r->arena, "%.*s/", STR_ARG(r->path)), path, bytes;
	struct buf location = {0};

	if (!find_file(r, address, &path, &bytes))
		return false;
	fail(r, MHD_HTTP_MOVED_PERMANENTLY, "Moved", "This is a folder: its address ends in a slash.");
	url_add(&location, address, URL_IN_LINE);
	r->location = buf_keep(&location, r->arena).at;
	return true;
}

static void answer_file(struct request *r)
{
	struct str path, bytes;

	if (!find_file(r, r->path, &path, &bytes)) {
		if (answer_folder(r))
			return;
		if (!read_site_file(r, STR("404.html"), &bytes)) {
			fail(r, 404, "Not found", "There is nothing at this address.");
			return;
		}
		r->status = 404;
		path = STR("404.html");
	}
	r->type = serve_guard_type(path);
	if (str_ends(path, STR(".html")))
		serve_view_put_over(r->http->site, bytes, &r->body);
	else
		buf_add(&r->body, bytes);
}

/* /statement/MEMBER?as-of=DAY&language=TAG, or ?member= */
static void answer_statement(struct request *r)
{
	struct str member = str_slice(r->path, strlen("/statement"), r->path.len);
	struct buf page = {0}, why = {0};
	unsigned status;

	member = member.len > 1 ? str_slice(member, 1, member.len) : argument(r, "member");
	status = serve_site_statement(r->http->site, member, argument(r, "as-of"), argument(r, "language"),
	                              &page, &why);
	if (status == 200) {
		r->type = SERVE_HTML;
		serve_view_put_over(r->http->site, buf_str(&page), &r->body);
	} else {
		fail(r, status, "No statement", str_z(r->arena, buf_str(&why)));
	}
	buf_free(&page);
	buf_free(&why);
}

static void answer_translation(struct request *r)
{
	struct str rest = str_slice(r->path, strlen("/translate/"), r->path.len), language;

	if (!str_cut(&rest, '/', &language) || !serve_guard_path(rest) ||
	    !serve_view_translation(r->http->site, language, rest, &r->body))
		fail(r, 404, "Not found", "There is no such page in such a language.");
	else
		r->type = SERVE_HTML;
}

/* Answers when there is another version than the one the page has, or after a while. */
static void answer_changes(struct request *r)
{
	struct serve_http *h = r->http;
	uint64_t since = strtoull(str_z(r->arena, argument(r, "since")), NULL, 10), version;

	/* held over both, so that no build ends unheard between them */
	pthread_mutex_lock(&h->lock);
	version = serve_site_version(h->site);
	r->waits = version == since && !r->waited && h->n_waiting < CONNECTIONS;
	if (r->waits) {
		mhd.suspend_connection(r->connection);
		h->waiting[h->n_waiting++] = r->connection;
	}
	pthread_mutex_unlock(&h->lock);
	buf_add_format(&r->body, "%" PRIu64 "\n", version);
	r->type = "text/plain; charset=utf-8";
}

void serve_http_tell(struct serve_http *h)
{
	pthread_mutex_lock(&h->lock);
	while (h->n_waiting > 0)
		mhd.resume_connection(h->waiting[--h->n_waiting]);
	pthread_mutex_unlock(&h->lock);
}

static void answer(struct request *r)
{
	struct serve_site *s = r->http->site;

	if (str_is(r->path, "/-/changes")) {
		answer_changes(r);
		return;
	}
	pthread_rwlock_rdlock(&s->lock);
	if (serve_view_file(r->path).len > 0) {
		buf_add(&r->body, serve_view_file(r->path));
		r->type = serve_guard_type(r->path);
	} else if (str_is(r->path, "/")) {
		r->type = SERVE_HTML;
		serve_view_start(s, &r->body);
	} else if (str_is(r->path, "/statement") || str_starts(r->path, STR("/statement/"))) {
		answer_statement(r);
	} else if (str_starts(r->path, STR("/translate/"))) {
		answer_translation(r);
	} else {
		answer_file(r);
	}
	pthread_rwlock_unlock(&s->lock);
}

static enum MHD_Result count_host(void *count, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind, (void)value;
	*(int *)count += strcasecmp(name, "Host") == 0;
	return MHD_YES;
}

/* Two could each be the one that counts. */
static const char *only_host(const struct request *r)
{
	int n = 0;

	mhd.get_connection_values(r->connection, MHD_HEADER_KIND, count_host, &n);
	return n == 1 ? header(r, "Host") : NULL;
}

/* Those who may not ask are told so without a word of the site. */
static bool refuse(struct request *r, const char *method, const char *url)
{
	const char *host = only_host(r), *why = NULL;

	r->type = "text/plain; charset=utf-8";
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
		r->status = MHD_HTTP_METHOD_NOT_ALLOWED;
		why = "only GET and HEAD\n";
	} else if (!host || !serve_guard_host(host, r->http->host)) {
		r->status = MHD_HTTP_MISDIRECTED_REQUEST;
		why = "ask for 127.0.0.1 or localhost\n";
	} else if (!serve_guard_origin(host, header(r, "Origin"), header(r, "Sec-Fetch-Site"))) {
		r->status = MHD_HTTP_FORBIDDEN;
		why = "not for pages of other sites\n";
	} else if (!serve_guard_decode(r->arena, url, &r->path) || r->path.len == 0 || r->path.at[0] != '/') {
		r->status = MHD_HTTP_BAD_REQUEST;
		why = "the address is broken\n";
	}
	if (why)
		buf_add_z(&r->body, why);
	return why != NULL;
}

static bool is_too_large(struct MHD_Connection *c)
{
	return mhd.get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size >
	               HEAD_LIMIT ||
	       mhd.get_connection_values(c, MHD_HEADER_KIND, NULL, NULL) > HEADERS;
}

/* The library's memory may have no room for an answer, and then it hangs up without one. */
static enum MHD_Result hang_up(struct MHD_Connection *c)
{
	static const char answer[] = "HTTP/1.1 431 Request Header Fields Too Large\r\n"
				     "Content-Length: 0\r\nConnection: close\r\n\r\n";

	send(mhd.get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, answer,
	     sizeof(answer) - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	return MHD_NO;
}

static enum MHD_Result handle(void *http, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **seen)
{
	struct request r = {.http = http, .connection = connection, .status = MHD_HTTP_OK};
	enum MHD_Result result = MHD_YES;

	(void)version, (void)upload;
	/* the first call comes before the body, which nobody wants */
	if (!*seen) {
		*seen = &seen_head;
		return is_too_large(connection) ? hang_up(connection) : MHD_YES;
	}
	if (*upload_size > 0) {
		*upload_size = 0;
		return MHD_YES;
	}
	r.waited = *seen == &seen_wait;
	*seen = &seen_wait;
	r.arena = arena_open();
	if (!refuse(&r, method, url))
		answer(&r);
	if (!r.waits)
		result = serve_reply_send(
			r.http->reply, connection,
			&(struct serve_answer){r.status, r.type, buf_str(&r.body), r.location});
	buf_free(&r.body);
	arena_close(r.arena);
	return result;
}

/* Addresses stay as they were sent: we decode them ourselves, once. */
static size_t leave(void *context, struct MHD_Connection *connection, char *s)
{
	(void)context, (void)connection;
	return strlen(s);
}

/*
 * Ends an address where its arguments are more, or longer, than anything here asks for: the library runs out of a
 * connection's memory over hundreds of them, and then neither answers nor hangs up.
 */
static void *cut_arguments(void *context, const char *address, struct MHD_Connection *connection)
{
	char *query = strchr(address, '?'), *end = query;

	(void)context, (void)connection;
	for (int n = 0; end && n < ARGUMENTS; n++)
		end = strchr(end + 1, '&');
	if (query && strlen(query) > QUERY)
		end = query + 1; /* the library has seen the question mark */
	if (end)
		*end = '\0';
	return NULL;
}

struct serve_http *serve_http_open(struct call *call, struct serve_site *s, const char *host, int64_t port)
{
	static const char *const names[] = {LIBMICROHTTPD(OPTIONAL_NAME) NULL};
	static const struct optional library = {"libmicrohttpd.so.12", "libmicrohttpd12", names};
	struct serve_http *h = arena_alloc(call->arena, sizeof(*h));
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	const struct sockaddr *address = (const struct sockaddr *)&v4;

	if (!optional_open(call->d, &library, &mhd))
		return NULL;
	*h = (struct serve_http){.site = s, .host = host, .reply = serve_reply_open(call->arena, &mhd)};
	pthread_mutex_init(&h->lock, NULL);
	if (inet_pton(AF_INET6, host, &v6.sin6_addr) == 1) {
		flags |= MHD_USE_IPv6;
		address = (const struct sockaddr *)&v6;
	} else if (inet_pton(AF_INET, host, &v4.sin_addr) != 1) {
		diag_add(call->d, CANNOT_LISTEN, POSITION_NONE, host, "it is no address of numbers");
		return NULL;
	}
	h->daemon = mhd.start_daemon(flags, (uint16_t)port, NULL, NULL, handle, h, MHD_OPTION_SOCK_ADDR,
	                             address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	                             MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
	                             MHD_OPTION_URI_LOG_CALLBACK, cut_arguments, NULL,
	                             MHD_OPTION_UNESCAPE_CALLBACK, leave, NULL, MHD_OPTION_END);
	if (h->daemon)
		return h;
	diag_add(call->d, CANNOT_LISTEN, POSITION_NONE, host, strerror(errno));
	return NULL;
}

unsigned serve_http_port(const struct serve_http *h)
{
	return mhd.get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void serve_http_close(struct serve_http *h)
{
	if (!h)
		return;
	serve_http_tell(h);
	mhd.stop_daemon(h->daemon);
	serve_reply_close(h->reply);
}

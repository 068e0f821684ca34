#include "command/site/serve_http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/file.h"
#include "base/optional.h"
#include "command/site/serve_view.h"

/* What we call of libmicrohttpd, which is there once there is a server. */
#define LIBMICROHTTPD(F)                                                                                     \
	F(MHD_, add_response_header)                                                                         \
	F(MHD_, create_response_from_buffer)                                                                 \
	F(MHD_, destroy_response)                                                                            \
	F(MHD_, get_daemon_info)                                                                             \
	F(MHD_, lookup_connection_value)                                                                     \
	F(MHD_, queue_response)                                                                              \
	F(MHD_, start_daemon)                                                                                \
	F(MHD_, stop_daemon)

static struct {
	LIBMICROHTTPD(OPTIONAL_POINTER)
} mhd;

enum { FILE_LIMIT = 64 << 20, CONNECTIONS = 64, IDLE_SECONDS = 60 };

struct serve_http {
	struct serve_site *site;
	struct MHD_Daemon *daemon;
	const char *host; /* as it was asked for */
};

struct request {
	struct serve_http *http;
	struct MHD_Connection *connection;
	struct arena *arena;
	struct str path; /* decoded, with its first slash */
	struct buf body;
	const char *type;
	unsigned status;
};

static const char policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
			     "font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; "
			     "base-uri 'none'; frame-ancestors 'none'";

static const struct {
	const char *suffix, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".json", "application/json"},
	{".xml", "application/xml"},
	{".txt", "text/plain; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".jpg", "image/jpeg"},
	{".jpeg", "image/jpeg"},
	{".gif", "image/gif"},
	{".webp", "image/webp"},
	{".ico", "image/x-icon"},
	{".woff2", "font/woff2"},
	{".pdf", "application/pdf"},
};

static const char *type_of(struct str path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (str_ends(path, str_from(types[i].suffix)))
			return types[i].type;
	return "application/octet-stream";
}

/* Percent signs decoded, once; false: a broken one, or a NUL. */
static bool decode(struct arena *a, const char *url, struct str *out)
{
	size_t len = strlen(url), n = 0;
	char *at = arena_alloc(a, len + 1);

	for (size_t i = 0; i < len; i++) {
		int high = url[i] == '%' ? ascii_hex(url[i + 1]) : 0;
		int low = url[i] == '%' && high >= 0 ? ascii_hex(url[i + 2]) : 0;

		if (high < 0 || low < 0)
			return false;
		at[n++] = url[i] == '%' ? (char)(high * 16 + low) : url[i];
		i += url[i] == '%' ? 2 : 0;
		if (!at[n - 1])
			return false;
	}
	*out = (struct str){at, n};
	return true;
}

static struct str argument(struct request *r, const char *name)
{
	const char *value = mhd.lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, name);
	struct str out;

	return value && decode(r->arena, value, &out) ? out : (struct str){0};
}

static const char *header(const struct request *r, const char *name)
{
	return mhd.lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

/* 127.0.0.1:8080, [::1], localhost: a number, this machine's own name, or what we were told to listen on. */
static bool is_ours(const struct serve_http *h, const char *host)
{
	struct str s = str_from(host);
	unsigned char number[sizeof(struct in6_addr)];
	char name[256];
	size_t n = s.len;

	if (s.len > 1 && s.at[0] == '[') {
		n = str_find(s, STR("]"), 0);
		if (n == SIZE_MAX || n >= sizeof(name))
			return false;
		memcpy(name, s.at + 1, n - 1);
		name[n - 1] = 0;
		return inet_pton(AF_INET6, name, number) == 1;
	}
	if (str_find(s, STR(":"), 0) < n)
		n = str_find(s, STR(":"), 0);
	if (n == 0 || n >= sizeof(name))
		return false;
	memcpy(name, s.at, n);
	name[n] = 0;
	return inet_pton(AF_INET, name, number) == 1 || strcasecmp(name, "localhost") == 0 ||
	       strcasecmp(name, h->host) == 0;
}

/* Whether a page of this server, or a person, made the request. */
static bool is_from_here(const struct request *r)
{
	const char *site = header(r, "Sec-Fetch-Site"), *origin = header(r, "Origin"),
		   *host = header(r, "Host");

	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	return !origin || (host && strncmp(origin, "http://", 7) == 0 && strcmp(origin + 7, host) == 0);
}

static void fail(struct request *r, unsigned status, const char *title, const char *text)
{
	buf_clear(&r->body);
	r->status = status;
	r->type = types[0].type;
	serve_view_notice(r->http->site, title, str_from(text), &r->body);
}

/* No piece is empty, or begins with a dot: ours begin so, and ".." does. */
static bool is_plain_path(struct str path)
{
	struct str rest = path, piece;

	if (str_find(path, STR("\\"), 0) != SIZE_MAX)
		return false;
	while (str_cut(&rest, '/', &piece))
		if (piece.len == 0 || piece.at[0] == '.')
			return false;
	return path.len > 0;
}

static bool read_site_file(struct request *r, struct str path, struct str *bytes)
{
	const char *file = file_path(r->arena, r->http->site->folder, path);
	struct diagnostics *unheard = diag_open();
	bool done = file_exists(file) && file_read(unheard, r->arena, file, FILE_LIMIT, bytes);

	diag_close(unheard);
	return done;
}

static void answer_file(struct request *r)
{
	struct str path = str_slice(r->path, 1, r->path.len), bytes;

	if (str_ends(path, STR("/")))
		path = str_format(r->arena, "%.*sindex.html", STR_ARG(path));
	if (!is_plain_path(path) || !read_site_file(r, path, &bytes)) {
		if (!read_site_file(r, STR("404.html"), &bytes)) {
			fail(r, 404, "Not found", "There is nothing at this address.");
			return;
		}
		r->status = 404;
		path = STR("404.html");
	}
	r->type = type_of(path);
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
		r->type = types[0].type;
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

	if (!str_cut(&rest, '/', &language) || !is_plain_path(rest) ||
	    !serve_view_translation(r->http->site, language, rest, &r->body))
		fail(r, 404, "Not found", "There is no such page in such a language.");
	else
		r->type = types[0].type;
}

/* Answers when there is another version than the one the page has. */
static void answer_changes(struct request *r)
{
	uint64_t since = strtoull(str_z(r->arena, argument(r, "since")), NULL, 10);

	buf_add_format(&r->body, "%" PRIu64 "\n", serve_site_wait(r->http->site, since));
	r->type = "text/plain; charset=utf-8";
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
		r->type = type_of(r->path);
	} else if (str_is(r->path, "/")) {
		r->type = types[0].type;
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

/* Those who may not ask are told so without a word of the site. */
static bool refuse(struct request *r, const char *method, const char *url)
{
	const char *host = header(r, "Host"), *why = NULL;

	r->type = "text/plain; charset=utf-8";
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
		r->status = MHD_HTTP_METHOD_NOT_ALLOWED;
		why = "only GET and HEAD\n";
	} else if (!host || !is_ours(r->http, host)) {
		r->status = MHD_HTTP_MISDIRECTED_REQUEST;
		why = "ask for 127.0.0.1 or localhost\n";
	} else if (!is_from_here(r)) {
		r->status = MHD_HTTP_FORBIDDEN;
		why = "not for pages of other sites\n";
	} else if (!decode(r->arena, url, &r->path) || r->path.len == 0 || r->path.at[0] != '/') {
		r->status = MHD_HTTP_BAD_REQUEST;
		why = "the address is broken\n";
	}
	if (why)
		buf_add_z(&r->body, why);
	return why != NULL;
}

static void add_headers(struct MHD_Response *out, const struct request *r)
{
	mhd.add_response_header(out, "Content-Type", r->type);
	mhd.add_response_header(out, "Content-Security-Policy", policy);
	mhd.add_response_header(out, "X-Content-Type-Options", "nosniff");
	mhd.add_response_header(out, "Referrer-Policy", "no-referrer");
	mhd.add_response_header(out, "Cross-Origin-Resource-Policy", "same-origin");
	mhd.add_response_header(out, "Cross-Origin-Opener-Policy", "same-origin");
	mhd.add_response_header(out, "Cache-Control", "no-store");
	if (r->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		mhd.add_response_header(out, "Allow", "GET, HEAD");
}

static enum MHD_Result handle(void *http, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **seen)
{
	static int once;
	struct request r = {.http = http, .connection = connection, .status = MHD_HTTP_OK};
	struct MHD_Response *out;
	enum MHD_Result result;

	(void)version, (void)upload;
	/* the first call comes before the body, which nobody wants */
	if (!*seen) {
		*seen = &once;
		return MHD_YES;
	}
	if (*upload_size > 0) {
		*upload_size = 0;
		return MHD_YES;
	}
	r.arena = arena_open();
	if (!refuse(&r, method, url))
		answer(&r);
	out = mhd.create_response_from_buffer(r.body.len, r.body.at, MHD_RESPMEM_MUST_COPY);
	add_headers(out, &r);
	result = mhd.queue_response(connection, r.status, out);
	mhd.destroy_response(out);
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

struct serve_http *serve_http_open(struct call *call, struct serve_site *s, const char *host, int64_t port)
{
	static const char *const names[] = {LIBMICROHTTPD(OPTIONAL_NAME) NULL};
	static const struct optional library = {"libmicrohttpd.so.12", "libmicrohttpd12", names};
	struct serve_http *h = arena_alloc(call->arena, sizeof(*h));
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION;
	const struct sockaddr *address = (const struct sockaddr *)&v4;

	if (!optional_open(call->d, &library, &mhd))
		return NULL;
	*h = (struct serve_http){.site = s, .host = host};
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
	if (h)
		mhd.stop_daemon(h->daemon);
}

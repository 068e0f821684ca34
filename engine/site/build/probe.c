#include "site/build/probe.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/optional.h"
#include "text/words/url.h"

/* What we call of libcurl, which is there once a probe has begun. */
#define LIBCURL(F)                                                                                           \
	F(curl_, easy_cleanup)                                                                               \
	F(curl_, easy_getinfo)                                                                               \
	F(curl_, easy_init)                                                                                  \
	F(curl_, easy_reset)                                                                                 \
	F(curl_, easy_setopt)                                                                                \
	F(curl_, easy_strerror)                                                                              \
	F(curl_, free)                                                                                       \
	F(curl_, global_cleanup)                                                                             \
	F(curl_, global_init)                                                                                \
	F(curl_, multi_add_handle)                                                                           \
	F(curl_, multi_cleanup)                                                                              \
	F(curl_, multi_info_read)                                                                            \
	F(curl_, multi_init)                                                                                 \
	F(curl_, multi_perform)                                                                              \
	F(curl_, multi_poll)                                                                                 \
	F(curl_, multi_remove_handle)                                                                        \
	F(curl_, url)                                                                                        \
	F(curl_, url_cleanup)                                                                                \
	F(curl_, url_get)                                                                                    \
	F(curl_, url_set)

static struct {
	LIBCURL(OPTIONAL_POINTER)
} libcurl;

enum { AT_ONCE = 8, AT_ONE_HOST = 2, REDIRECTS = 10, CONNECT_SECONDS = 10 };

/* One address on its way: a request after the other, until an answer leads no further. */
struct asking {
	struct arena *arena;
	const struct probe_setting *setting;
	struct probe *probe;
	CURL *curl;
	struct str host;
	int hops;
	bool get;       /* HEAD did not help */
	bool for_good;  /* every redirect so far was permanent */
	bool forbidden; /* the address is of this machine or a private network */
	bool began;     /* the answer has a body */
	bool done;
};

static bool is_internal_4(uint32_t ip)
{
	static const struct {
		uint32_t network;
		int bits;
	} networks[] = {
		{0x00000000, 8},  /* this network */
		{0x0A000000, 8},  /* private */
		{0x64400000, 10}, /* shared by a provider's customers */
		{0x7F000000, 8},  /* this machine */
		{0xA9FE0000, 16}, /* link-local, where clouds keep their secrets */
		{0xAC100000, 12}, /* private */
		{0xC0A80000, 16}, /* private */
	};

	for (size_t i = 0; i < sizeof(networks) / sizeof(*networks); i++)
		if ((ip ^ networks[i].network) >> (32 - networks[i].bits) == 0)
			return true;
	return false;
}

static bool is_internal(const struct sockaddr *address)
{
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
	uint32_t ip;

	if (address->sa_family == AF_INET)
		return is_internal_4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
	if (address->sa_family != AF_INET6)
		return true;
	if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) {
		memcpy(&ip, six->sin6_addr.s6_addr + 12, sizeof(ip));
		return is_internal_4(ntohl(ip));
	}
	return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) || IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr) ||
	       IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr) || (six->sin6_addr.s6_addr[0] & 0xFE) == 0xFC;
}

/* Where a name leads is known only here. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct asking *q = context;

	if (purpose == CURLSOCKTYPE_IPCXN && !q->setting->internal && is_internal(&address->addr)) {
		q->forbidden = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* That there is a body is enough. */
static size_t refuse_body(char *bytes, size_t size, size_t n, void *context)
{
	struct asking *q = context;

	(void)bytes;
	(void)size;
	(void)n;
	q->began = true;
	return CURL_WRITEFUNC_ERROR;
}

/* An address as it goes over the wire: what ASCII has no sign for is percent-encoded. */
static struct str encode(struct arena *a, struct str url)
{
	size_t hash = str_find(url, STR("#"), 0);
	struct buf b = {0};

	url = str_slice(url, 0, hash == SIZE_MAX ? url.len : hash);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.at[i];

		if (c <= ' ' || c >= 0x7F)
			buf_add_format(&b, "%%%02X", c);
		else
			buf_add_char(&b, (char)c);
	}
	return buf_keep(&b, a);
}

/* The host of an address, and why it is not to be asked: a zero-terminated text, or NULL. */
static const char *host_of(struct asking *q, struct str url)
{
	CURLU *parts = libcurl.url();
	char *host = NULL, *user = NULL;
	const char *why = NULL;

	if (libcurl.url_set(parts, CURLUPART_URL, url.at, 0) != CURLUE_OK ||
	    libcurl.url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		why = "it is no address";
	else if (libcurl.url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK)
		why = "it holds a name and password";
	else
		q->host = str_copy(q->arena, str_from(host));
	libcurl.free(host);
	libcurl.free(user);
	libcurl.url_cleanup(parts);
	return why;
}

static void end(struct asking *q, const char *failed)
{
	q->done = true;
	q->probe->failed = str_copy(q->arena, str_from(failed));
}

static void set(struct asking *q, struct str url)
{
	CURL *c = q->curl;

	libcurl.easy_reset(c);
	libcurl.easy_setopt(c, CURLOPT_URL, url.at);
	libcurl.easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	libcurl.easy_setopt(c, CURLOPT_NOBODY, q->get ? 0L : 1L);
	libcurl.easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	libcurl.easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	libcurl.easy_setopt(c, CURLOPT_TIMEOUT, (long)q->setting->timeout);
	libcurl.easy_setopt(c, CURLOPT_USERAGENT, "tierbook (checks links)");
	libcurl.easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	libcurl.easy_setopt(c, CURLOPT_OPENSOCKETDATA, q);
	libcurl.easy_setopt(c, CURLOPT_WRITEFUNCTION, refuse_body);
	libcurl.easy_setopt(c, CURLOPT_WRITEDATA, q);
	libcurl.easy_setopt(c, CURLOPT_PRIVATE, q);
}

/* Follows a redirect.  What a permanent one leads to, until one is not, is the new address. */
static bool follow(struct asking *q, long status, struct str *next)
{
	char *location = NULL;
	const char *why;

	libcurl.easy_getinfo(q->curl, CURLINFO_REDIRECT_URL, &location);
	if (status < 300 || status > 399 || !location)
		return false;
	if (++q->hops > REDIRECTS) {
		end(q, "it is sent on in circles");
		return false;
	}
	*next = encode(q->arena, str_from(location));
	why = host_of(q, *next);
	if (why || !url_is_web(*next)) {
		end(q, why ? why : "it is sent on to an address that is none of the web");
		return false;
	}
	q->for_good &= status == 301 || status == 308;
	if (q->for_good)
		q->probe->moved = str_copy(q->arena, str_from(location));
	return true;
}

/* What to ask after this answer; false: nothing more. */
static bool take(struct asking *q, CURLcode code, struct str *next)
{
	char *url = NULL;
	long status = 0;

	libcurl.easy_getinfo(q->curl, CURLINFO_RESPONSE_CODE, &status);
	libcurl.easy_getinfo(q->curl, CURLINFO_EFFECTIVE_URL, &url);
	q->probe->status = status;
	if (q->forbidden) {
		q->probe->status = 0;
		end(q, "it is an address of this machine or of a private network");
		return false;
	}
	if (code == CURLE_OK || q->began) {
		if (follow(q, status, next))
			return true;
		if (!q->done && status == 0)
			end(q, "it does not speak the web's language");
		if (q->done || status < 400)
			return false;
	}
	if (q->get || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_OPERATION_TIMEDOUT) {
		if (code != CURLE_OK && !q->began) {
			q->probe->status = 0;
			end(q, libcurl.easy_strerror(code));
		}
		return false;
	}
	q->get = true;
	*next = str_copy(q->arena, str_from(url));
	return true;
}

/* All that is to be asked, and what is under way. */
struct round {
	CURLM *all;
	struct asking *list;
	size_t n, first; /* all before the first have begun */
	struct asking *under_way[AT_ONCE];
};

static void begin(struct round *r, struct asking *q, size_t place)
{
	q->for_good = true;
	q->curl = libcurl.easy_init();
	set(q, encode(q->arena, q->probe->url));
	libcurl.multi_add_handle(r->all, q->curl);
	r->under_way[place] = q;
}

/* The next whose host is not being asked twice already; NULL: none. */
static struct asking *next_of(struct round *r)
{
	while (r->first < r->n && (r->list[r->first].done || r->list[r->first].curl))
		r->first++;
	for (size_t i = r->first; i < r->n; i++) {
		struct asking *q = &r->list[i];
		size_t same = 0;

		for (size_t k = 0; k < AT_ONCE; k++)
			same += r->under_way[k] && str_equal(r->under_way[k]->host, q->host);
		if (!q->done && !q->curl && same < AT_ONE_HOST)
			return q;
	}
	return NULL;
}

/* false: all are done. */
static bool begin_more(struct round *r)
{
	bool left = false;

	for (size_t i = 0; i < AT_ONCE; i++) {
		struct asking *q = r->under_way[i] ? NULL : next_of(r);

		if (q)
			begin(r, q, i);
		left |= r->under_way[i] != NULL;
	}
	return left;
}

static void answer(struct round *r, CURL *curl, CURLcode code)
{
	struct asking *q = NULL;
	struct str next;

	libcurl.easy_getinfo(curl, CURLINFO_PRIVATE, &q);
	libcurl.multi_remove_handle(r->all, curl);
	if (take(q, code, &next)) {
		q->began = false;
		set(q, next);
		libcurl.multi_add_handle(r->all, curl);
		return;
	}
	q->done = true;
	q->curl = NULL;
	libcurl.easy_cleanup(curl);
	for (size_t i = 0; i < AT_ONCE; i++)
		if (r->under_way[i] == q)
			r->under_way[i] = NULL;
}

static CURLM *start(struct diagnostics *d)
{
	static const char *const names[] = {LIBCURL(OPTIONAL_NAME) NULL};
	static const struct optional library = {"libcurl.so.4", "libcurl4", names};
	CURLM *all;

	if (!optional_open(d, &library, &libcurl))
		return NULL;
	all = libcurl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? libcurl.multi_init() : NULL;
	if (!all)
		diag_add(d, EXTERNAL_UNKNOWN, POSITION_NONE, "the web", "libcurl cannot be started");
	return all;
}

bool probe_run(struct diagnostics *d, struct arena *a, struct probe *probes, size_t n,
               const struct probe_setting *setting)
{
	struct round r = {.all = start(d), .list = arena_array(a, n + 1, sizeof(*r.list)), .n = n};
	int running, messages;
	CURLMsg *m;

	if (!r.all)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct asking *q = &r.list[i];
		const char *why;

		*q = (struct asking){.arena = a, .setting = setting, .probe = &probes[i]};
		why = host_of(q, encode(a, probes[i].url));
		if (why)
			end(q, why);
	}
	while (begin_more(&r)) {
		libcurl.multi_perform(r.all, &running);
		while ((m = libcurl.multi_info_read(r.all, &messages)))
			if (m->msg == CURLMSG_DONE)
				answer(&r, m->easy_handle, m->data.result);
		libcurl.multi_poll(r.all, NULL, 0, 100, NULL);
	}
	libcurl.multi_cleanup(r.all);
	libcurl.global_cleanup();
	return true;
}

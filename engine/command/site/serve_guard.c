#include "command/site/serve_guard.h"

#include <arpa/inet.h>
#include <strings.h>

#include "base/arena.h"
#include "base/ascii.h"

bool serve_guard_decode(struct arena *a, const char *url, struct str *out)
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

/* ":8080", or nothing. */
static bool is_port(struct str s)
{
	return s.len == 0 || str_is(s, ":") || (s.at[0] == ':' && str_is_digits(str_slice(s, 1, s.len)));
}

bool serve_guard_host(const char *host, const char *own)
{
	struct str s = str_from(host);
	unsigned char number[sizeof(struct in6_addr)];
	char name[256];
	size_t n = s.len;

	if (s.len > 1 && s.at[0] == '[') {
		n = str_find(s, STR("]"), 0);
		if (n == SIZE_MAX || n >= sizeof(name) || !is_port(str_slice(s, n + 1, s.len)))
			return false;
		memcpy(name, s.at + 1, n - 1);
		name[n - 1] = 0;
		return inet_pton(AF_INET6, name, number) == 1;
	}
	if (str_find(s, STR(":"), 0) < n)
		n = str_find(s, STR(":"), 0);
	if (n == 0 || n >= sizeof(name) || !is_port(str_slice(s, n, s.len)))
		return false;
	memcpy(name, s.at, n);
	name[n] = 0;
	return inet_pton(AF_INET, name, number) == 1 || strcasecmp(name, "localhost") == 0 ||
	       strcasecmp(name, own) == 0;
}

bool serve_guard_origin(const char *host, const char *origin, const char *site)
{
	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	return !origin || (host && strncmp(origin, "http://", 7) == 0 && strcmp(origin + 7, host) == 0);
}

bool serve_guard_path(struct str path)
{
	struct str rest = path, piece;

	if (str_find(path, STR("\\"), 0) != SIZE_MAX)
		return false;
	while (str_cut(&rest, '/', &piece))
		if (piece.len == 0 || piece.at[0] == '.')
			return false;
	return path.len > 0;
}

static const struct {
	const char *suffix, *type;
} types[] = {
	{".html", SERVE_HTML},
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

const char *serve_guard_type(struct str path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (str_ends(path, str_from(types[i].suffix)))
			return types[i].type;
	return "application/octet-stream";
}

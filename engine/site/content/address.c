#include "site/content/address.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "site/content/config.h"

bool address_is_page(struct str path)
{
	static const bool barred[256] = {
		[0 ... 0x1F] = true, ['?'] = true, ['#'] = true, ['%'] = true, [':'] = true, ['\\'] = true};
	bool begins = true;

	for (size_t i = 0; i < path.len; i++) {
		char c = path.at[i];

		if (barred[(unsigned char)c] || (begins && (c == '/' || c == '.')))
			return false;
		begins = c == '/';
	}
	return !begins;
}

struct str address_file(struct arena *a, struct str tag, enum view view, struct str page)
{
	static const struct str suffix[VIEWS] = {STR("/"), STR(".sentences/"), STR(".columns/")};

	return str_join(a, (struct str[]){tag, suffix[view], page, STR(".html")}, 4);
}

struct str address_url(struct arena *a, const struct config *c, struct str tag, struct str page)
{
	if (c->base_url.len == 0)
		return (struct str){0};
	return str_join(a, (struct str[]){c->base_url, tag, STR("/"), page, STR(".html")}, 5);
}

struct str address_base(const struct config *c)
{
	size_t host = str_find(c->base_url, STR("://"), 0);
	size_t slash = host == SIZE_MAX ? SIZE_MAX : str_find(c->base_url, STR("/"), host + 3);

	return slash == SIZE_MAX ? STR("/") : str_slice(c->base_url, slash, c->base_url.len);
}

/* So many times "../" and then the rest, in one piece. */
static struct str climb(struct arena *a, size_t times, struct str rest, const char *suffix)
{
	size_t up = 3 * times, end = strlen(suffix);
	char *out = arena_alloc(a, up + rest.len + end + 1);

	for (size_t i = 0; i < up; i += 3)
		memcpy(out + i, "../", 3);
	if (rest.len > 0)
		memcpy(out + up, rest.at, rest.len);
	memcpy(out + up + rest.len, suffix, end);
	return (struct str){out, up + rest.len + end};
}

static size_t depth(struct str page)
{
	size_t n = 0;

	for (size_t at = 0; (at = str_find_byte(page, '/', at)) != SIZE_MAX; at++)
		n++;
	return n;
}

struct str address_root(struct arena *a, struct str page)
{
	return climb(a, depth(page) + 1, (struct str){0}, "");
}

struct str address_view(struct arena *a, struct str tag, enum view view, struct str page)
{
	return climb(a, depth(page) + 1, address_file(a, tag, view, page), "");
}

struct str address_page(struct arena *a, struct str from, struct str to)
{
	return climb(a, depth(from), to, ".html");
}

bool address_resolve(struct arena *a, struct str folder, struct str path, struct str *out)
{
	char *to = arena_bytes(a, folder.len + path.len);
	size_t len = folder.len > 0 ? folder.len - 1 : 0;
	struct str piece;
	bool inside = true;

	if (len > 0)
		memcpy(to, folder.at, len);
	while (str_cut(&path, '/', &piece)) {
		if (piece.len == 0 || str_is(piece, "."))
			continue;
		if (str_is(piece, "..")) {
			inside &= len > 0;
			while (len > 0 && to[--len] != '/')
				;
			continue;
		}
		if (len > 0)
			to[len++] = '/';
		memcpy(to + len, piece.at, piece.len);
		len += piece.len;
	}
	to[len] = 0;
	*out = (struct str){to, len};
	return inside;
}

#include "base/ascii.h"
#include "policy/script/library.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "policy/script/sandbox.h"

enum { BYTES_A_STEP = 16, CONVERSIONS = 50 };

static void charge_text(lua_State *L, struct str s)
{
	sandbox_charge(L, s.len / BYTES_A_STEP);
}

static int text_byte(lua_State *L)
{
	struct str s = library_check_text(L, 1);
	lua_Integer i = luaL_optinteger(L, 2, 1);

	if (i < 0)
		i += (lua_Integer)s.len + 1;
	if (i < 1 || i > (lua_Integer)s.len)
		return 0;
	lua_pushinteger(L, (unsigned char)s.at[i - 1]);
	return 1;
}

static int text_len(lua_State *L)
{
	lua_pushinteger(L, (lua_Integer)library_check_text(L, 1).len);
	return 1;
}

static int text_sub(lua_State *L)
{
	struct str s = library_check_text(L, 1);
	lua_Integer n = (lua_Integer)s.len, from = luaL_checkinteger(L, 2), to = luaL_optinteger(L, 3, -1);

	if (from < 0)
		from = from < -n ? 1 : n + from + 1;
	if (to < 0)
		to = to < -n ? 0 : n + to + 1;
	from = from < 1 ? 1 : from;
	to = to > n ? n : to;
	s = from > to ? (struct str){"", 0} : str_slice(s, (size_t)from - 1, (size_t)to);
	charge_text(L, s);
	lua_pushlstring(L, s.at, s.len);
	return 1;
}

/* Letters of ASCII alone: what others become depends on a language. */
static int change_case(lua_State *L, char from, char to)
{
	struct str s = library_check_text(L, 1);
	char *copy = lua_newuserdatauv(L, s.len + 1, 0);

	charge_text(L, s);
	for (size_t i = 0; i < s.len; i++)
		copy[i] = (char)(s.at[i] >= from && s.at[i] <= from + 25 ? s.at[i] - from + to : s.at[i]);
	lua_pushlstring(L, copy, s.len);
	return 1;
}

static int text_upper(lua_State *L)
{
	return change_case(L, 'a', 'A');
}

static int text_lower(lua_State *L)
{
	return change_case(L, 'A', 'a');
}

static int text_trim(lua_State *L)
{
	struct str s = str_trim(library_check_text(L, 1));

	charge_text(L, s);
	lua_pushlstring(L, s.at, s.len);
	return 1;
}

static int text_rep(lua_State *L)
{
	struct str s = library_check_text(L, 1), separator = {"", 0};
	lua_Integer n = luaL_checkinteger(L, 2);
	size_t total, len = 0;
	char *copy;

	if (!lua_isnoneornil(L, 3))
		separator = library_check_text(L, 3);
	if (n <= 0 || !(s.len + separator.len)) {
		lua_pushstring(L, "");
		return 1;
	}
	if (__builtin_mul_overflow(s.len + separator.len, (size_t)n, &total) ||
	    total - separator.len > SANDBOX_TEXT_LIMIT)
		return luaL_error(L, "rep: a text longer than 64 KiB");
	sandbox_charge(L, total / BYTES_A_STEP + (size_t)n);
	copy = lua_newuserdatauv(L, total, 0);
	while (n--) {
		memcpy(copy + len, s.at, s.len);
		len += s.len;
		memcpy(copy + len, separator.at, separator.len);
		len += separator.len;
	}
	lua_pushlstring(L, copy, total - separator.len);
	return 1;
}

/* find(text, what [, from]): a pattern is refused rather than looked for letter by letter. */
static int text_find(lua_State *L)
{
	struct str s = library_check_text(L, 1), what = library_check_text(L, 2);
	lua_Integer from = luaL_optinteger(L, 3, 1);
	size_t at;

	if (!lua_toboolean(L, 4))
		for (size_t i = 0; i < what.len; i++)
			if (strchr("^$*+?.([%-", what.at[i]) && what.at[i])
				return luaL_error(
					L,
					"find: there are no patterns; find(text, what, 1, true) looks for '%c' itself",
					what.at[i]);
	if (from < 0)
		from = from < -(lua_Integer)s.len ? 1 : (lua_Integer)s.len + from + 1;
	charge_text(L, s);
	at = from > (lua_Integer)s.len + 1 ? SIZE_MAX : str_find(s, what, from < 1 ? 0 : (size_t)from - 1);
	if (at == SIZE_MAX) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, (lua_Integer)at + 1);
	lua_pushinteger(L, (lua_Integer)(at + what.len));
	return 2;
}

static int text_starts(lua_State *L)
{
	struct str s = library_check_text(L, 1), with = library_check_text(L, 2);

	charge_text(L, with);
	lua_pushboolean(L, str_starts(s, with));
	return 1;
}

static int text_ends(lua_State *L)
{
	struct str s = library_check_text(L, 1), with = library_check_text(L, 2);

	charge_text(L, with);
	lua_pushboolean(L, str_ends(s, with));
	return 1;
}

/* One conversion, %5d or %-10s, which begins at *i; pushes what it gives. */
static void format_one(lua_State *L, struct str format, size_t *i, int argument, int last)
{
	size_t begin = (*i)++;
	char spec[12], out[140];
	size_t len;
	struct str s;
	char kind;

	while (*i < format.len && *i - begin < 6 && strchr("-0123456789", format.at[*i]))
		++*i;
	kind = *i < format.len ? format.at[(*i)++] : 0;
	if (kind == '%' && *i - begin == 2) {
		lua_pushstring(L, "%");
		return;
	}
	luaL_argcheck(L, argument <= last, argument, "there is none");
	len = *i - begin - (kind != 0);
	memcpy(spec, format.at + begin, len);
	spec[len] = 0;
	for (size_t k = 0, digits = 0; spec[k]; k++) {
		digits = ascii_is_digit(spec[k]) ? digits + 1 : 0;
		if (digits > 2)
			luaL_error(L, "format: a width of more than two digits");
	}
	switch (kind) {
	case 'd':
		memcpy(spec + len, "lld", sizeof("lld"));
		snprintf(out, sizeof(out), spec, (long long)luaL_checkinteger(L, argument));
		lua_pushstring(L, out);
		return;
	case 's':
		library_push_text(L, argument);
		s = library_check_text(L, lua_gettop(L));
		charge_text(L, s);
		if (*i - begin == 2 || s.len >= 100)
			return;
		memcpy(spec + len, "s", sizeof("s"));
		snprintf(out, sizeof(out), spec, s.at);
		lua_pop(L, 1);
		lua_pushstring(L, out);
		return;
	default:
		luaL_error(L, "format: only %%d, %%s and %%%% are known");
	}
}

static int text_format(lua_State *L)
{
	struct str format = library_check_text(L, 1);
	int pieces = 0, argument = 1, last = lua_gettop(L);
	size_t begin = 0, i = 0;

	charge_text(L, format);
	luaL_checkstack(L, 2 * CONVERSIONS + 4, "format");
	while (i < format.len) {
		if (format.at[i] != '%') {
			i++;
			continue;
		}
		if (pieces / 2 == CONVERSIONS)
			return luaL_error(L, "format: more than %d conversions", CONVERSIONS);
		lua_pushlstring(L, format.at + begin, i - begin);
		format_one(L, format, &i, argument + 1, last);
		argument += format.at[i - 1] != '%';
		begin = i;
		pieces += 2;
	}
	lua_pushlstring(L, format.at + begin, i - begin);
	lua_concat(L, pieces + 1);
	return 1;
}

/* Characters in a text, where len counts bytes. */
static int text_count(lua_State *L)
{
	struct str s = library_check_text(L, 1);

	charge_text(L, s);
	lua_pushinteger(L, (lua_Integer)utf8_count(s));
	return 1;
}

void library_text_open(lua_State *L)
{
	static const struct library_word words[] = {
		{"byte", text_byte},
		{"count", text_count},
		{"ends", text_ends},
		{"find", text_find},
		{"format", text_format},
		{"len", text_len},
		{"lower", text_lower},
		{"rep", text_rep},
		{"starts", text_starts},
		{"sub", text_sub},
		{"trim", text_trim},
		{"upper", text_upper},
		{0},
	};

	library_add(L, words);
	/* s:upper() finds its function here. */
	lua_pushstring(L, "");
	lua_createtable(L, 0, 1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

#include "policy/script/library.h"

#include <lauxlib.h>

#include "policy/script/sandbox.h"

enum { VALUES_LIMIT = 200 };

/* A list to read, seen through a read-only view at 1: pushes it as 2 and gives its length. */
static lua_Integer read_list(lua_State *L)
{
	lua_Integer n;

	luaL_checktype(L, 1, LUA_TTABLE);
	library_push_thawed(L, 1);
	lua_insert(L, 2);
	n = (lua_Integer)lua_rawlen(L, 2);
	sandbox_charge(L, (size_t)n);
	return n;
}

static lua_Integer write_list(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (lua_getmetatable(L, 1))
		return luaL_error(L, "this table is read-only here");
	return (lua_Integer)lua_rawlen(L, 1);
}

static int table_insert(lua_State *L)
{
	lua_Integer n = write_list(L), at = n + 1;

	luaL_argcheck(L, lua_gettop(L) == 2 || lua_gettop(L) == 3, 1,
	              "insert takes a list, perhaps a place, and a value");
	if (lua_gettop(L) == 3) {
		at = luaL_checkinteger(L, 2);
		luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "out of range");
		sandbox_charge(L, (size_t)(n - at + 1));
		for (lua_Integer i = n; i >= at; i--) {
			lua_rawgeti(L, 1, i);
			lua_rawseti(L, 1, i + 1);
		}
	}
	lua_rawseti(L, 1, at);
	return 0;
}

static int table_remove(lua_State *L)
{
	lua_Integer n = write_list(L), at = luaL_optinteger(L, 2, n);

	if (!n)
		return 0;
	luaL_argcheck(L, at >= 1 && at <= n, 2, "out of range");
	sandbox_charge(L, (size_t)(n - at));
	lua_rawgeti(L, 1, at);
	for (lua_Integer i = at; i < n; i++) {
		lua_rawgeti(L, 1, i + 1);
		lua_rawseti(L, 1, i);
	}
	lua_pushnil(L);
	lua_rawseti(L, 1, n);
	return 1;
}

/* Twice through the list: once for the length, so that nothing is joined in vain or copied again. */
static int table_concat(lua_State *L)
{
	lua_Integer n, total = 0;
	struct str separator = {"", 0};
	char *joined;
	size_t len = 0;

	if (!lua_isnoneornil(L, 2))
		separator = library_check_text(L, 2);
	n = read_list(L);
	for (lua_Integer i = 1; i <= n; i++) {
		int type = lua_rawgeti(L, 2, i);

		if (type != LUA_TSTRING && type != LUA_TNUMBER)
			return luaL_error(L, "concat: item %d is no text", (int)i);
		library_push_text(L, -1);
		total += (lua_Integer)(lua_rawlen(L, -1) + (i < n ? separator.len : 0));
		if (total > SANDBOX_TEXT_LIMIT)
			return luaL_error(L, "concat: a text longer than 64 KiB");
		lua_pop(L, 2);
	}
	sandbox_charge(L, (size_t)total / 16 + 4 * (size_t)n);
	joined = lua_newuserdatauv(L, (size_t)total + 1, 0);
	for (lua_Integer i = 1; i <= n; i++) {
		struct str item;

		lua_rawgeti(L, 2, i);
		library_push_text(L, -1);
		item = library_check_text(L, -1);
		for (size_t k = 0; k < item.len; k++)
			joined[len++] = item.at[k];
		for (size_t k = 0; k < separator.len && i < n; k++)
			joined[len++] = separator.at[k];
		lua_pop(L, 2);
	}
	lua_pushlstring(L, joined, len);
	return 1;
}

/* Stack: the list, the order function or nil; items are numbered from 0. */
static bool item_less(void *context, uint32_t a, uint32_t b)
{
	lua_State *L = context;
	bool less, ordered = !lua_isnil(L, 2);

	if (ordered)
		lua_pushvalue(L, 2);
	lua_rawgeti(L, 1, (lua_Integer)a + 1);
	lua_rawgeti(L, 1, (lua_Integer)b + 1);
	if (ordered) {
		lua_call(L, 2, 1);
		less = lua_toboolean(L, -1);
		lua_pop(L, 1);
	} else {
		less = lua_compare(L, -2, -1, LUA_OPLT);
		lua_pop(L, 2);
	}
	return less;
}

static int table_sort(lua_State *L)
{
	lua_Integer n = write_list(L);
	uint32_t *at;
	size_t log = 1;

	lua_settop(L, 2);
	if (!lua_isnil(L, 2))
		luaL_checktype(L, 2, LUA_TFUNCTION);
	while ((lua_Integer)1 << log < n)
		log++;
	sandbox_charge(L, (size_t)n * log);
	at = lua_newuserdatauv(L, 2 * (size_t)n * sizeof(*at) + 1, 0);
	for (lua_Integer i = 0; i < n; i++)
		at[i] = (uint32_t)i;
	library_merge_sort(at, at + n, (uint32_t)n, item_less, L);
	for (lua_Integer i = 1; i < n; i++)
		if (item_less(L, at[i], at[i - 1]))
			return luaL_error(L, "sort: the order function contradicts itself");
	lua_createtable(L, (int)n, 0);
	for (lua_Integer i = 0; i < n; i++) {
		lua_rawgeti(L, 1, (lua_Integer)at[i] + 1);
		lua_rawseti(L, -2, i + 1);
	}
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, -1, i);
		lua_rawseti(L, 1, i);
	}
	return 0;
}

static int table_unpack(lua_State *L)
{
	lua_Integer n = read_list(L);

	if (n > VALUES_LIMIT)
		return luaL_error(L, "unpack: more than %d values", VALUES_LIMIT);
	luaL_checkstack(L, (int)n, "unpack");
	for (lua_Integer i = 1; i <= n; i++)
		lua_rawgeti(L, 2, i);
	return (int)n;
}

void library_table_open(lua_State *L)
{
	static const struct library_word words[] = {
		{"concat", table_concat}, {"insert", table_insert}, {"remove", table_remove},
		{"sort", table_sort},     {"unpack", table_unpack}, {0},
	};

	library_add(L, words);
}

#include "policy/script/library.h"

#include <lauxlib.h>
#include <math.h>

/* Nothing whose last digit depends on the processor or its C library: no powers, roots or sines. */

static int push_whole(lua_State *L, double x)
{
	lua_Integer n;

	if (!lua_numbertointeger(x, &n))
		return luaL_error(L, "the result is no whole number");
	lua_pushinteger(L, n);
	return 1;
}

static int number_floor(lua_State *L)
{
	if (lua_isinteger(L, 1))
		lua_settop(L, 1);
	else
		push_whole(L, floor(luaL_checknumber(L, 1)));
	return 1;
}

static int number_ceil(lua_State *L)
{
	if (lua_isinteger(L, 1))
		lua_settop(L, 1);
	else
		push_whole(L, ceil(luaL_checknumber(L, 1)));
	return 1;
}

static int number_abs(lua_State *L)
{
	if (!lua_isinteger(L, 1)) {
		lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
	} else {
		lua_Integer n = lua_tointeger(L, 1);

		luaL_argcheck(L, n != LUA_MININTEGER, 1, "out of range");
		lua_pushinteger(L, n < 0 ? -n : n);
	}
	return 1;
}

static int choose(lua_State *L, bool greatest)
{
	int best = 1, n = lua_gettop(L);

	luaL_checknumber(L, 1);
	for (int i = 2; i <= n; i++) {
		luaL_checknumber(L, i);
		if (lua_compare(L, greatest ? best : i, greatest ? i : best, LUA_OPLT))
			best = i;
	}
	lua_pushvalue(L, best);
	return 1;
}

static int number_max(lua_State *L)
{
	return choose(L, true);
}

static int number_min(lua_State *L)
{
	return choose(L, false);
}

static int number_tointeger(lua_State *L)
{
	int whole = 0;
	lua_Integer n = lua_type(L, 1) == LUA_TNUMBER ? lua_tointegerx(L, 1, &whole) : 0;

	luaL_checkany(L, 1);
	if (whole)
		lua_pushinteger(L, n);
	else
		lua_pushnil(L);
	return 1;
}

static int number_type(lua_State *L)
{
	luaL_checkany(L, 1);
	if (lua_type(L, 1) == LUA_TNUMBER)
		lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
	else
		lua_pushnil(L);
	return 1;
}

void library_number_open(lua_State *L)
{
	static const struct library_word words[] = {
		{"abs", number_abs},
		{"ceil", number_ceil},
		{"floor", number_floor},
		{"max", number_max},
		{"min", number_min},
		{"type", number_type},
		{"tointeger", number_tointeger},
		{0},
	};

	library_add(L, words);
	lua_pushinteger(L, LUA_MAXINTEGER);
	lua_setfield(L, -2, "maxinteger");
	lua_pushinteger(L, LUA_MININTEGER);
	lua_setfield(L, -2, "mininteger");
}

#include "policy/script/environment.h"

#include <lauxlib.h>

#include "policy/script/library.h"

static char environment_key; /* in the registry: the metatable of files' environments */

static int refuse_word(lua_State *L)
{
	/* What is known is a word; what is new becomes the file's own. */
	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
		library_push_text(L, 2);
		return luaL_error(L, "'%s' is a word of the language; choose another name",
		                  lua_tostring(L, -1));
	}
	lua_settop(L, 3);
	lua_rawset(L, 1);
	return 0;
}

void environment_open(lua_State *L)
{
	lua_pushglobaltable(L);
	library_open(L);
	lua_createtable(L, 0, 2);
	lua_pushvalue(L, -2);
	lua_setfield(L, -2, "__index");
	lua_pushvalue(L, -2);
	lua_pushcclosure(L, refuse_word, 1);
	lua_setfield(L, -2, "__newindex");
	lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
	lua_pop(L, 1);
}

void environment_seal(lua_State *L)
{
	lua_pushglobaltable(L);
	/* Giving a key that exists another value does not disturb lua_next. */
	for (lua_pushnil(L); lua_next(L, -2);) {
		bool plain = lua_istable(L, -1);

		if (plain && lua_getmetatable(L, -1)) {
			lua_pop(L, 1);
			plain = false;
		}
		if (plain) {
			library_freeze(L);
			lua_pushvalue(L, -2);
			lua_insert(L, -2);
			lua_rawset(L, -4);
		} else {
			lua_pop(L, 1);
		}
	}
	lua_pop(L, 1);
}

void environment_push(lua_State *L)
{
	lua_createtable(L, 0, 0);
	lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
	lua_setmetatable(L, -2);
}

bool environment_is(lua_State *L, int index)
{
	bool is;

	if (!lua_getmetatable(L, index))
		return false;
	lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
	is = lua_rawequal(L, -1, -2);
	lua_pop(L, 2);
	return is;
}

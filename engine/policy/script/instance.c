#include "policy/script/instance.h"

#include <assert.h>
#include <lauxlib.h>

#include "policy/script/image_model.h"
#include "policy/script/library.h"

/* In the registry: what instance_push finds, and the values variables must keep. */
static char functions_key, values_key;

/* Stack at 1: what functions see of each object; at 2: the tables behind these views. */
enum { SEEN = 1, BEHIND = 2 };

static void push_value(lua_State *L, const struct image_value *i)
{
	switch (i->kind) {
	case IMAGE_NIL:
		lua_pushnil(L);
		break;
	case IMAGE_BOOL:
		lua_pushboolean(L, i->yes);
		break;
	case IMAGE_INTEGER:
		lua_pushinteger(L, i->integer);
		break;
	case IMAGE_NUMBER:
		lua_pushnumber(L, i->number);
		break;
	case IMAGE_TEXT:
		lua_pushlstring(L, i->text.at, i->text.len);
		break;
	case IMAGE_NAMED:
		library_push_named(L, i->text);
		break;
	case IMAGE_OBJECT:
		lua_rawgeti(L, SEEN, (lua_Integer)i->object + 1);
		break;
	}
}

static int refuse_foreign(lua_State *L)
{
	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
		return 1;
	return luaL_error(L, "'%s' is for declaring rules; a custom function cannot use it",
	                  lua_tostring(L, 2));
}

/* A file's globals: the library, what the file added, and an error for what cannot be had here. */
static void fill_environment(lua_State *L, const struct object *o)
{
	lua_pushglobaltable(L);
	for (lua_pushnil(L); lua_next(L, -2);) {
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, -5);
	}
	lua_pop(L, 1);
	lua_createtable(L, 0, 1);
	lua_createtable(L, 0, 0);
	for (size_t k = 0; k < o->n_foreign; k++) {
		lua_pushlstring(L, o->foreign[k].at, o->foreign[k].len);
		lua_pushboolean(L, 1);
		lua_rawset(L, -3);
	}
	lua_pushcclosure(L, refuse_foreign, 1);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
}

static void make_object(lua_State *L, const struct object *o, lua_Integer number)
{
	if (o->kind == OBJECT_FUNCTION) {
		/* Our own dump, so that its bytecode can be trusted. */
		int status = luaL_loadbufferx(L, o->code.at, o->code.len, "=custom", "b");

		if (status != LUA_OK)
			lua_error(L);
		lua_rawseti(L, SEEN, number);
		return;
	}
	lua_createtable(L, 0, 0);
	lua_pushvalue(L, -1);
	lua_rawseti(L, BEHIND, number);
	library_freeze(L);
	lua_rawseti(L, SEEN, number);
}

static void fill_object(lua_State *L, const struct image *m, uint32_t i)
{
	const struct object *o = m->objects + i;

	if (o->kind == OBJECT_FUNCTION) {
		lua_rawgeti(L, SEEN, (lua_Integer)i + 1);
		for (int k = 0; k < o->n_variables; k++) {
			const struct variable *v = m->variables + o->variables[k];

			if (v->owner == i && v->place == k + 1) {
				push_value(L, &v->value);
				lua_setupvalue(L, -2, k + 1);
			} else {
				lua_rawgeti(L, SEEN, (lua_Integer)v->owner + 1);
				lua_upvaluejoin(L, -2, k + 1, -1, v->place);
				lua_pop(L, 1);
			}
		}
	} else {
		lua_rawgeti(L, BEHIND, (lua_Integer)i + 1);
		if (o->kind == OBJECT_ENVIRONMENT)
			fill_environment(L, o);
		for (size_t k = 0; k < o->n_entries; k++) {
			push_value(L, &o->entries[k].key);
			push_value(L, &o->entries[k].value);
			lua_rawset(L, -3);
		}
	}
	lua_pop(L, 1);
}

void instance_make(const struct image *m, lua_State *L)
{
	assert(lua_gettop(L) == 0);
	lua_createtable(L, (int)m->n_objects, 0);
	lua_createtable(L, 0, 0);
	for (size_t i = 0; i < m->n_objects; i++)
		if (!m->objects[i].why)
			make_object(L, m->objects + i, (lua_Integer)i + 1);
	for (size_t i = 0; i < m->n_objects; i++)
		if (!m->objects[i].why)
			fill_object(L, m, (uint32_t)i);
	lua_createtable(L, m->n_functions, 0);
	for (int i = 0; i < m->n_functions; i++) {
		lua_rawgeti(L, SEEN, (lua_Integer)m->functions[i] + 1);
		lua_rawseti(L, -2, i + 1);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
	/* The variables' values, and the functions that own them. */
	lua_createtable(L, (int)(2 * m->n_variables), 0);
	for (size_t i = 0; i < m->n_variables; i++) {
		if (m->variables[i].owner == IMAGE_NO_OWNER)
			continue;
		push_value(L, &m->variables[i].value);
		lua_rawseti(L, -2, 2 * (lua_Integer)i + 1);
		lua_rawgeti(L, SEEN, (lua_Integer)m->variables[i].owner + 1);
		lua_rawseti(L, -2, 2 * (lua_Integer)i + 2);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &values_key);
	lua_settop(L, 0);
}

void instance_push(lua_State *L, int function)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
	lua_rawgeti(L, -1, function + 1);
	lua_remove(L, -2);
}

const char *instance_restore(const struct image *m, lua_State *L)
{
	const char *changed = NULL;
	int values;

	lua_rawgetp(L, LUA_REGISTRYINDEX, &values_key);
	values = lua_gettop(L);
	for (size_t i = 0; i < m->n_variables; i++) {
		const struct variable *v = m->variables + i;

		if (v->owner == IMAGE_NO_OWNER)
			continue;
		lua_rawgeti(L, values, 2 * (lua_Integer)i + 1);
		lua_rawgeti(L, values, 2 * (lua_Integer)i + 2);
		lua_getupvalue(L, -1, v->place);
		if (!lua_rawequal(L, -1, -3)) {
			lua_pushvalue(L, -3);
			lua_setupvalue(L, -3, v->place);
			if (!changed)
				changed = v->name.at;
		}
		lua_settop(L, values);
	}
	lua_settop(L, values - 1);
	return changed;
}

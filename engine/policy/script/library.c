#include "policy/script/library.h"

#include <lauxlib.h>
#include <string.h>

#include "policy/script/sandbox.h"

static char view_key;  /* in a metatable: that of a read-only view */
static char names_key; /* in the registry: names by function or table, and the other way round */

void library_add(lua_State *L, const struct library_word *words)
{
	for (; words->name; words++) {
		lua_pushcfunction(L, words->function);
		lua_setfield(L, -2, words->name);
	}
}

static bool is_view(lua_State *L, int index)
{
	bool is;

	if (!lua_istable(L, index) || !lua_getmetatable(L, index))
		return false;
	is = lua_rawgetp(L, -1, &view_key) != LUA_TNIL;
	lua_pop(L, 2);
	return is;
}

void library_push_thawed(lua_State *L, int index)
{
	if (!is_view(L, index)) {
		lua_pushvalue(L, index);
		return;
	}
	lua_getmetatable(L, index);
	lua_getfield(L, -1, "__index");
	lua_remove(L, -2);
}

static int refuse_change(lua_State *L)
{
	library_push_text(L, 2);
	return luaL_error(L, "'%s' cannot be set: this table is read-only here", lua_tostring(L, -1));
}

static int view_length(lua_State *L)
{
	library_push_thawed(L, 1);
	lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
	return 1;
}

void library_freeze(lua_State *L)
{
	static const struct library_word words[] = {
		{"__newindex", refuse_change}, {"__len", view_length}, {0}};

	lua_createtable(L, 0, 0);
	lua_createtable(L, 0, 4);
	library_add(L, words);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 1);
	lua_rawsetp(L, -2, &view_key);
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

void library_push_text(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TSTRING:
		lua_pushvalue(L, index);
		break;
	case LUA_TNUMBER:
		lua_pushvalue(L, index);
		lua_tolstring(L, -1, NULL);
		break;
	case LUA_TBOOLEAN:
		lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
		break;
	default:
		lua_pushstring(L, luaL_typename(L, index));
	}
}

struct str library_check_text(lua_State *L, int argument)
{
	struct str s;

	luaL_checktype(L, argument, LUA_TSTRING);
	s.at = lua_tolstring(L, argument, &s.len);
	return s;
}

void library_merge_sort(uint32_t *at, uint32_t *spare, uint32_t n, bool (*less)(void *, uint32_t, uint32_t),
                        void *context)
{
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t low = 0; low < n; low += 2 * width) {
			size_t middle = low + width < n ? low + width : n,
			       high = middle + width < n ? middle + width : n;
			size_t i = low, j = middle;

			for (size_t k = low; k < high; k++)
				spare[k] = j < high && (i == middle || less(context, at[j], at[i])) ? at[j++]
				                                                                    : at[i++];
		}
		memcpy(at, spare, n * sizeof(*at));
	}
}

static int word_assert(lua_State *L)
{
	if (lua_toboolean(L, 1))
		return lua_gettop(L);
	luaL_checkany(L, 1);
	if (lua_isnoneornil(L, 2))
		lua_pushstring(L, "an assertion does not hold");
	else
		library_push_text(L, 2);
	return lua_error(L);
}

static int word_error(lua_State *L)
{
	library_push_text(L, 1);
	return lua_error(L);
}

static int word_select(lua_State *L)
{
	int n = lua_gettop(L);
	lua_Integer i;

	if (lua_type(L, 1) == LUA_TSTRING && !strcmp(lua_tostring(L, 1), "#")) {
		lua_pushinteger(L, n - 1);
		return 1;
	}
	i = luaL_checkinteger(L, 1);
	if (i < 0)
		i = n + i;
	luaL_argcheck(L, i >= 1, 1, "out of range");
	return i < n ? n - (int)i : 0;
}

static int word_tonumber(lua_State *L)
{
	int64_t n;

	luaL_checkany(L, 1);
	if (lua_type(L, 1) == LUA_TNUMBER)
		lua_pushvalue(L, 1);
	else if (lua_type(L, 1) == LUA_TSTRING && str_integer(str_trim(library_check_text(L, 1)), &n))
		lua_pushinteger(L, n);
	else
		lua_pushnil(L);
	return 1;
}

static int word_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	library_push_text(L, 1);
	return 1;
}

static int word_type(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_pushstring(L, luaL_typename(L, 1));
	return 1;
}

static int next_in_list(lua_State *L)
{
	lua_Integer i = luaL_checkinteger(L, 2) + 1;

	lua_pushinteger(L, i);
	return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int word_ipairs(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_pushcfunction(L, next_in_list);
	lua_pushvalue(L, 1);
	lua_pushinteger(L, 0);
	return 3;
}

struct key {
	union {
		lua_Integer number;
		const char *at;
	};
	uint32_t length;
	bool text;
};

static bool key_less(void *context, uint32_t a, uint32_t b)
{
	const struct key *x = (const struct key *)context + a, *y = (const struct key *)context + b;

	if (x->text != y->text)
		return y->text;
	if (x->text)
		return str_compare((struct str){x->at, x->length}, (struct str){y->at, y->length}) < 0;
	return x->number < y->number;
}

static void read_key(lua_State *L, int index, struct key *k)
{
	struct str text;

	if (lua_isinteger(L, index)) {
		*k = (struct key){.number = lua_tointeger(L, index)};
	} else if (lua_type(L, index) == LUA_TSTRING) {
		text = library_check_text(L, index);
		*k = (struct key){.at = text.at, .length = (uint32_t)text.len, .text = true};
	} else {
		luaL_error(
			L,
			"pairs: a key that is neither a whole number nor a text has no place in the order");
	}
}

/* Upvalues: the keys in order, how many of them have been given. */
static int next_in_order(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));

	for (;;) {
		lua_settop(L, 1);
		if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL)
			return 1;
		lua_pushvalue(L, -1);
		if (lua_gettable(L, 1) != LUA_TNIL)
			break;
	}
	lua_pushinteger(L, i);
	lua_replace(L, lua_upvalueindex(2));
	return 2;
}

/* Pushes a list of the keys of the table at 1, numbers first. */
static void push_sorted_keys(lua_State *L)
{
	uint32_t n = 0, *at;
	struct key *keys;

	library_push_thawed(L, 1);
	for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1))
		n++;
	sandbox_charge(L, (size_t)n * 20);
	lua_createtable(L, (int)n, 0); /* holds the keys as they come, so that they live */
	keys = lua_newuserdatauv(L, n * sizeof(*keys) + 1, 0);
	at = lua_newuserdatauv(L, 2 * n * sizeof(*at) + 1, 0);
	n = 0;
	for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
		read_key(L, -2, keys + n);
		lua_pushvalue(L, -2);
		at[n] = n;
		lua_rawseti(L, 3, ++n);
	}
	library_merge_sort(at, at + n, n, key_less, keys);
	lua_createtable(L, (int)n, 0);
	for (uint32_t i = 0; i < n; i++) {
		lua_rawgeti(L, 3, (lua_Integer)at[i] + 1);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static int word_pairs(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	push_sorted_keys(L);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_in_order, 2);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

void library_push_name(lua_State *L, int index)
{
	lua_pushvalue(L, index);
	lua_rawgetp(L, LUA_REGISTRYINDEX, &names_key);
	lua_insert(L, -2);
	lua_rawget(L, -2);
	lua_remove(L, -2);
}

void library_push_named(lua_State *L, struct str name)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &names_key);
	lua_pushlstring(L, name.at, name.len);
	lua_rawget(L, -2);
	lua_remove(L, -2);
}

/* Stack: names, words.  Enters all the words, with the prefix before each. */
static void enter_names(lua_State *L, const char *prefix)
{
	int names = lua_gettop(L) - 1;

	for (lua_pushnil(L); lua_next(L, names + 1); lua_pop(L, 1)) {
		lua_pushfstring(L, "%s%s", prefix, lua_tostring(L, -2));
		lua_pushvalue(L, -2);
		lua_pushvalue(L, -2);
		lua_rawset(L, names);
		lua_pushvalue(L, -2);
		lua_rawset(L, names);
	}
}

void library_open(lua_State *L)
{
	static const struct {
		const char *name, *prefix;
		void (*open)(lua_State *);
	} parts[] = {
		{"string", "string.", library_text_open},
		{"table", "table.", library_table_open},
		{"math", "math.", library_number_open},
		{"calendar", "calendar.", library_calendar_open},
	};
	static const struct library_word words[] = {
		{"assert", word_assert},     {"error", word_error},   {"ipairs", word_ipairs},
		{"pairs", word_pairs},       {"select", word_select}, {"tonumber", word_tonumber},
		{"tostring", word_tostring}, {"type", word_type},     {0},
	};

	lua_createtable(L, 0, 0);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &names_key);
	lua_pushglobaltable(L);
	library_add(L, words);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		lua_pushvalue(L, -2);
		lua_createtable(L, 0, 0);
		parts[i].open(L);
		enter_names(L, parts[i].prefix);
		library_freeze(L);
		lua_setfield(L, -3, parts[i].name);
		lua_pop(L, 1);
	}
	enter_names(L, "");
	lua_pop(L, 2);
}

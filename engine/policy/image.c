#include "policy/image.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "policy/bytecode.h"
#include "policy/image_model.h"
#include "policy/library.h"
#include "policy/sandbox.h"

struct image *image_make(struct arena *a)
{
	return arena_alloc(a, sizeof(struct image));
}

/* What image_add is about; its steps run under Lua's protection. */
struct adding {
	struct image *image;
	struct arena *arena;
	const char *why;
	struct str code; /* of a dump */
};

/* Room for one more behind the n there are; the capacity is always a power of two. */
static void *room(struct arena *a, void *old, size_t n, size_t size)
{
	void *new;

	if (n & (n - 1) || (n && !old))
		return old;
	new = arena_array(a, n ? 2 * n : 1, size);
	if (n)
		memcpy(new, old, n * size);
	return new;
}

/*
 * In the registry, under the image's address, while functions are added: the
 * objects by number, and their numbers by object, which also keeps them alive.
 */
static void push_objects(lua_State *L, const struct image *i)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, i) != LUA_TNIL)
		return;
	lua_pop(L, 1);
	lua_createtable(L, 0, 0);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, i);
}

static uint32_t find_object(lua_State *L, struct adding *g, int index, enum object_kind kind)
{
	struct image *m = g->image;
	lua_Integer number;

	lua_pushvalue(L, index);
	push_objects(L, m);
	lua_pushvalue(L, -2);
	if (lua_rawget(L, -2) == LUA_TNIL) {
		if (m->n_objects == IMAGE_OBJECTS_LIMIT)
			luaL_error(L, "more than %d tables and functions", IMAGE_OBJECTS_LIMIT);
		m->objects = room(g->arena, m->objects, m->n_objects, sizeof(*m->objects));
		m->objects[m->n_objects++] = (struct object){.kind = kind};
		lua_pushinteger(L, (lua_Integer)m->n_objects);
		lua_replace(L, -2);
		lua_pushvalue(L, -3);
		lua_pushvalue(L, -2);
		lua_rawset(L, -4);
		lua_pushvalue(L, -3);
		lua_rawseti(L, -3, (lua_Integer)m->n_objects);
	}
	number = lua_tointeger(L, -1);
	lua_pop(L, 3);
	return (uint32_t)number - 1;
}

static struct str copy_text(lua_State *L, struct adding *g, int index)
{
	struct str s;

	s.at = lua_tolstring(L, index, &s.len);
	return str_copy(g->arena, s);
}

/* The value as an item; false when it is no plain data. */
static bool read_item(lua_State *L, struct adding *g, int index, struct item *out)
{
	bool fine = true;

	library_push_name(L, index);
	if (lua_type(L, index) >= LUA_TTABLE && !lua_isnil(L, -1)) {
		*out = (struct item){ITEM_NAMED, .text = copy_text(L, g, -1)};
		lua_pop(L, 1);
		return true;
	}
	lua_pop(L, 1);
	library_push_thawed(L, index);
	index = lua_gettop(L);
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		*out = (struct item){.kind = ITEM_NIL};
		break;
	case LUA_TBOOLEAN:
		*out = (struct item){ITEM_BOOL, .yes = lua_toboolean(L, index)};
		break;
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			*out = (struct item){ITEM_INTEGER, .integer = lua_tointeger(L, index)};
		else
			*out = (struct item){ITEM_NUMBER, .number = lua_tonumber(L, index)};
		break;
	case LUA_TSTRING:
		*out = (struct item){ITEM_TEXT, .text = copy_text(L, g, index)};
		break;
	case LUA_TFUNCTION:
		fine = !lua_iscfunction(L, index);
		if (fine)
			*out = (struct item){ITEM_OBJECT,
			                     .object = find_object(L, g, index, OBJECT_FUNCTION)};
		break;
	case LUA_TTABLE:
		if (sandbox_is_environment(L, index)) {
			*out = (struct item){ITEM_OBJECT,
			                     .object = find_object(L, g, index, OBJECT_ENVIRONMENT)};
			break;
		}
		fine = !lua_getmetatable(L, index);
		if (fine)
			*out = (struct item){ITEM_OBJECT, .object = find_object(L, g, index, OBJECT_TABLE)};
		break;
	default:
		fine = false;
	}
	lua_settop(L, index - 1);
	return fine;
}

static int keep_bytes(lua_State *L, const void *bytes, size_t len, void *context)
{
	(void)L;
	buf_add(context, (struct str){bytes, len});
	return 0;
}

/* No step between filling the buffer and freeing it can raise an error. */
static struct str dump(lua_State *L, struct adding *g, bool strip)
{
	struct buf b = {0};
	struct str code;

	lua_dump(L, keep_bytes, &b, strip);
	code = str_copy(g->arena, buf_str(&b));
	buf_free(&b);
	return code;
}

static uint32_t read_variable(lua_State *L, struct adding *g, uint32_t owner, int place)
{
	struct image *m = g->image;
	const void *identity = lua_upvalueid(L, -1, place);
	struct variable v = {.identity = identity, .owner = owner, .place = place};

	for (uint32_t i = 0; i < m->n_variables; i++)
		if (m->variables[i].identity == identity)
			return i;
	if (m->n_variables == IMAGE_VARIABLES_LIMIT)
		luaL_error(L, "more than %d variables", IMAGE_VARIABLES_LIMIT);
	v.name = str_copy(g->arena, str_from(lua_getupvalue(L, -1, place)));
	if (!read_item(L, g, lua_gettop(L), &v.value))
		luaL_error(L, "'%s', a %s that is no plain data", v.name.at, luaL_typename(L, -1));
	lua_pop(L, 1);
	m->variables = room(g->arena, m->variables, m->n_variables, sizeof(*m->variables));
	m->variables[m->n_variables] = v;
	return (uint32_t)m->n_variables++;
}

/* Stack: the function on top. */
static void read_function(lua_State *L, struct adding *g, uint32_t number)
{
	struct object f = {.kind = OBJECT_FUNCTION};
	lua_Debug ar;

	f.code = dump(L, g, false);
	f.meaning = bytecode_without_lines(g->arena, dump(L, g, true));
	lua_pushvalue(L, -1);
	lua_getinfo(L, ">u", &ar);
	f.n_variables = ar.nups;
	f.variables = arena_array(g->arena, ar.nups, sizeof(*f.variables));
	for (int k = 0; k < f.n_variables; k++)
		f.variables[k] = read_variable(L, g, number, k + 1);
	g->image->objects[number] = f;
}

static int compare_entries(const void *a, const void *b)
{
	const struct item *x = &((const struct entry *)a)->key, *y = &((const struct entry *)b)->key;

	if (x->kind != y->kind)
		return (int)x->kind - (int)y->kind;
	if (x->kind == ITEM_TEXT)
		return str_compare(x->text, y->text);
	return (x->integer > y->integer) - (x->integer < y->integer);
}

static void add_foreign(lua_State *L, struct adding *g, struct object *o)
{
	o->foreign = room(g->arena, o->foreign, o->n_foreign, sizeof(*o->foreign));
	o->foreign[o->n_foreign++] = copy_text(L, g, -2);
}

/* Stack: the table on top. */
static void read_table(lua_State *L, struct adding *g, uint32_t number, enum object_kind kind)
{
	struct image *m = g->image;
	struct object o = {.kind = kind};

	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		struct entry e;

		if (m->n_entries++ == IMAGE_ENTRIES_LIMIT)
			luaL_error(L, "tables of more than %d entries", IMAGE_ENTRIES_LIMIT);
		if (!lua_isinteger(L, -2) && lua_type(L, -2) != LUA_TSTRING)
			luaL_error(L, "a table with a key that is neither a whole number nor a text");
		read_item(L, g, lua_gettop(L) - 1, &e.key);
		if (read_item(L, g, lua_gettop(L), &e.value)) {
			o.entries = room(g->arena, o.entries, o.n_entries, sizeof(*o.entries));
			o.entries[o.n_entries++] = e;
		} else if (kind == OBJECT_ENVIRONMENT) {
			add_foreign(L, g, &o);
		} else {
			luaL_error(L, "a table with a %s that is no plain data", luaL_typename(L, -1));
		}
	}
	if (o.n_entries)
		qsort(o.entries, o.n_entries, sizeof(*o.entries), compare_entries);
	if (kind == OBJECT_ENVIRONMENT) {
		lua_pushglobaltable(L);
		for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
			library_push_name(L, lua_gettop(L));
			if (lua_isnil(L, -1) && lua_type(L, -3) == LUA_TSTRING) {
				lua_pop(L, 1);
				add_foreign(L, g, &o);
			} else {
				lua_pop(L, 1);
			}
		}
		lua_pop(L, 1);
	}
	m->objects[number] = o;
}

static int add(lua_State *L)
{
	struct adding *g = lua_touserdata(L, 1);
	struct image *m = g->image;
	size_t done = m->n_objects;
	uint32_t function;

	luaL_checkstack(L, 40, NULL);
	function = find_object(L, g, 2, OBJECT_FUNCTION);
	for (; done < m->n_objects; done++) {
		push_objects(L, m);
		lua_rawgeti(L, -1, (lua_Integer)done + 1);
		if (m->objects[done].kind == OBJECT_FUNCTION)
			read_function(L, g, (uint32_t)done);
		else
			read_table(L, g, (uint32_t)done, m->objects[done].kind);
		lua_pop(L, 2);
	}
	m->functions = room(g->arena, m->functions, (size_t)m->n_functions, sizeof(*m->functions));
	m->functions[m->n_functions++] = function;
	return 0;
}

int image_add(struct image *i, lua_State *L, struct arena *a, const char **why)
{
	struct adding g = {.image = i, .arena = a};

	sandbox_refill(sandbox_of(L), SANDBOX_LOAD_STEPS);
	lua_pushcfunction(L, add);
	lua_insert(L, -2);
	lua_pushlightuserdata(L, &g);
	lua_insert(L, -2);
	if (sandbox_call(L, 2, 0))
		return i->n_functions - 1;
	*why = str_z(a, str_from(sandbox_failure(sandbox_of(L))->message));
	return -1;
}

static void add_item(struct buf *b, const struct item *i)
{
	buf_add_integer(b, i->kind);
	buf_add_char(b, ' ');
	switch (i->kind) {
	case ITEM_NIL:
		break;
	case ITEM_BOOL:
		buf_add_integer(b, i->yes);
		break;
	case ITEM_INTEGER:
		buf_add_integer(b, i->integer);
		break;
	case ITEM_NUMBER:
		buf_add_format(b, "%a", i->number);
		break;
	case ITEM_TEXT:
	case ITEM_NAMED:
		buf_add_integer(b, (int64_t)i->text.len);
		buf_add_char(b, ' ');
		buf_add(b, i->text);
		break;
	case ITEM_OBJECT:
		buf_add_integer(b, i->object);
		break;
	}
	buf_add_char(b, '\n');
}

struct str image_bytes(const struct image *m, struct arena *a)
{
	struct buf b = {0};
	struct str bytes;

	for (int i = 0; i < m->n_functions; i++)
		buf_add_format(&b, "function %u\n", m->functions[i]);
	for (size_t i = 0; i < m->n_variables; i++)
		add_item(&b, &m->variables[i].value);
	for (size_t i = 0; i < m->n_objects; i++) {
		const struct object *o = m->objects + i;

		buf_add_format(&b, "object %d %zu %zu\n", o->kind, o->meaning.len, o->n_entries);
		buf_add(&b, o->meaning);
		for (int k = 0; k < o->n_variables; k++)
			buf_add_format(&b, "variable %u\n", o->variables[k]);
		for (size_t k = 0; k < o->n_entries; k++) {
			add_item(&b, &o->entries[k].key);
			add_item(&b, &o->entries[k].value);
		}
	}
	bytes = str_copy(a, buf_str(&b));
	buf_free(&b);
	return bytes;
}

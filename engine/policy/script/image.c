#include "policy/script/image.h"

#include <lauxlib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "policy/script/bytecode.h"
#include "policy/script/environment.h"
#include "policy/script/image_model.h"
#include "policy/script/library.h"
#include "policy/script/sandbox.h"

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
		ARRAY_ADD(g->arena, m->objects, m->n_objects)->kind = kind;
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

/* The value at the index; false when it is no plain data. */
static bool read_value(lua_State *L, struct adding *g, int index, struct image_value *out)
{
	bool fine = true;

	library_push_name(L, index);
	if (lua_type(L, index) >= LUA_TTABLE && !lua_isnil(L, -1)) {
		*out = (struct image_value){IMAGE_NAMED, .text = copy_text(L, g, -1)};
		lua_pop(L, 1);
		return true;
	}
	lua_pop(L, 1);
	library_push_thawed(L, index);
	index = lua_gettop(L);
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		*out = (struct image_value){.kind = IMAGE_NIL};
		break;
	case LUA_TBOOLEAN:
		*out = (struct image_value){IMAGE_BOOL, .yes = lua_toboolean(L, index)};
		break;
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			*out = (struct image_value){IMAGE_INTEGER, .integer = lua_tointeger(L, index)};
		else
			*out = (struct image_value){IMAGE_NUMBER, .number = lua_tonumber(L, index)};
		break;
	case LUA_TSTRING:
		*out = (struct image_value){IMAGE_TEXT, .text = copy_text(L, g, index)};
		break;
	case LUA_TFUNCTION:
		fine = !lua_iscfunction(L, index);
		if (fine)
			*out = (struct image_value){IMAGE_OBJECT,
			                            .object = find_object(L, g, index, OBJECT_FUNCTION)};
		break;
	case LUA_TTABLE:
		if (environment_is(L, index)) {
			*out = (struct image_value){IMAGE_OBJECT,
			                            .object = find_object(L, g, index, OBJECT_ENVIRONMENT)};
			break;
		}
		fine = !lua_getmetatable(L, index);
		if (fine)
			*out = (struct image_value){IMAGE_OBJECT,
			                            .object = find_object(L, g, index, OBJECT_TABLE)};
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

	lua_dump(L, keep_bytes, &b, strip);
	return buf_keep(&b, g->arena);
}

static uint32_t read_variable(lua_State *L, struct adding *g, int place)
{
	struct image *m = g->image;
	const void *identity = lua_upvalueid(L, -1, place);
	struct variable v = {.identity = identity};

	for (uint32_t i = 0; i < m->n_variables; i++)
		if (m->variables[i].identity == identity)
			return i;
	if (m->n_variables == IMAGE_VARIABLES_LIMIT)
		luaL_error(L, "more than %d variables", IMAGE_VARIABLES_LIMIT);
	v.name = str_copy(g->arena, str_from(lua_getupvalue(L, -1, place)));
	if (!read_value(L, g, lua_gettop(L), &v.value)) {
		v.why = str_format(g->arena, "'%s', a %s that is no plain data", v.name.at,
		                   luaL_typename(L, -1))
		                .at;
		v.value = (struct image_value){.kind = IMAGE_NIL};
	}
	lua_pop(L, 1);
	*ARRAY_ADD(g->arena, m->variables, m->n_variables) = v;
	return (uint32_t)m->n_variables - 1;
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
		f.variables[k] = read_variable(L, g, k + 1);
	g->image->objects[number] = f;
}

static int compare_entries(const void *a, const void *b)
{
	const struct image_entry *e = a, *f = b;
	const struct image_value *x = &e->key, *y = &f->key;

	if (x->kind != y->kind)
		return (int)x->kind - (int)y->kind;
	if (x->kind == IMAGE_TEXT)
		return str_compare(x->text, y->text);
	return (x->integer > y->integer) - (x->integer < y->integer);
}

static void add_foreign(struct adding *g, struct object *o, struct str name)
{
	*ARRAY_ADD(g->arena, o->foreign, o->n_foreign) = name;
}

static void add_entry(struct adding *g, struct object *o, struct image_entry e)
{
	*ARRAY_ADD(g->arena, o->entries, o->n_entries) = e;
}

/* The words that a file's functions do not have any more when they are used. */
static void read_words(lua_State *L, struct adding *g, struct object *o)
{
	lua_pushglobaltable(L);
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		bool of_library;

		library_push_name(L, lua_gettop(L));
		of_library = !lua_isnil(L, -1);
		lua_pop(L, 1);
		if (!of_library && lua_type(L, -2) == LUA_TSTRING)
			add_foreign(g, o, copy_text(L, g, -2));
	}
	lua_pop(L, 1);
}

/* Stack: the table on top.  Lua goes through its keys in an order of chance, so they are sorted before anything is numbered. */
static void read_table(lua_State *L, struct adding *g, uint32_t number, enum object_kind kind)
{
	struct object o = {.kind = kind};
	size_t n = 0;

	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		struct image_entry e = {0};

		if (g->image->n_entries++ == IMAGE_ENTRIES_LIMIT)
			luaL_error(L, "tables of more than %d entries", IMAGE_ENTRIES_LIMIT);
		if (!lua_isinteger(L, -2) && lua_type(L, -2) != LUA_TSTRING)
			luaL_error(L, "a table with a key that is neither a whole number nor a text");
		read_value(L, g, lua_gettop(L) - 1, &e.key);
		add_entry(g, &o, e);
	}
	if (o.n_entries)
		qsort(o.entries, o.n_entries, sizeof(*o.entries), compare_entries);
	for (size_t i = 0; i < o.n_entries; i++) {
		struct image_entry *e = o.entries + i;

		if (e->key.kind == IMAGE_TEXT)
			lua_pushlstring(L, e->key.text.at, e->key.text.len);
		else
			lua_pushinteger(L, e->key.integer);
		lua_rawget(L, -2);
		if (read_value(L, g, lua_gettop(L), &e->value))
			o.entries[n++] = *e;
		else if (kind == OBJECT_ENVIRONMENT)
			add_foreign(g, &o, e->key.text);
		else
			o.why = str_format(g->arena, "a table with a %s that is no plain data",
			                   luaL_typename(L, -1))
			                .at;
		lua_pop(L, 1);
	}
	o.n_entries = n;
	if (kind == OBJECT_ENVIRONMENT)
		read_words(L, g, &o);
	g->image->objects[number] = o;
}

static const char *why_not(const struct image *m, const struct image_value *i)
{
	return i->kind == IMAGE_OBJECT ? m->objects[i->object].why : NULL;
}

/* Why an object cannot be had because of one that it holds.  A file's globals can do without the one in question. */
static const char *inherit(struct adding *g, struct object *o)
{
	struct image *m = g->image;
	const char *why = NULL;
	size_t n = 0;

	for (int i = 0; i < o->n_variables && !why; i++) {
		const struct variable *v = m->variables + o->variables[i];

		why = v->why ? v->why : why_not(m, &v->value);
	}
	for (size_t i = 0; i < o->n_entries; i++) {
		const char *entry = why_not(m, &o->entries[i].value);

		if (entry && o->kind == OBJECT_ENVIRONMENT)
			add_foreign(g, o, o->entries[i].key.text);
		else
			o->entries[n++] = o->entries[i];
		why = entry && !why ? entry : why;
	}
	o->n_entries = n;
	return o->kind == OBJECT_ENVIRONMENT ? NULL : why;
}

/* The first function that has a variable is the one it is made with. */
static void find_owners(struct image *m)
{
	for (size_t i = 0; i < m->n_variables; i++)
		m->variables[i].owner = IMAGE_NO_OWNER;
	for (size_t i = 0; i < m->n_objects; i++)
		for (int k = 0; k < m->objects[i].n_variables && !m->objects[i].why; k++) {
			struct variable *v = m->variables + m->objects[i].variables[k];

			if (v->owner != IMAGE_NO_OWNER)
				continue;
			v->owner = (uint32_t)i;
			v->place = k + 1;
		}
}

static int add(lua_State *L)
{
	struct adding *g = lua_touserdata(L, 1);
	struct image *m = g->image;
	uint32_t function;

	luaL_checkstack(L, 40, NULL);
	function = find_object(L, g, 2, OBJECT_FUNCTION);
	for (; m->n_read < m->n_objects; m->n_read++) {
		push_objects(L, m);
		lua_rawgeti(L, -1, (lua_Integer)m->n_read + 1);
		if (m->objects[m->n_read].kind == OBJECT_FUNCTION)
			read_function(L, g, (uint32_t)m->n_read);
		else
			read_table(L, g, (uint32_t)m->n_read, m->objects[m->n_read].kind);
		lua_pop(L, 2);
	}
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < m->n_objects; i++) {
			struct object *o = m->objects + i;
			const char *why = o->why ? NULL : inherit(g, o);

			again |= why != NULL;
			o->why = why ? why : o->why;
		}
	}
	if (m->objects[function].why)
		return luaL_error(L, "%s", m->objects[function].why);
	find_owners(m);
	*ARRAY_ADD(g->arena, m->functions, m->n_functions) = function;
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

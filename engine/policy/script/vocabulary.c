#include "policy/script/vocabulary.h"

#include <lauxlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "policy/script/capture.h"
#include "policy/script/image.h"
#include "policy/script/lost.h"
#include "policy/script/parts.h"
#include "policy/script/script.h"

enum { UNKNOWN_LIMIT = 200 /* unknown words said of one file */ };

static const char *const families[] = {
#define FAMILY(NAME, name) name,
	FAMILIES(FAMILY)
#undef FAMILY
};

static const char *const unknown_key = "tierbook.unknown";

struct vocabulary {
	struct diagnostics *d;
	struct arena *arena;
	struct sandbox *sandbox;
	struct image *image;
	lua_Integer serials;
	struct declaration *first, **last;
	const struct lost *lost;

	/* the file that runs */
	const struct source *file;
	struct locate *locate;
	struct parts parts;
	size_t unknown;
};

const char *vocabulary_family(enum family f)
{
	return families[f];
}

static uint32_t line_of_caller(lua_State *L)
{
	lua_Debug at;

	for (int level = 1; lua_getstack(L, level, &at); level++)
		if (lua_getinfo(L, "l", &at) && at.currentline > 0)
			return (uint32_t)at.currentline;
	return 1;
}

static void push_unknown(lua_State *L)
{
	lua_getfield(L, LUA_REGISTRYINDEX, unknown_key);
}

static int find_unknown(lua_State *L)
{
	push_unknown(L);
	return 1;
}

static void say_unknown(struct vocabulary *v, lua_State *L, struct str name)
{
	struct str candidates[(size_t)WORD_TOTAL + FAMILY_COUNT + 2];
	size_t n = 0;
	enum name_use use;
	struct position p = locate_name(v->locate, line_of_caller(L), name, &use);
	const char *z = str_z(v->arena, name);

	/* `name == value` in a table: the whole entry is said when the table is read. */
	if (use == NAME_COMPARED || v->unknown++ >= UNKNOWN_LIMIT || parts_has_hidden(&v->parts, name) ||
	    parts_may_define(&v->parts, name))
		return;
	for (size_t i = 0; i < WORD_TOTAL; i++)
		candidates[n++] = str_from(word_name((enum word)i));
	for (size_t i = 0; i < FAMILY_COUNT; i++)
		candidates[n++] = str_from(families[i]);
	candidates[n++] = STR("yes");
	candidates[n++] = STR("no");
	/* anything is near to a name this short */
	if (name.len < 3)
		n = 0;
	if (use == NAME_VALUE && nearest_name(name, candidates, n).len == 0) {
		diag_add(v->d, UNQUOTED, p, z);
	} else {
		diag_add(v->d, UNKNOWN_WORD, p, z);
		diag_suggest(v->d, name, candidates, n);
	}
}

/* A word nobody defined: said once, then it swallows what is done with it, so that the rest of the file is read. */
static int index_words(lua_State *L)
{
	struct vocabulary *v = sandbox_context(L);
	size_t len;
	const char *name;

	if (lua_type(L, 2) != LUA_TSTRING || !v || !v->file)
		return 0;
	name = lua_tolstring(L, 2, &len);
	say_unknown(v, L, (struct str){name, len});
	push_unknown(L);
	return 1;
}

static void push_word(lua_State *L, struct vocabulary *v, enum word word, bool called, int n)
{
	struct word_value *w = lua_newuserdatauv(L, sizeof(*w), n);

	*w = (struct word_value){word, called, n, v->serials++};
	luaL_setmetatable(L, CAPTURE_WORD);
}

static int call_word(lua_State *L)
{
	const struct word_value *w = luaL_checkudata(L, 1, CAPTURE_WORD);
	int n = lua_gettop(L) - 1;

	if (w->called)
		return luaL_error(L, "`%s` has its value already", word_name(w->word));
	if (n > 8)
		return luaL_error(L, "`%s` takes no more than 8 values", word_name(w->word));
	push_word(L, sandbox_context(L), w->word, true, n);
	for (int i = 1; i <= n; i++) {
		lua_pushvalue(L, 1 + i);
		lua_setiuservalue(L, -2, i);
	}
	return 1;
}

static struct declaration *add_declaration(struct vocabulary *v, enum family f, struct str name,
                                           struct position p)
{
	struct declaration *made = arena_alloc(v->arena, sizeof(*made));

	made->family = f;
	made->name = name;
	made->position = p;
	made->function = -1;
	*v->last = made;
	v->last = &made->next;
	return made;
}

/* The word and its name: `tier "gold"`. */
static struct position heading(const struct vocabulary *v, const struct shape *call, uint32_t line)
{
	struct position p, name;

	if (!call || call->n == 0)
		return locate_line(v->locate, line);
	p = call->position;
	name = call->entries[0].value->position;
	p.length = name.offset + name.length - p.offset;
	return p;
}

/* `tier "gold"`: named; the table that follows describes it. */
static int call_family(lua_State *L)
{
	struct vocabulary *v = sandbox_context(L);
	enum family f = (enum family)lua_tointeger(L, lua_upvalueindex(1));
	uint32_t line = line_of_caller(L);
	struct declaration_value *value;
	const struct shape *shape;
	struct position p;
	struct str name = {0};

	if (lua_type(L, 1) == LUA_TSTRING)
		name.at = lua_tolstring(L, 1, &name.len);
	shape = locate_call(v->locate, line, str_from(families[f]), name);
	p = heading(v, shape, line);
	if (name.len == 0 || lua_gettop(L) != 1) {
		diag_add(v->d, DECLARATION_UNNAMED, p, families[f]);
		push_unknown(L);
		return 1;
	}
	value = lua_newuserdatauv(L, sizeof(*value), 0);
	*value = (struct declaration_value){NULL, shape, v->serials++};
	luaL_setmetatable(L, CAPTURE_DECLARATION);
	value->declaration = add_declaration(v, f, str_copy(v->arena, name), p);
	return 1;
}

static int describe(lua_State *L)
{
	struct vocabulary *v = sandbox_context(L);
	struct declaration_value *value = luaL_checkudata(L, 1, CAPTURE_DECLARATION);
	struct declaration *of = value->declaration;
	const struct shape *shape = value->shape && value->shape->n > 1 ? value->shape->entries[1].value
	                                                                : NULL;
	bool nested = false;
	struct capture c = {v->d, v->arena, of->position, &nested};
	struct node body;
	const struct node *run;

	if (of->described)
		of = add_declaration(v, of->family, of->name, of->position);
	of->described = true;
	if (lua_gettop(L) != 2 || !lua_istable(L, 2)) {
		diag_add(v->d, DECLARATION_INCOMPLETE, of->position, families[of->family],
		         str_z(v->arena, of->name));
		of->body.kind = NODE_UNKNOWN;
		return 0;
	}
	/* Nothing is known of one that is cut off, and that has been said. */
	of->body.kind = NODE_UNKNOWN;
	capture_value(&c, L, 2, shape, &body);
	of->body = body;
	run = node_field(&of->body, "run");
	if (run && run->kind == NODE_FUNCTION)
		of->function = run->function;
	return 0;
}

static void add_metatable(lua_State *L, const char *name, lua_CFunction call, lua_CFunction index)
{
	luaL_newmetatable(L, name);
	lua_pushcfunction(L, call);
	lua_setfield(L, -2, "__call");
	if (index) {
		lua_pushcfunction(L, index);
		lua_setfield(L, -2, "__index");
	}
	lua_pop(L, 1);
}

static void add_words(struct vocabulary *v, lua_State *L)
{
	sandbox_push_words(v->sandbox);
	for (int i = 0; i < WORD_TOTAL; i++) {
		push_word(L, v, (enum word)i, false, 0);
		lua_setfield(L, -2, word_name((enum word)i));
	}
	/* `custom` is both: the family's word comes last and stays. */
	for (int i = 0; i < FAMILY_COUNT; i++) {
		lua_pushinteger(L, i);
		lua_pushcclosure(L, call_family, 1);
		lua_setfield(L, -2, families[i]);
	}
	lua_pushboolean(L, true);
	lua_setfield(L, -2, "yes");
	lua_pushboolean(L, false);
	lua_setfield(L, -2, "no");
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, index_words);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

/* What is reckoned with an unknown word is as unknown. */
static void add_unknown(lua_State *L)
{
	static const char *const operators[] = {"__add", "__sub", "__mul",    "__div", "__mod", "__idiv",
	                                        "__unm", "__len", "__concat", "__lt",  "__le"};

	add_metatable(L, CAPTURE_UNKNOWN, find_unknown, find_unknown);
	lua_newuserdatauv(L, 0, 0);
	luaL_setmetatable(L, CAPTURE_UNKNOWN);
	lua_getmetatable(L, -1);
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		lua_pushcfunction(L, find_unknown);
		lua_setfield(L, -2, operators[i]);
	}
	lua_pop(L, 1);
	lua_setfield(L, LUA_REGISTRYINDEX, unknown_key);
}

struct vocabulary *vocabulary_open(struct diagnostics *d, struct arena *a, struct sandbox *s)
{
	struct vocabulary *v = arena_alloc(a, sizeof(*v));
	lua_State *L = sandbox_state(s);

	v->d = d;
	v->arena = a;
	v->sandbox = s;
	v->last = &v->first;
	sandbox_set_context(s, v);
	add_metatable(L, CAPTURE_WORD, call_word, NULL);
	add_metatable(L, CAPTURE_DECLARATION, describe, NULL);
	add_unknown(L);
	add_words(v, L);
	return v;
}

static void keep_function(struct vocabulary *v, struct declaration *of)
{
	lua_State *L = sandbox_state(v->sandbox);
	const char *why;

	if (!v->image)
		v->image = image_make(v->arena);
	lua_rawgeti(L, LUA_REGISTRYINDEX, of->function);
	of->function = image_add(v->image, L, v->arena, &why);
	if (of->function < 0)
		diag_add(v->d, FUNCTION_NOT_KEPT, node_field(&of->body, "run")->position, why);
}

/* What can be told when a file has run to its end. */
static void finish(struct vocabulary *v, struct declaration *of)
{
	for (; of; of = of->next) {
		if (of->function >= 0)
			keep_function(v, of);
		if (!of->described && !of->referred)
			diag_add(v->d, DECLARATION_INCOMPLETE, of->position, families[of->family],
			         str_z(v->arena, of->name));
	}
}

static bool run(struct vocabulary *v, const struct source *file)
{
	v->file = file;
	v->locate = locate_open(v->arena, file);
	v->parts = (struct parts){.arena = v->arena};
	v->unknown = 0;
	if (!script_load(v->sandbox, v->d, file, &v->parts))
		return false;
	if (sandbox_call(sandbox_state(v->sandbox), 0, 0))
		return true;
	script_say(v->sandbox, v->d);
	return false;
}

/*
 * An offer is there all the same, for whole rules are understood by the one that they are of; of any other family it
 * does that nobody misses it.
 */
static void note_left_out(struct vocabulary *v, const struct part *part)
{
	struct declaration *of;

	lost_add(&v->lost, v->arena, part->position);
	if (part->family != FAMILY_OFFER || part->name.len == 0)
		return;
	of = add_declaration(v, part->family, part->name, part->heading);
	of->body.kind = NODE_UNKNOWN;
	of->body.position = part->heading;
	of->described = true;
}

void vocabulary_run(struct vocabulary *v, const struct source *file)
{
	struct declaration **before = v->last;

	if (!file) {
		lost_add(&v->lost, v->arena, POSITION_NONE);
	} else if (!run(v, file)) {
		lost_add(&v->lost, v->arena, (struct position){file, 0, (uint32_t)file->text.len});
	} else {
		for (size_t i = 0; i < v->parts.n; i++)
			if (v->parts.at[i].left_out)
				note_left_out(v, &v->parts.at[i]);
		finish(v, *before);
	}
	v->file = NULL;
}

const struct declaration *vocabulary_declarations(const struct vocabulary *v)
{
	return v->first;
}

const struct image *vocabulary_image(const struct vocabulary *v)
{
	return v->image;
}

const struct lost *vocabulary_lost(const struct vocabulary *v)
{
	return v->lost;
}

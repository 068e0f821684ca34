#include "policy/script/capture.h"

#include <stdlib.h>

#include <lauxlib.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "policy/script/sandbox.h"

enum { DEPTH_LIMIT = 24 };

static void copy(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                 struct node *out);

static bool copy_text(const struct capture *c, lua_State *L, int index, struct position p, struct str *out)
{
	size_t len, i = 0;
	const char *at = lua_tolstring(L, index, &len);

	*out = str_copy(c->arena, (struct str){at, len});
	while (i < len) {
		int32_t code_point = utf8_next(*out, &i);

		if (code_point < 0 || utf8_is_control(code_point) || utf8_is_bidi_control(code_point)) {
			diag_add(c->d, BAD_TEXT, p);
			*out = (struct str){0};
			return false;
		}
	}
	return true;
}

/* The k-th value by position of a table or call. */
static const struct shape_entry *place(const struct shape *s, size_t *from)
{
	while (s && *from < s->n) {
		const struct shape_entry *e = &s->entries[(*from)++];

		if (e->by == SHAPE_PLACE || e->by == SHAPE_COMPARED)
			return e;
	}
	return NULL;
}

static void copy_arguments(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                           struct node *out, int n)
{
	struct node *items = arena_array(c->arena, (size_t)n, sizeof(*items));
	size_t from = 0;

	if (s && s->kind != SHAPE_CALL)
		s = NULL;
	for (int i = 0; i < n; i++) {
		const struct shape_entry *e = place(s, &from);

		lua_getiuservalue(L, index, i + 1);
		copy(c, L, lua_gettop(L), e ? e->value : NULL, depth + 1, &items[i]);
		lua_pop(L, 1);
	}
	out->items = items;
	out->n_items = (size_t)n;
}

static void copy_word(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                      struct node *out)
{
	const struct word_value *w = lua_touserdata(L, index);
	size_t n = (size_t)w->n;

	out->kind = NODE_WORD;
	out->word = w->word;
	out->called = w->called;
	copy_arguments(c, L, index, s, depth, out, w->n);
	if (n < word_least(w->word) || n > word_most(w->word)) {
		diag_add(c->d, WRONG_ARGUMENTS, out->position, word_name(w->word), word_usage(w->word));
		out->kind = NODE_UNKNOWN;
	}
}

/* A custom function is named by the word that declares it; for all others a text is enough. */
static void copy_declaration(const struct capture *c, struct declaration *of, struct node *out)
{
	of->referred = true;
	out->kind = NODE_DECLARATION;
	out->text = of->name;
	if (of->family == FAMILY_CUSTOM) {
		struct node *name = arena_alloc(c->arena, sizeof(*name));

		name->kind = NODE_TEXT;
		name->position = out->position;
		name->text = of->name;
		out->kind = NODE_WORD;
		out->word = WORD_CUSTOM;
		out->called = true;
		out->items = name;
		out->n_items = 1;
	}
}

/* A key of the table at hand: a name, or a word in brackets. */
struct key {
	struct str name;
	lua_Integer serial; /* of the word; -1: neither */
	bool called;
	const struct shape_entry *shape;
};

static struct key key_of_word(lua_State *L, int index)
{
	const struct word_value *w = luaL_testudata(L, index, CAPTURE_WORD);
	const struct declaration_value *v = luaL_testudata(L, index, CAPTURE_DECLARATION);

	return (struct key){.serial = w   ? w->serial
	                              : v ? v->serial
	                                  : -1,
	                    .called = w ? w->called : v != NULL};
}

static int compare_keys(const void *x, const void *y)
{
	const struct key *a = x, *b = y;
	int order = (a->name.len == 0) - (b->name.len == 0);

	if (order == 0)
		order = str_compare(a->name, b->name);
	return order != 0 ? order : (a->serial > b->serial) - (a->serial < b->serial);
}

static size_t count_keys(lua_State *L, int index)
{
	size_t n = 0;

	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
		n += lua_type(L, -2) != LUA_TNUMBER;
	return n;
}

/* The keys that are no places, sorted: names, then brackets as they were written. */
static struct key *list_keys(const struct capture *c, lua_State *L, int index, struct position p, size_t *n)
{
	struct key *keys = arena_array(c->arena, count_keys(L, index), sizeof(*keys));
	lua_Integer length = (lua_Integer)lua_rawlen(L, index);

	*n = 0;
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
		struct key k = key_of_word(L, -2);

		if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= length)
			continue;
		if (lua_type(L, -2) == LUA_TSTRING ? !copy_text(c, L, -2, p, &k.name) : k.serial < 0) {
			if (lua_type(L, -2) != LUA_TSTRING && !luaL_testudata(L, -2, CAPTURE_UNKNOWN))
				diag_add(c->d, STRAY_KEY, p,
				         str_format(c->arena, "a %s in brackets", luaL_typename(L, -2)).at);
			continue;
		}
		if (k.name.len > 0 || k.serial >= 0)
			keys[(*n)++] = k;
	}
	if (*n > 1)
		qsort(keys, *n, sizeof(*keys), compare_keys);
	return keys;
}

static struct key *find_key(struct key *keys, size_t n, struct str name)
{
	size_t at = BISECT(i, 0, n, str_compare(keys[i].name, name) < 0);

	return at < n && str_equal(keys[at].name, name) ? &keys[at] : NULL;
}

/* Words with arguments come in the order they were made, which is that of the file; one without is the same everywhere. */
static struct key *find_word(struct key *keys, size_t n, const struct shape *bracketed)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i].name.len == 0 && !keys[i].shape &&
		    keys[i].called == (bracketed->kind == SHAPE_CALL))
			return &keys[i];
	return NULL;
}

/* Finds each key's place, and names that are given twice, which Lua lets pass. */
static void place_keys(const struct capture *c, const struct shape *s, struct key *keys, size_t n)
{
	size_t names = 0;

	while (names < n && keys[names].name.len > 0)
		names++;
	for (size_t i = 0; s && i < s->n; i++) {
		const struct shape_entry *e = &s->entries[i];
		struct key *k = NULL;

		if (e->by == SHAPE_NAME)
			k = find_key(keys, names, e->key);
		else if (e->by == SHAPE_BRACKETS)
			k = find_word(keys + names, n - names, e->bracketed);
		if (k && k->shape)
			diag_add(c->d, DUPLICATE_FIELD, e->key_position, str_z(c->arena, e->key));
		else if (k)
			k->shape = e;
	}
}

static void push_key(lua_State *L, int index, const struct key *k)
{
	if (k->name.len > 0) {
		lua_pushlstring(L, k->name.at, k->name.len);
		return;
	}
	for (lua_pushnil(L); lua_next(L, index) && key_of_word(L, -2).serial != k->serial; lua_pop(L, 1))
		sandbox_charge(L, 1);
	lua_pop(L, 1);
}

static void copy_fields(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                        struct node *out)
{
	size_t n;
	struct key *keys = list_keys(c, L, index, out->position, &n);
	struct entry *fields = arena_array(c->arena, n, sizeof(*fields));

	place_keys(c, s, keys, n);
	for (size_t i = 0; i < n; i++) {
		const struct shape_entry *e = keys[i].shape;
		struct entry *f = &fields[i];

		f->key = keys[i].name;
		f->key_position = e ? e->key_position : out->position;
		push_key(L, index, &keys[i]);
		if (f->key.len == 0) {
			struct node *word = arena_alloc(c->arena, sizeof(*word));

			copy(c, L, lua_gettop(L), e ? e->bracketed : NULL, depth + 1, word);
			f->word = word;
		}
		lua_rawget(L, index);
		copy(c, L, lua_gettop(L), e ? e->value : NULL, depth + 1, &f->value);
		lua_pop(L, 1);
	}
	out->fields = fields;
	out->n_fields = n;
}

static void copy_items(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                       struct node *out)
{
	size_t n = lua_rawlen(L, index), from = 0;
	struct node *items = arena_array(c->arena, n, sizeof(*items));

	for (size_t i = 0; i < n; i++) {
		const struct shape_entry *e = place(s, &from);

		lua_rawgeti(L, index, (lua_Integer)i + 1);
		copy(c, L, lua_gettop(L), e ? e->value : NULL, depth + 1, &items[i]);
		lua_pop(L, 1);
		if (e && e->by == SHAPE_COMPARED) {
			diag_add(c->d, DOUBLE_EQUALS, e->key_position, str_z(c->arena, e->key));
			items[i].kind = NODE_UNKNOWN;
			items[i].text = str_copy(c->arena, e->key);
		}
	}
	out->items = items;
	out->n_items = n;
}

static void copy_table(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                       struct node *out)
{
	if (s && s->kind != SHAPE_TABLE)
		s = NULL;
	out->kind = NODE_TABLE;
	sandbox_charge(L, lua_rawlen(L, index));
	copy_items(c, L, index, s, depth, out);
	copy_fields(c, L, index, s, depth, out);
}

static void copy_userdata(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                          struct node *out)
{
	if (luaL_testudata(L, index, CAPTURE_WORD))
		copy_word(c, L, index, s, depth, out);
	else if (luaL_testudata(L, index, CAPTURE_DECLARATION))
		copy_declaration(c, ((struct declaration_value *)lua_touserdata(L, index))->declaration, out);
	else
		out->kind = NODE_UNKNOWN;
}

static void copy(const struct capture *c, lua_State *L, int index, const struct shape *s, int depth,
                 struct node *out)
{
	*out = (struct node){.position = s ? s->position : c->place};
	luaL_checkstack(L, 8, NULL);
	sandbox_charge(L, 1);
	if (depth >= DEPTH_LIMIT && (lua_istable(L, index) || lua_isuserdata(L, index))) {
		/* What is shared may be met a thousand times. */
		if (!*c->nested)
			diag_add(c->d, TOO_NESTED, out->position, "24");
		*c->nested = true;
		out->kind = NODE_UNKNOWN;
		return;
	}
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		out->kind = NODE_NOTHING;
		break;
	case LUA_TBOOLEAN:
		out->kind = NODE_BOOL;
		out->truth = lua_toboolean(L, index);
		break;
	case LUA_TNUMBER:
		out->kind = lua_isinteger(L, index) ? NODE_INTEGER : NODE_NUMBER;
		out->integer = lua_tointeger(L, index);
		break;
	case LUA_TSTRING:
		out->kind = copy_text(c, L, index, out->position, &out->text) ? NODE_TEXT : NODE_UNKNOWN;
		break;
	case LUA_TTABLE:
		copy_table(c, L, index, s, depth, out);
		break;
	case LUA_TFUNCTION:
		out->kind = NODE_FUNCTION;
		lua_pushvalue(L, index);
		out->function = luaL_ref(L, LUA_REGISTRYINDEX);
		break;
	default:
		copy_userdata(c, L, index, s, depth, out);
	}
}

void capture_value(const struct capture *c, lua_State *L, int index, const struct shape *s, struct node *out)
{
	copy(c, L, lua_absindex(L, index), s, 0, out);
}

#include "policy/decide/custom.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "policy/script/instance.h"
#include "policy/script/library.h"
#include "policy/script/sandbox.h"

enum { TEXT_LIMIT = 4 << 10 }; /* bytes of a text that a function returns */

/* Whole numbers beyond this have lost something on the way, or wrapped around. */
static const lua_Integer NUMBER_LIMIT = ((lua_Integer)1 << 53) - 1;

struct custom_host {
	const struct policy *policy;
	struct sandbox *sandbox;
	struct arena *arena; /* the last answer, if it is a text, or failure */
	const char *failure;
};

struct evaluation {
	struct custom_host *host;
	const struct custom *custom;
	const struct member *member;
	int32_t today;
	struct fact *out;
	const char *wrong; /* with what it returned */
	bool fine;
};

static char metatables_key; /* in the registry: for each custom, of the member it sees */

/* Upvalue: the names that may be asked for, and are unknown when they are not there. */
static int missing_fact(lua_State *L)
{
	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
		lua_pushnil(L);
		return 1;
	}
	library_push_text(L, 2);
	return luaL_error(L, "the fact '%s' is not among those it reads", lua_tostring(L, -1));
}

static void allow(lua_State *L, struct str name)
{
	lua_pushlstring(L, name.at, name.len);
	lua_pushboolean(L, 1);
	lua_rawset(L, -3);
}

/* Pops the names on top of the stack and pushes the metatable that allows these alone. */
static void push_metatable(lua_State *L)
{
	lua_pushcclosure(L, missing_fact, 1);
	lua_createtable(L, 0, 1);
	lua_insert(L, -2);
	lua_setfield(L, -2, "__index");
}

/* Of the member at 1, of the rows of each collection at 2 and after. */
static void push_metatables(lua_State *L, const struct schema *s, const struct custom *c)
{
	lua_createtable(L, (int)s->n_collections + 1, 0);
	lua_createtable(L, 0, 0);
	for (size_t i = 0; i < c->n_reads; i++) {
		const struct read *r = c->reads + i;

		allow(L, r->collection == NOWHERE ? s->fields[r->field].name
		                                  : s->collections[r->collection].name);
	}
	push_metatable(L);
	lua_rawseti(L, -2, 1);
	for (size_t k = 0; k < s->n_collections; k++) {
		const struct collection *of = s->collections + k;

		lua_createtable(L, 0, 0);
		for (size_t i = 0; i < c->n_reads; i++) {
			const struct read *r = c->reads + i;

			for (size_t f = 0; r->collection == k && f < of->n_fields; f++)
				if (r->field == NOWHERE || r->field == f)
					allow(L, of->fields[f].name);
		}
		push_metatable(L);
		lua_rawseti(L, -2, (lua_Integer)k + 2);
	}
}

static int build(lua_State *L)
{
	const struct policy *p = lua_touserdata(L, 1);

	lua_settop(L, 0);
	instance_make(p->image, L);
	lua_createtable(L, (int)p->n_customs, 0);
	for (size_t i = 0; i < p->n_customs; i++) {
		push_metatables(L, p->schema, p->customs + i);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &metatables_key);
	return 0;
}

struct custom_host *custom_open(const struct policy *p)
{
	struct custom_host *h = memory_resize(NULL, sizeof(*h));
	lua_State *L;

	*h = (struct custom_host){.policy = p, .sandbox = sandbox_open(), .arena = arena_open()};
	L = sandbox_state(h->sandbox);
	lua_pushcfunction(L, build);
	lua_pushlightuserdata(L, (void *)p);
	if (!sandbox_call(L, 1, 0)) {
		/* What the loading sandbox held fits into this one. */
		fprintf(stderr, "tierbook: custom functions: %s\n", sandbox_failure(h->sandbox)->message);
		abort();
	}
	sandbox_settle(h->sandbox);
	return h;
}

void custom_close(struct custom_host *h)
{
	if (!h)
		return;
	sandbox_close(h->sandbox);
	arena_close(h->arena);
	free(h);
}

static void set_fact(lua_State *L, const struct field *f, const struct fact *fact)
{
	char day[11];

	if (!fact->known)
		return;
	switch (f->type) {
	case FACT_TEXT:
		lua_pushlstring(L, fact->text.at, fact->text.len);
		break;
	case FACT_INTEGER:
	case FACT_MONEY:
		lua_pushinteger(L, fact->number);
		break;
	case FACT_BOOL:
		lua_pushboolean(L, fact->number != 0);
		break;
	case FACT_DATE:
		lua_pushstring(L, date_format((int32_t)fact->number, day));
		break;
	case FACT_ENUM:
		lua_pushlstring(L, f->values[fact->number].at, f->values[fact->number].len);
		break;
	}
	lua_pushlstring(L, f->name.at, f->name.len);
	lua_insert(L, -2);
	lua_rawset(L, -3);
}

/* How many facts of a row the function reads at most: a table made for as many need not grow. */
static int width(const struct evaluation *e, size_t collection, size_t n_fields)
{
	size_t n = 0;

	for (size_t i = 0; i < e->custom->n_reads; i++)
		if (e->custom->reads[i].collection == collection)
			n += e->custom->reads[i].field == NOWHERE ? n_fields : 1;
	return (int)n;
}

/* Stack: the metatables at 2.  Pushes the rows with the facts the function reads of them. */
static void push_rows(lua_State *L, const struct evaluation *e, size_t collection)
{
	const struct collection *of = e->host->policy->schema->collections + collection;
	const struct rows *rows = e->member->rows + collection;

	int n_facts = width(e, collection, of->n_fields);

	lua_createtable(L, (int)rows->n, 0);
	for (size_t row = 0; row < rows->n; row++) {
		lua_createtable(L, 0, n_facts);
		for (size_t i = 0; i < e->custom->n_reads; i++) {
			const struct read *r = e->custom->reads + i;

			for (size_t f = 0; r->collection == collection && f < of->n_fields; f++)
				if (r->field == NOWHERE || r->field == f)
					set_fact(L, of->fields + f, rows->facts + row * of->n_fields + f);
		}
		lua_rawgeti(L, 2, (lua_Integer)collection + 2);
		lua_setmetatable(L, -2);
		lua_rawseti(L, -2, (lua_Integer)row + 1);
	}
}

static void push_member(lua_State *L, const struct evaluation *e)
{
	const struct schema *s = e->host->policy->schema;

	lua_createtable(L, 0, (int)e->custom->n_reads);
	for (size_t i = 0; i < e->custom->n_reads; i++) {
		const struct read *r = e->custom->reads + i;

		if (r->collection == NOWHERE) {
			set_fact(L, s->fields + r->field, e->member->facts + r->field);
			continue;
		}
		lua_pushlstring(L, s->collections[r->collection].name.at,
		                s->collections[r->collection].name.len);
		push_rows(L, e, r->collection);
		lua_rawset(L, -3);
	}
	lua_rawgeti(L, 2, 1);
	lua_setmetatable(L, -2);
}

static const char *read_text(struct custom_host *h, struct str s, struct fact *out)
{
	if (s.len > TEXT_LIMIT)
		return "a text longer than 4 KiB";
	if (utf8_bad(s) != SIZE_MAX)
		return "a text that is not UTF-8";
	for (size_t i = 0; i < s.len;)
		if (utf8_is_hidden(utf8_next(s, &i)))
			return "a text with characters that cannot be seen";
	out->text = str_copy(h->arena, s);
	return NULL;
}

/* Reads the value on top as it is, calling nothing of the script's; NULL, or what it is instead. */
static const char *read_answer(lua_State *L, const struct evaluation *e)
{
	int type = lua_type(L, -1);
	struct str s = {0};
	int32_t day;

	*e->out = (struct fact){.known = type != LUA_TNIL};
	if (type == LUA_TNIL)
		return NULL;
	if (type == LUA_TSTRING)
		s.at = lua_tolstring(L, -1, &s.len);
	switch (e->custom->returns) {
	case FACT_BOOL:
		e->out->number = lua_toboolean(L, -1);
		return type == LUA_TBOOLEAN ? NULL : lua_typename(L, type);
	case FACT_INTEGER:
	case FACT_MONEY:
		if (!lua_isinteger(L, -1))
			return type == LUA_TNUMBER ? "a number that is not whole" : lua_typename(L, type);
		e->out->number = lua_tointeger(L, -1);
		return e->out->number < -NUMBER_LIMIT || e->out->number > NUMBER_LIMIT
		               ? "a number out of range"
		               : NULL;
	case FACT_DATE:
		if (!s.at || !date_parse(s, &day))
			return s.at ? "a text that is no day" : lua_typename(L, type);
		e->out->number = day;
		return NULL;
	default:
		return s.at ? read_text(e->host, s, e->out) : lua_typename(L, type);
	}
}

/* Runs the function in a thread of its own, so that its stack begins alike each time. */
static int evaluate(lua_State *L)
{
	struct evaluation *e = lua_touserdata(L, 1);
	lua_State *thread;
	char day[11];
	int arguments = 1;

	lua_rawgetp(L, LUA_REGISTRYINDEX, &metatables_key);
	lua_rawgeti(L, 2, e->custom - e->host->policy->customs + 1);
	lua_replace(L, 2);
	thread = lua_newthread(L);
	instance_push(L, e->custom->function);
	push_member(L, e);
	if (e->custom->reads_today) {
		lua_pushstring(L, date_format(e->today, day));
		arguments++;
	}
	lua_xmove(L, thread, arguments + 1);
	if (!sandbox_call(thread, arguments, 1))
		return 0;
	e->wrong = read_answer(thread, e);
	e->fine = !e->wrong;
	return 0;
}

static const char *describe(const struct evaluation *e, const char *changed)
{
	const struct sandbox_failure *f = sandbox_failure(e->host->sandbox);
	struct position p = e->custom->position;
	struct arena *a = e->host->arena;
	uint32_t line = p.source ? source_line(p.source, p.offset) : 0;
	struct str text;

	if (changed) {
		text = str_format(a, "it keeps '%s' from one member to the next", changed);
	} else if (e->wrong) {
		text = str_format(a, "it returns %s where %s is wanted", e->wrong,
		                  schema_type_name(e->custom->returns));
	} else {
		line = f->line ? f->line : line;
		text = str_format(a,
		                  f->end == SANDBOX_ERROR          ? "%s"
		                  : f->end == SANDBOX_UNKNOWN_WORD ? "unknown word '%s'"
		                                                   : "it takes %s",
		                  f->message);
	}
	return str_format(a, "%.*s:%" PRIu32 ": custom '%.*s': %.*s",
	                  STR_ARG(p.source ? p.source->path : STR("rules")), line, STR_ARG(e->custom->id),
	                  STR_ARG(text))
	        .at;
}

bool custom_evaluate(struct custom_host *h, size_t custom, const struct member *m, int32_t today,
                     struct fact *out)
{
	const struct custom *c = h->policy->customs + custom;
	struct evaluation e = {.host = h, .custom = c, .member = m, .today = today, .out = out};
	lua_State *L = sandbox_state(h->sandbox);
	const char *changed;
	bool called;

	arena_reset(h->arena);
	sandbox_refill(h->sandbox, SANDBOX_EVALUATION_STEPS);
	lua_pushcfunction(L, evaluate);
	lua_pushlightuserdata(L, &e);
	called = sandbox_call(L, 1, 0);
	changed = instance_restore(h->policy->image, L);
	if (called && e.fine && !changed)
		return true;
	h->failure = describe(&e, changed);
	return false;
}

const char *custom_failure(const struct custom_host *h)
{
	return h->failure;
}

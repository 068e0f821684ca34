/*
 * Decides the members of a database in three ways, takes the time of each, and
 * writes what each says, a line a member, for tests/bench/rules/run to compare.
 *
 *   bench RECORDS DAY FOLDER ROUNDS [ENGINE]
 *
 * With one of its engines it runs that alone, for a profiler.
 */
#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/json.h"
#include "bench/rules/plain.h"
#include "policy/check/rules.h"
#include "policy/decide/decision.h"
#include "record/store/store.h"

struct bench {
	struct arena *arena;
	struct policy *policy;
	struct member *members;
	size_t n;
	int32_t today;
	struct decider *decider;
	lua_State *L;
	struct result kept; /* so that nothing is left out for being unused */
};

static void fail(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static void load(struct bench *b, const char *path)
{
	struct diagnostics *d = diag_open();
	struct store *s;
	const char *bad;

	b->arena = arena_open();
	b->policy = rules_load(d, b->arena, ".");
	s = b->policy ? store_open(d, b->policy->schema, path) : NULL;
	diag_print(d, stderr, DIAG_TEXT);
	if (!s)
		exit(1);
	b->members = arena_array(b->arena, (size_t)store_count(s), sizeof(*b->members));
	while (store_next(s, b->arena, &b->members[b->n], &bad) == 1)
		b->n += !bad;
	store_close(s);
	diag_close(d);
	b->decider = decision_open(program_make(b->arena, b->policy));
}

/* The rules of tierbook */

static int index_of(struct str name, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (str_is(name, names[i]))
			return i;
	fail("the sample programme has something that this bench does not know");
	return -1;
}

static unsigned reasons_of(const struct reason *reasons, size_t n)
{
	unsigned bits = 0;

	for (size_t i = 0; i < n; i++)
		bits |= 1u << index_of(reasons[i].sentence->message, result_reasons, REASONS);
	return bits;
}

static void take_benefits(const struct decision *d, struct result *r)
{
	for (size_t i = 0; i < d->n_benefits; i++) {
		const struct granted *g = &d->benefits[i];
		int at = index_of(d->policy->benefits[g->benefit].id, result_benefits, BENEFITS);

		r->benefits[at] = g->amount.value.number;
		if (at == AZURE)
			r->next_credit = g->next;
	}
}

static void take_offer(const struct decision *d, struct result *r)
{
	const struct offered *o = &d->offers[0];

	r->offer = (int)o->state;
	r->closed = reasons_of(o->closed, o->n_closed);
	if (!o->renewal)
		return;
	r->state = index_of(o->renewal->states[o->state_now].id, result_states, STATES);
	r->state_since = o->since;
	r->state_until = o->until == DATE_NEVER ? NO_DAY : o->until;
	r->term = o->term;
	r->term_start = o->term_start;
	r->anniversary = o->anniversary;
}

static void take_decision(struct bench *b, const struct member *m, struct result *r)
{
	const struct decision *d = decision_make(b->decider, m, b->today);
	const struct policy *p = b->policy;

	result_clear(r);
	for (size_t i = 0; i < d->n_held; i++) {
		int tier = index_of(p->tiers[d->held[i].tier].id, result_tiers, TIERS);

		r->held[tier] = true;
		r->since[tier] = d->held[i].since;
	}
	take_benefits(d, r);
	take_offer(d, r);
	for (size_t i = 0; i < d->n_actions; i++)
		r->refused[index_of(p->actions[i].id, result_actions, ACTIONS)] = reasons_of(
			d->actions[i].reasons, d->actions[i].n_reasons);
	for (size_t i = 0; i < d->n_due; i++)
		r->due[index_of(d->due[i].due->id, result_dues, DUES)] = d->due[i].day;
}

static void run_decision(struct bench *b, const struct member *m)
{
	const struct decision *d = decision_make(b->decider, m, b->today);

	b->kept.offer = (int)d->offers[0].state;
}

/* Plain C */

static void take_plain(struct bench *b, const struct member *m, struct result *r)
{
	plain_decide(m, b->today, r);
}

static void run_plain(struct bench *b, const struct member *m)
{
	plain_decide(m, b->today, &b->kept);
}

/* Plain Lua: a table a member, by name */

static void push_facts(lua_State *L, const struct field *fields, size_t n, const struct fact *facts)
{
	lua_createtable(L, 0, (int)n + 3);
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];
		struct str value;

		if (!f->known)
			continue;
		lua_pushlstring(L, fields[i].name.at, fields[i].name.len);
		switch (fields[i].type) {
		case FACT_BOOL:
			lua_pushboolean(L, f->number != 0);
			break;
		case FACT_TEXT:
		case FACT_ENUM:
			value = fields[i].type == FACT_TEXT ? f->text : fields[i].values[f->number];
			lua_pushlstring(L, value.at, value.len);
			break;
		default:
			lua_pushinteger(L, f->number);
		}
		lua_rawset(L, -3);
	}
}

static void push_member(struct bench *b, const struct member *m)
{
	const struct schema *s = b->policy->schema;

	push_facts(b->L, s->fields, s->n_fields, m->facts);
	for (size_t c = 0; c < s->n_collections; c++) {
		const struct collection *of = &s->collections[c];

		lua_pushlstring(b->L, of->name.at, of->name.len);
		lua_createtable(b->L, (int)m->rows[c].n, 0);
		for (size_t i = 0; i < m->rows[c].n; i++) {
			push_facts(b->L, of->fields, of->n_fields, m->rows[c].facts + i * of->n_fields);
			lua_rawseti(b->L, -2, (lua_Integer)i + 1);
		}
		lua_rawset(b->L, -3);
	}
}

static void run_lua(struct bench *b, const struct member *m)
{
	lua_pushvalue(b->L, 1);
	push_member(b, m);
	lua_pushinteger(b->L, b->today);
	if (lua_pcall(b->L, 2, 1, 0) != LUA_OK)
		fail(lua_tostring(b->L, -1));
	lua_settop(b->L, 1);
}

/* Field `name` of the table on top: its number, or otherwise. */
static int64_t number_of(lua_State *L, const char *name, int64_t otherwise)
{
	int64_t n = lua_getfield(L, -1, name) == LUA_TNIL ? otherwise : lua_tointeger(L, -1);

	lua_pop(L, 1);
	return n;
}

static unsigned lua_reasons(lua_State *L, const char *name)
{
	unsigned bits = 0;

	if (lua_getfield(L, -1, name) == LUA_TTABLE)
		for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL || (lua_pop(L, 1), false); i++) {
			bits |= 1u << index_of(str_from(lua_tostring(L, -1)), result_reasons, REASONS);
			lua_pop(L, 1);
		}
	lua_pop(L, 1);
	return bits;
}

static int lua_word(lua_State *L, const char *name, const char *const *names, int n)
{
	int at;

	lua_getfield(L, -1, name);
	at = index_of(str_from(lua_tostring(L, -1)), names, n);
	lua_pop(L, 1);
	return at;
}

static void take_lua_parts(lua_State *L, struct result *r)
{
	lua_getfield(L, -1, "tiers");
	for (int i = 0; i < TIERS; i++) {
		r->since[i] = (int32_t)number_of(L, result_tiers[i], NO_DAY);
		r->held[i] = r->since[i] != NO_DAY;
	}
	lua_pop(L, 1);
	lua_getfield(L, -1, "benefits");
	for (int i = 0; i < BENEFITS; i++)
		r->benefits[i] = number_of(L, result_benefits[i], 0);
	lua_pop(L, 1);
	lua_getfield(L, -1, "actions");
	for (int i = 0; i < ACTIONS; i++)
		r->refused[i] = lua_reasons(L, result_actions[i]);
	lua_pop(L, 1);
	lua_getfield(L, -1, "due");
	for (int i = 0; i < DUES; i++)
		r->due[i] = (int32_t)number_of(L, result_dues[i], NO_DAY);
	lua_pop(L, 1);
	if (lua_getfield(L, -1, "renewal") == LUA_TTABLE) {
		r->state = lua_word(L, "state", result_states, STATES);
		r->state_since = (int32_t)number_of(L, "since", NO_DAY);
		r->state_until = (int32_t)number_of(L, "until", NO_DAY);
		r->term = number_of(L, "term", 0);
		r->term_start = (int32_t)number_of(L, "term_start", NO_DAY);
		r->anniversary = (int32_t)number_of(L, "anniversary", NO_DAY);
	}
	lua_pop(L, 1);
}

static void take_lua(struct bench *b, const struct member *m, struct result *r)
{
	static const char *const offers[] = {"available", "purchased", "closed"};

	lua_pushvalue(b->L, 1);
	push_member(b, m);
	lua_pushinteger(b->L, b->today);
	lua_call(b->L, 2, 1);
	result_clear(r);
	take_lua_parts(b->L, r);
	r->next_credit = (int32_t)number_of(b->L, "next_credit", NO_DAY);
	r->offer = lua_word(b->L, "offer", offers, 3);
	r->closed = lua_reasons(b->L, "closed");
	lua_settop(b->L, 1);
}

/* The members as the engines of npm read them: days as numbers, what is not known left out. */

static void render_facts(struct arena *a, struct json *j, const struct field *fields, size_t n,
                         const struct fact *facts)
{
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];

		if (!f->known)
			continue;
		json_key(j, str_z(a, fields[i].name));
		if (fields[i].type == FACT_BOOL)
			json_bool(j, f->number != 0);
		else if (fields[i].type == FACT_TEXT || fields[i].type == FACT_ENUM)
			json_text(j, fields[i].type == FACT_TEXT ? f->text : fields[i].values[f->number]);
		else
			json_integer(j, f->number);
	}
}

static void render_member(struct bench *b, struct arena *a, struct json *j, const struct member *m)
{
	const struct schema *s = b->policy->schema;

	json_open(j, '{');
	render_facts(a, j, s->fields, s->n_fields, m->facts);
	for (size_t c = 0; c < s->n_collections; c++) {
		const struct collection *of = &s->collections[c];

		json_key(j, str_z(a, of->name));
		json_open(j, '[');
		for (size_t i = 0; i < m->rows[c].n; i++) {
			json_open(j, '{');
			render_facts(a, j, of->fields, of->n_fields, m->rows[c].facts + i * of->n_fields);
			json_close(j, '}');
		}
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void write_members(struct bench *b, const char *folder)
{
	FILE *out = fopen(str_format(b->arena, "%s/members.jsonl", folder).at, "w");
	struct arena *scratch = arena_open();
	struct buf line = {0};

	if (!out)
		fail("cannot write the members");
	for (size_t i = 0; i < b->n; i++) {
		struct json j = {.out = &line};

		render_member(b, scratch, &j, &b->members[i]);
		fprintf(out, "%.*s\n", STR_ARG(buf_str(&line)));
		buf_clear(&line);
		arena_reset(scratch);
	}
	fclose(out);
	buf_free(&line);
	arena_close(scratch);
}

static const struct engine {
	const char *name;
	void (*run)(struct bench *b, const struct member *m);
	void (*take)(struct bench *b, const struct member *m, struct result *r);
} engines[] = {
	{"tierbook", run_decision, take_decision},
	{"lua", run_lua, take_lua},
	{"c", run_plain, take_plain},
};
enum { ENGINES = sizeof(engines) / sizeof(engines[0]), ROUNDS_MOST = 99 };

static double now(void)
{
	struct timespec t;

	/* of this thread alone: the machine may have other work */
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void write_results(struct bench *b, const struct engine *e, const char *folder)
{
	FILE *out = fopen(str_format(b->arena, "%s/%s.txt", folder, e->name).at, "w");
	struct result r;

	if (!out)
		fail("cannot write the results");
	for (size_t i = 0; i < b->n; i++) {
		e->take(b, &b->members[i], &r);
		result_print(out, b->members[i].id, &r);
	}
	fclose(out);
}

static int compare(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

int main(int argc, char **argv)
{
	static double seconds[ENGINES][ROUNDS_MOST];
	struct bench b = {0};
	int rounds;

	if (argc < 5 || argc > 6 || !date_parse(str_from(argv[2]), &b.today))
		fail("RECORDS DAY FOLDER ROUNDS [ENGINE]");
	rounds = atoi(argv[4]) < 1 ? 1 : atoi(argv[4]) > ROUNDS_MOST ? ROUNDS_MOST : atoi(argv[4]);
	load(&b, argv[1]);
	b.L = luaL_newstate();
	luaL_openlibs(b.L);
	if (luaL_dofile(b.L, "tests/bench/rules/plain.lua") != LUA_OK)
		fail(lua_tostring(b.L, -1));
	lua_settop(b.L, 1);
	for (int e = 0; e < ENGINES && argc == 5; e++)
		write_results(&b, &engines[e], argv[3]);
	if (argc == 5)
		write_members(&b, argv[3]);
	/* by turns, so that a machine that grows slower does so for all */
	for (int round = 0; round < rounds; round++)
		for (int e = 0; e < ENGINES; e++) {
			double begun = now();
			bool wanted = argc == 5 || strcmp(argv[5], engines[e].name) == 0;

			for (size_t i = 0; wanted && i < b.n; i++)
				engines[e].run(&b, &b.members[i]);
			seconds[e][round] = now() - begun;
		}
	for (int e = 0; e < ENGINES; e++) {
		qsort(seconds[e], (size_t)rounds, sizeof(double), compare);
		printf("%s %.0f\n", engines[e].name, (double)b.n / seconds[e][rounds / 2]);
	}
	lua_close(b.L);
	decision_close(b.decider);
	arena_close(b.arena);
	return 0;
}

#include "policy/script/sandbox.h"

#include <assert.h>
#include <inttypes.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "policy/script/environment.h"

/*
 * PERIOD instructions pass between two looks at the budget.  An instruction
 * can compare two texts, walk a chain of a table's keys that all fall into one
 * place, or hand on all the values of a deep stack: so it costs one step more
 * for each TEXT_SHARE bytes of the longest text and each TABLE_SHARE bytes of
 * the biggest table's keys and of the stack.
 */
enum { PERIOD = 1000, TEXT_SHARE = 4 << 10, TABLE_SHARE = 8 << 10, BYTES_A_STEP = 16 };

/* Short texts are shared with others like them, dead ones too: whether one takes memory is chance. */
enum { SHARED_TEXT = 72 };

enum { GARBAGE_LIMIT = 1 << 20 };

struct sandbox {
	lua_State *state;
	void *context;
	const struct source **files;
	size_t n_files;
	size_t memory;
	int64_t budget, left;
	size_t longest, biggest; /* bytes of texts and of tables' keys, the most since the budget began */
	bool stack_is_next;
	void *stack;    /* of the thread made last, */
	size_t deepest; /* and its bytes */
	bool limited;   /* one of the limits was met, namely: */
	enum sandbox_end limit;
	size_t settled_memory, settled_longest, settled_biggest;
	lua_State *running;
	struct sandbox_failure failure;
};

struct sandbox *sandbox_of(lua_State *L)
{
	return *(struct sandbox **)lua_getextraspace(L);
}

lua_State *sandbox_state(struct sandbox *s)
{
	return s->state;
}

void sandbox_set_context(struct sandbox *s, void *context)
{
	s->context = context;
}

void *sandbox_context(lua_State *L)
{
	return sandbox_of(L)->context;
}

/* The file and line of the innermost Lua function; fine at any moment, since it only reads. */
static void note_place(struct sandbox *s, lua_State *L)
{
	lua_Debug ar;

	s->failure.file = NULL;
	s->failure.line = 0;
	for (int level = 0; L && lua_getstack(L, level, &ar); level++) {
		int64_t number;

		lua_getinfo(L, "Sl", &ar);
		if (ar.currentline <= 0)
			continue;
		s->failure.line = (uint32_t)ar.currentline;
		if (str_integer(str_from(ar.source + 1), &number) && number >= 0 &&
		    (size_t)number < s->n_files)
			s->failure.file = s->files[number];
		return;
	}
}

static void *refuse(struct sandbox *s, enum sandbox_end limit)
{
	if (!s->limited) {
		s->limited = true;
		s->limit = limit;
		note_place(s, s->running);
	}
	return NULL;
}

/* After a thread Lua makes its stack. */
static void watch_stack(struct sandbox *s, void *old, void *new, size_t kind, size_t size)
{
	if (old ? old == s->stack : s->stack_is_next) {
		s->stack = new;
		s->deepest = size;
	}
	s->stack_is_next = !old && kind == LUA_TTHREAD;
}

/* Lua tells the kind of a new object in old_size.  Shrinking never fails: Lua relies on it. */
static void *allocate(void *context, void *old, size_t old_size, size_t size)
{
	struct sandbox *s = context;
	bool fresh = !old, text = fresh && old_size == LUA_TSTRING, keys = fresh && !old_size;
	size_t kind = fresh ? old_size : 0;
	void *new;

	if (fresh)
		old_size = 0;
	if (!size) {
		free(old);
		s->memory -= old_size;
		return NULL;
	}
	if (size > old_size) {
		if (text && size > SANDBOX_TEXT_LIMIT)
			return refuse(s, SANDBOX_TEXT);
		if (size > SANDBOX_BLOCK_LIMIT)
			return refuse(s, SANDBOX_BLOCK);
		if (size - old_size > SANDBOX_MEMORY_LIMIT - s->memory)
			return refuse(s, SANDBOX_MEMORY);
	}
	/* What grows a block is paid by the instructions that filled it. */
	if (fresh && !(text && size <= SHARED_TEXT)) {
		s->left -= (int64_t)(size / BYTES_A_STEP + 1);
		if (s->left < 0)
			return refuse(s, SANDBOX_STEPS);
		if (text && size > s->longest)
			s->longest = size;
		if (keys && size > s->biggest)
			s->biggest = size;
	}
	s->memory += size - old_size;
	new = memory_resize(old, size);
	watch_stack(s, old, new, kind, size);
	return new;
}

static int64_t price(const struct sandbox *s)
{
	return 1 + (int64_t)(s->longest / TEXT_SHARE + s->biggest / TABLE_SHARE + s->deepest / TABLE_SHARE);
}

static void spend(lua_State *L, int64_t steps)
{
	struct sandbox *s = sandbox_of(L);

	s->left = steps > s->left ? -1 : s->left - steps;
	if (s->left < 0) {
		refuse(s, SANDBOX_STEPS);
		luaL_error(L, "the budget is spent");
	}
}

static void on_count(lua_State *L, lua_Debug *ar)
{
	struct sandbox *s = sandbox_of(L);

	(void)ar;
	/* Once it is spent every instruction is the last: nothing can catch the end and go on. */
	if (s->left < PERIOD * price(s))
		lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
	spend(L, PERIOD * price(s));
}

void sandbox_charge(lua_State *L, size_t steps)
{
	int64_t cost;

	if (steps > INT64_MAX || __builtin_mul_overflow((int64_t)steps, price(sandbox_of(L)), &cost))
		cost = INT64_MAX;
	spend(L, cost);
}

void sandbox_refill(struct sandbox *s, int64_t steps)
{
	s->budget = s->left = steps;
	s->longest = s->settled_longest;
	s->biggest = s->settled_biggest;
	s->limited = false;
	if (s->settled_memory && s->memory > s->settled_memory + GARBAGE_LIMIT)
		lua_gc(s->state, LUA_GCCOLLECT);
	lua_sethook(s->state, on_count, LUA_MASKCOUNT, PERIOD);
}

void sandbox_settle(struct sandbox *s)
{
	lua_gc(s->state, LUA_GCCOLLECT);
	lua_gc(s->state, LUA_GCSTOP);
	s->settled_memory = s->memory;
	s->settled_longest = s->longest;
	s->settled_biggest = s->biggest;
}

struct sandbox *sandbox_open(void)
{
	struct sandbox *s = memory_resize(NULL, sizeof(*s));
	lua_State *L;

	*s = (struct sandbox){.budget = INT64_MAX, .left = INT64_MAX};
	s->state = L = lua_newstate(allocate, s);
	assert(L);
	*(struct sandbox **)lua_getextraspace(L) = s;
	environment_open(L);
	return s;
}

void sandbox_close(struct sandbox *s)
{
	if (!s)
		return;
	lua_close(s->state);
	free(s->files);
	free(s);
}

void sandbox_push_words(struct sandbox *s)
{
	lua_pushglobaltable(s->state);
}

void sandbox_seal(struct sandbox *s)
{
	environment_seal(s->state);
}

size_t sandbox_number_file(struct sandbox *s, const struct source *file)
{
	s->files = memory_resize(s->files, memory_multiply(s->n_files + 1, sizeof(*s->files)));
	s->files[s->n_files] = file;
	return s->n_files++;
}

/* Somebody's text, cut at a whole character, hidden characters shown as '?'. */
static void note_message(struct sandbox_failure *f, struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len && n + 4 < sizeof(f->message);) {
		size_t begin = i;
		int32_t c = utf8_next(text, &i);

		if (c < 0 || utf8_is_hidden(c)) {
			f->message[n++] = c == '\n' || c == '\t' ? ' ' : '?';
		} else {
			memcpy(f->message + n, text.at + begin, i - begin);
			n += i - begin;
		}
	}
	f->message[n] = 0;
}

/* Lua puts "number of file:line: " before its own messages. */
static struct str without_place(struct str text, uint32_t line)
{
	size_t digits = 0;
	char place[16];

	while (digits < text.len && ascii_is_digit(text.at[digits]))
		digits++;
	snprintf(place, sizeof(place), ":%" PRIu32 ": ", line);
	if (digits && str_starts_at(text, digits, str_from(place)))
		return str_slice(text, digits + strlen(place), text.len);
	return text;
}

static int on_error(lua_State *L)
{
	static const struct str unknown = {"attempt to call a nil value (global '", 37};
	struct sandbox *s = sandbox_of(L);
	struct sandbox_failure *f = &s->failure;
	struct str text = STR("an error that is no text");

	if (s->limited)
		return 1;
	note_place(s, L);
	f->end = SANDBOX_ERROR;
	if (lua_type(L, 1) == LUA_TSTRING) {
		text.at = lua_tolstring(L, 1, &text.len);
		text = without_place(text, f->line);
	}
	if (str_starts(text, unknown)) {
		size_t end = str_find(text, STR("'"), unknown.len);

		f->end = SANDBOX_UNKNOWN_WORD;
		text = str_slice(text, unknown.len, end == SIZE_MAX ? text.len : end);
	}
	note_message(f, text);
	return 1;
}

/* What a refusal of the allocator or of the budget means to a person. */
static void note_limit(struct sandbox *s)
{
	static const char *const wordings[] = {
		[SANDBOX_TEXT] = "a text longer than 64 KiB",
		[SANDBOX_BLOCK] = "a table or a chain of calls larger than 512 KiB",
		[SANDBOX_MEMORY] = "more than 12 MiB of memory",
	};
	char steps[60];

	s->failure.end = s->limit;
	if (s->limit == SANDBOX_STEPS)
		snprintf(steps, sizeof(steps), "more than %" PRId64 " steps", s->budget);
	note_message(&s->failure, str_from(s->limit == SANDBOX_STEPS ? steps : wordings[s->limit]));
}

bool sandbox_call(lua_State *L, int arguments, int results)
{
	struct sandbox *s = sandbox_of(L);
	lua_State *outer = s->running;
	int base = lua_gettop(L) - arguments, status;

	lua_pushcfunction(L, on_error);
	lua_insert(L, base);
	s->running = L;
	status = lua_pcall(L, arguments, results, base);
	s->running = outer;
	lua_remove(L, base);
	if (status == LUA_OK && !s->limited)
		return true;
	lua_settop(L, base - 1);
	if (s->limited)
		note_limit(s);
	else if (status != LUA_ERRRUN)
		note_message(&s->failure, STR("calls are nested too deep"));
	return false;
}

const struct sandbox_failure *sandbox_failure(const struct sandbox *s)
{
	return &s->failure;
}

bool sandbox_limited(struct sandbox *s)
{
	if (s->limited)
		note_limit(s);
	return s->limited;
}

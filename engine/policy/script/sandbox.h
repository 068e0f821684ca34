#ifndef POLICY_SANDBOX_H
#define POLICY_SANDBOX_H

#include <lua.h>

#include "base/source.h"

/*
 * A Lua state that a hostile script can neither escape, exhaust, nor make
 * answer differently from run to run.  It has the words of library.h and those
 * its owner adds, nothing else: no pcall, so that nothing swallows the end of
 * a budget; no metatables, coroutines, load, clock, randomness or addresses.
 *
 * The budget counts steps: an instruction is one; long texts and big tables
 * make each dearer, and new memory is charged too.  Never seconds, and nothing
 * that the garbage collector decides, so the verdict is the same everywhere.
 */
struct sandbox;

enum {
	SANDBOX_TEXT_LIMIT = 64 << 10,   /* bytes of one text */
	SANDBOX_BLOCK_LIMIT = 512 << 10, /* of one table's part, or of the call stack */
	SANDBOX_MEMORY_LIMIT = 12 << 20, /* of the whole state */
	SANDBOX_LOAD_STEPS = 200000,     /* for running one file, and */
	SANDBOX_LOAD_STEPS_A_BYTE = 20,  /* ... more for each byte of it */
	SANDBOX_EVALUATION_STEPS = 100000,
};

struct sandbox *sandbox_open(void);
void sandbox_close(struct sandbox *s); /* NULL is harmless */

lua_State *sandbox_state(struct sandbox *s);
/* Whose state it is: for the words, which get only L. */
struct sandbox *sandbox_of(lua_State *L);

/* What words find with sandbox_context(L). */
void sandbox_set_context(struct sandbox *s, void *context);
void *sandbox_context(lua_State *L);

/*
 * Pushes the table of global words, for the owner to add its own.  Files see
 * it through an environment of their own each (environment.h), so that a
 * file's own globals stay in that file and no word can be replaced.
 * sandbox_seal makes the table read-only for good, with all that it holds:
 * call it before the first file.
 */
void sandbox_push_words(struct sandbox *s);
void sandbox_seal(struct sandbox *s);

/* Keeps the source; the number in the chunk name of its functions, "=0", "=1", ..., tells where one failed. */
size_t sandbox_number_file(struct sandbox *s, const struct source *file);

/*
 * Calls the function below the arguments, as lua_pcall, in the state or a thread
 * of it.  Does not refill the budget.  false: nothing is left on the stack,
 * sandbox_failure tells why.
 */
bool sandbox_call(lua_State *L, int arguments, int results);

enum sandbox_end {
	SANDBOX_ERROR,        /* Lua's own, or error() */
	SANDBOX_UNKNOWN_WORD, /* a global that is nothing was called; message holds its name */
	SANDBOX_STEPS,        /* the budget is spent */
	SANDBOX_TEXT,         /* a text over the limit */
	SANDBOX_BLOCK,        /* a table, or the call stack, over the limit */
	SANDBOX_MEMORY,
};

struct sandbox_failure {
	enum sandbox_end end;
	const struct source *file; /* NULL when no file's function was running */
	uint32_t line;             /* 0 likewise */
	char message[400];         /* strict UTF-8 without controls; no place in it */
};

const struct sandbox_failure *sandbox_failure(const struct sandbox *s);
/* Whether a limit was met, which is then the failure. */
bool sandbox_limited(struct sandbox *s);

/*
 * Says that all is loaded: garbage is then collected between budgets, never
 * under one, and what is there now counts under each.
 */
void sandbox_settle(struct sandbox *s);

/* A new budget for what follows. */
void sandbox_refill(struct sandbox *s, int64_t steps);
/* Charges for work done in C; raises a Lua error when the budget is spent. */
void sandbox_charge(lua_State *L, size_t steps);

#endif

#ifndef POLICY_LIBRARY_H
#define POLICY_LIBRARY_H

#include <lua.h>

#include "base/str.h"

/*
 * What every script may call: Lua's harmless functions, written again so that
 * each takes time in proportion to its input, charges for it, and answers the
 * same everywhere (pairs in order, no addresses, no patterns, no locale).
 */
void library_open(lua_State *L);

/*
 * A library function or table by its name ("pairs", "string", "string.upper"),
 * and the other way round; nil when there is none.
 */
void library_push_name(lua_State *L, int index);
void library_push_named(lua_State *L, struct str name);

/* Each adds its part to the table on top of the stack. */
void library_text_open(lua_State *L);
void library_table_open(lua_State *L);
void library_number_open(lua_State *L);
void library_calendar_open(lua_State *L);

/*
 * Replaces the table on top of the stack by a read-only view of it.  The tables
 * inside it are left as they are.
 */
void library_freeze(lua_State *L);
/* Pushes what a read-only view stands for, or the table itself. */
void library_push_thawed(lua_State *L, int index);

/* Pushes the value as tostring has it: no addresses. */
void library_push_text(lua_State *L, int index);
struct str library_check_text(lua_State *L, int argument);
/* Sets the fields of the table on top. */
struct library_word {
	const char *name;
	lua_CFunction function;
};
void library_add(lua_State *L, const struct library_word *words);

/*
 * Sorts n numbers 0 to n-1 by a total order, stably, in n log n comparisons;
 * at and spare have room for n each.  What less raises passes through.
 */
void library_merge_sort(uint32_t *at, uint32_t *spare, uint32_t n,
                        bool (*less)(void *context, uint32_t a, uint32_t b), void *context);

#endif

#ifndef POLICY_INSTANCE_H
#define POLICY_INSTANCE_H

#include "policy/script/image.h"

/*
 * An image's functions, made again in a sandbox that has none yet.  All tables
 * they close over are read-only; their variables are put back after each use.
 */
void instance_make(const struct image *i, lua_State *L);
void instance_push(lua_State *L, int function);
/* The name of the first variable that was changed, or NULL. */
const char *instance_restore(const struct image *i, lua_State *L);

#endif

#ifndef POLICY_IMAGE_H
#define POLICY_IMAGE_H

#include <lua.h>

#include "base/str.h"

struct arena;

/*
 * Lua functions copied out of the sandbox that loaded them: bytecode, and the
 * plain data they close over.  It needs no Lua state to live, so one policy
 * serves many threads, each of which makes the functions again in a sandbox of
 * its own.
 */
struct image;

struct image *image_make(struct arena *a);

/*
 * Copies the function on top of the stack, and pops it.  Call it when the file
 * that declares it has been run to its end, so that all it will ever see is
 * there.  The number of the function in the image, or -1: then *why says what
 * it closes over that is no plain data.
 */
int image_add(struct image *i, lua_State *L, struct arena *a, const char **why);

/* Of all that decides: names, lines and comments do not. */
struct str image_bytes_make(const struct image *i, struct arena *a);

#endif

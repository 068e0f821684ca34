#ifndef POLICY_BYTECODE_H
#define POLICY_BYTECODE_H

#include "base/str.h"

/*
 * A stripped dump of a Lua 5.4 function without the lines it stands on, which
 * Lua leaves in: so that a comment more above a function makes no difference.
 * A dump of another form comes back as it is.
 */
struct str bytecode_without_lines(struct arena *a, struct str dump);

#endif

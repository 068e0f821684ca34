#ifndef POLICY_SCRIPT_H
#define POLICY_SCRIPT_H

#include "policy/script/parts.h"
#include "policy/script/sandbox.h"

struct diagnostics;

enum { SCRIPT_LIMIT = 1 << 20 /* bytes of a file */ };

/*
 * Pushes the file's text as a function, with an environment of its own and a
 * fresh budget.  What the language leaves out of Lua (bitwise operators,
 * powers, labels, decimal numbers) and syntax errors are said; false then, and
 * nothing pushed.  The source must outlive the sandbox.
 *
 * Where the parts are asked for, which have their arena and nothing else, those with such a mistake are left out, and
 * the function is what the others make; false only where that does not help.
 */
bool script_load(struct sandbox *s, struct diagnostics *d, const struct source *file, struct parts *parts);

/* Says why the last sandbox_call failed, at its place in the file it ran. */
void script_say(struct sandbox *s, struct diagnostics *d);

#endif

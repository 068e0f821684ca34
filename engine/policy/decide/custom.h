#ifndef POLICY_CUSTOM_H
#define POLICY_CUSTOM_H

#include "policy/model/policy.h"

/*
 * Evaluates custom functions, in a sandbox of its own: one a thread.
 *
 * A function gets the member's facts that it declared to read (a fact it did
 * not declare is an error, an unknown fact is nil) and, declared too, today:
 * texts as texts, numbers and cents as integers, days as "2016-03-01", rows as
 * a list in key order.  Nothing outlives an evaluation: what a function closes
 * over is read-only, and an upvalue that changed fails the evaluation that
 * changed it and is put back.
 */
struct custom_host;

struct custom_host *custom_open(const struct policy *p);
void custom_close(struct custom_host *h); /* NULL is harmless */

/*
 * What the function says of the member that day; false: custom_failure tells
 * why, valid until the next evaluation.  Nothing it returns but the declared
 * type passes; unknown (nil) does, as an unknown fact.  A text lives until the
 * next evaluation.
 */
bool custom_evaluate(struct custom_host *h, size_t custom, const struct member *m, int32_t today,
                     struct fact *out);

/* "rules/x.lua:12: custom 'loyal': ..." */
const char *custom_failure(const struct custom_host *h);

#endif

#ifndef SITE_PHRASES_H
#define SITE_PHRASES_H

#include "text/template/value.h"

struct arena;

/*
 * Names and help addresses of what the rules declare, each put together once
 * however many members are told of it.  A string is recognised by its address,
 * so it must stay there as long as this.  One a thread and language.  What finds
 * no room is put together in the scratch arena each time: memory stays the same
 * for any rules.
 */
struct phrases;

/* help_root stands before "page.html#anchor"; an empty one gives no help links.  Lives in the arena. */
struct phrases *phrases_open(struct arena *a, struct str help_root);

/* The message KIND.ID.PART or, without a part, KIND.ID: "tier" "gold" "name" is tier.gold.name. */
struct value phrases_name(struct phrases *p, struct arena *scratch, const char *kind, struct str id,
                          const char *part);

/* "renewal#lapse" as an address beneath the root of the help pages; none without one. */
struct value phrases_help(struct phrases *p, struct arena *scratch, struct str help);

#endif

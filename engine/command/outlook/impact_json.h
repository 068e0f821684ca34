#ifndef COMMAND_IMPACT_JSON_H
#define COMMAND_IMPACT_JSON_H

#include "command/outlook/impact_words.h"

struct buf;

/* One object, with its end of line.  A stable format: tierbook.1 describes it. */
void impact_json_render(struct buf *out, const struct impact *i, const struct impact_run *run);

#endif

#ifndef TEXT_TEMPLATE_COMPILE_H
#define TEXT_TEMPLATE_COMPILE_H

#include "text/program.h"

/* What a page's own Markdown shares with a theme: both may hold these two tags. */

/* {{name}}, or the sentence of {{msg.ID}}. */
void template_compile_slot(struct program *p, const struct template_theme *t, struct str name,
                           struct position where);

/* {{> name}} */
void template_compile_partial(struct program *p, const struct template_theme *t, struct str name,
                              struct position where);

#endif

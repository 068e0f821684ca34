#ifndef TEXT_MARKDOWN_REFERENCE_H
#define TEXT_MARKDOWN_REFERENCE_H

#include "text/markdown/markdown_page.h"

/* Says that `[words][label]` leads nowhere, for no `[label]: address` is in its file; suggests one that is. */
void markdown_reference_say(struct markdown_page *p, struct position where, struct str label);

#endif

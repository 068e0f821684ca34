#ifndef COMMAND_EXPLANATION_REPORT_H
#define COMMAND_EXPLANATION_REPORT_H

#include "command/member/explanation.h"

/* Lines, each with its place in the rules. */
void explanation_report_text(struct buf *out, const struct explanation *e);

/* A page in the explanation's language, with the rules it leads to. */
void explanation_report_html(struct buf *out, struct arena *a, const struct explanation *e);

#endif

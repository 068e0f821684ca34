#ifndef COMMAND_STATEMENTS_PDF_H
#define COMMAND_STATEMENTS_PDF_H

#include <signal.h>

#include "command/command.h"
#include "site/statement/statement.h"

/*
 * --pdf: the statements of the operands' members as PDF, printed by headless
 * Chromium (of the renderers in Debian it is the one that keeps the print style,
 * and the quicker by far with CJK) from a private folder that is removed.
 * PDFs are no part of what a night publishes: they carry the time of their making.
 * interrupted: not 0 ends it before the next member.  Returns the exit status.
 */
int statements_pdf_run(struct call *call, const struct site *s, const struct statement *st,
                       const volatile sig_atomic_t *interrupted);

#endif

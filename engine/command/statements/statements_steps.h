#ifndef COMMAND_STATEMENTS_STEPS_H
#define COMMAND_STATEMENTS_STEPS_H

#include "site/night/night.h"

/* night_options.tell: a step a line on standard output.  The context is a bool: as JSON. */
void statements_steps_print(void *json, enum night_step step, struct str member, struct str what);

#endif

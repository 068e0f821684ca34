#ifndef RECORD_JSON_RECORD_H
#define RECORD_JSON_RECORD_H

#include "record/intake.h"

/* Takes in one member from a JSON value, a view of the text at hand. */
void json_record_read(struct intake *in, struct str json);

#endif

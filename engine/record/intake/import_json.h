#ifndef RECORD_IMPORT_JSON_H
#define RECORD_IMPORT_JSON_H

#include "record/intake/intake.h"

/* The file at hand: a member a line, or one array of them.  False where it cannot be read (said). */
bool import_json_file(struct intake *in);

#endif

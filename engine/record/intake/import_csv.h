#ifndef RECORD_IMPORT_CSV_H
#define RECORD_IMPORT_CSV_H

#include "record/intake/intake.h"

/*
 * The file at hand: its rows are of a collection, or (INTAKE_MEMBER) members.
 * False where it cannot be understood or read (said).
 */
bool import_csv_file(struct intake *in, size_t collection);

#endif

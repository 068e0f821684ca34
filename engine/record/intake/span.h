#ifndef RECORD_SPAN_H
#define RECORD_SPAN_H

#include "base/str.h"

/*
 * Where in the text of a record something stands, for the caret of a message:
 * the parsers of CSV and JSON tell what was there, not where.  These only
 * look, at text that was parsed before, and give a view of it.
 */

/* Cell n (from 0) of a CSV record, quotes included. */
struct str span_cell(struct str record, char separator, size_t n);

/* The JSON value that begins the text, without the space before it; up to the end where it has none. */
struct str span_value(struct str json);

/* Key n (from 0) of the object that begins the text; its value, or element n of an array.  Else all of the text. */
struct str span_key(struct str json, size_t n);
struct str span_entry(struct str json, size_t n);

#endif

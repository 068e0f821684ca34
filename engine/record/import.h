#ifndef RECORD_IMPORT_H
#define RECORD_IMPORT_H

#include "record/store.h"

/*
 * Loads CSV (RFC 4180, header line) and JSON Lines into a store, streaming.
 * A CSV file holds one table: FILE's stem names it (member.csv, offers.csv), or
 * `table` does.  A line of JSON is a member with its collections as arrays.
 * All or nothing, unless keep_going: then the good rows are loaded and each bad one is said by line.
 */
struct import_options {
	bool keep_going;
	struct str table; /* empty: from the file's name */
};

struct import_count {
	size_t members, rows, refused;
};

/* Does not commit. */
bool import_file(struct diagnostics *d, struct store *store, const struct schema *s, const char *path,
		 const struct import_options *o, struct import_count *count);

#endif

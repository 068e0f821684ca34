#ifndef RECORD_IMPORT_H
#define RECORD_IMPORT_H

#include "record/store/store.h"

/*
 * Loads CSV (RFC 4180, a header line; .csv) and JSON Lines (.jsonl, .ndjson,
 * .json; a .json file may be one array) into a store, streaming.
 *
 * A CSV file holds one table, named by the file's stem (member.csv, offers.csv)
 * or by `table`; a column is a fact, and `member` in a collection's file the
 * member's id.  Columns that are not there change nothing of members that are; an
 * empty cell makes a fact unknown.  An object of JSON is a member with its
 * facts and, for a collection, an array of rows (or an object of rows by their
 * key, where that is one field), which replaces the rows there were; null
 * makes a fact unknown, what is not mentioned stays.
 *
 * A member or row given twice in one import is a mistake.  Members are loaded
 * before rows, in whatever order the files are named.
 */
struct import_options {
	const char *const *paths;
	size_t n_paths;
	bool keep_going;  /* load the good records, say the bad ones */
	struct str table; /* of CSV files; empty: from the file's name */
};

struct import_count {
	size_t members, rows, refused;
};

/*
 * True when the store may be committed: nothing was refused, or keep_going and
 * only records were.  Shows the first hundred mistakes; the lines they show live in
 * the arena.  Does not commit.
 */
bool import_files(struct diagnostics *d, struct arena *a, struct store *store, const struct import_options *o,
                  struct import_count *count);

#endif

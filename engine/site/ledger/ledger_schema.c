#include "site/ledger/ledger_schema.h"

#include <sqlite3.h>
#include <stddef.h>

#include "site/ledger/seal.h"

/* What somebody put there takes no part in what we read and write. */
static void restrict_features(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

bool ledger_schema_is_foreign(sqlite3 *db)
{
	static const char question[] =
		"SELECT 1 FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' AND name <> 'sqlar'"
		" AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'published')";
	sqlite3_stmt *q = NULL;
	bool foreign = sqlite3_prepare_v2(db, question, -1, &q, NULL) == SQLITE_OK &&
	               sqlite3_step(q) == SQLITE_ROW;

	sqlite3_finalize(q);
	return foreign;
}

/*
 * EXCLUSIVE for as long as it is open: two runs never write one folder.  A
 * rollback journal: a crash loses no more than what was not committed.
 */
bool ledger_schema_make(sqlite3 *db)
{
	static const char setup[] =
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
		"PRAGMA trusted_schema = OFF; BEGIN EXCLUSIVE;"
		"CREATE TABLE IF NOT EXISTS published (member TEXT PRIMARY KEY, state INTEGER NOT NULL,"
		" record BLOB NOT NULL, context BLOB NOT NULL, bytes BLOB NOT NULL, size INTEGER NOT NULL,"
		" decided INTEGER NOT NULL, next_change INTEGER NOT NULL, sum INTEGER) STRICT, WITHOUT ROWID;"
		"CREATE TABLE IF NOT EXISTS last_run (one INTEGER PRIMARY KEY, as_of INTEGER NOT NULL,"
		" members INTEGER NOT NULL, written INTEGER NOT NULL, failed INTEGER NOT NULL, sum INTEGER) STRICT;"
		/* site/ledger/mark.h: whoever changes something takes it away, and may leave another */
		"CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL,"
		" token INTEGER NOT NULL, schema INTEGER NOT NULL, context BLOB NOT NULL, day INTEGER NOT NULL,"
		" members INTEGER NOT NULL, sum INTEGER) STRICT;"
		"CREATE TABLE IF NOT EXISTS failed (member TEXT PRIMARY KEY, sum INTEGER) STRICT, WITHOUT ROWID;"
		/* site/ledger/assets.h */
		"CREATE TABLE IF NOT EXISTS asset (name TEXT PRIMARY KEY, bytes BLOB NOT NULL, sum INTEGER)"
		" STRICT, WITHOUT ROWID;"
		/* site/ledger/witness.h */
		"CREATE TABLE IF NOT EXISTS witness (one INTEGER PRIMARY KEY, folders BLOB NOT NULL,"
		" sum INTEGER) STRICT;"
		/* site/ledger/origin.h */
		"CREATE TABLE IF NOT EXISTS origin"
		" (number INTEGER, shards INTEGER, context BLOB, day INTEGER, sum INTEGER) STRICT;"
		/* empty between runs; a clause has to name its condition for SQLite to use it */
		"CREATE INDEX IF NOT EXISTS published_open ON published (state) WHERE state <> 0;"
		"CREATE TABLE IF NOT EXISTS unfinished (run INTEGER PRIMARY KEY) STRICT;";

	restrict_features(db);
	return seal_register(db) && sqlite3_exec(db, setup, NULL, NULL, NULL) == SQLITE_OK && seal_adopt(db);
}

bool ledger_schema_look(sqlite3 *db)
{
	restrict_features(db);
	return seal_register(db) &&
	       sqlite3_exec(db, "PRAGMA trusted_schema = OFF; BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1",
	                    NULL, NULL, NULL) == SQLITE_OK;
}

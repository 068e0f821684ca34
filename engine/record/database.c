#include "record/database.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { PATIENCE = 5000 /* milliseconds */, VALUE_LIMIT = 64 << 20 };

struct database {
	sqlite3 *handle;
	struct diagnostics *d;
	struct arena *arena;
	const char *path;
};

struct query {
	sqlite3_stmt *statement;
	struct database *database;
};

static void say_failure(struct database *db)
{
	int code = sqlite3_extended_errcode(db->handle);

	if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
		diag_add(db->d, DATABASE_LOCKED, POSITION_NONE, db->path);
	else if (code == SQLITE_NOTADB)
		diag_add(db->d, NOT_A_DATABASE, POSITION_NONE, db->path);
	else
		diag_add(db->d, DATABASE_FAILED, POSITION_NONE, db->path, sqlite3_errmsg(db->handle));
}

/* SQLite reads "file:" as a URI with options in it, and ":memory:" and "" as no file at all. */
static bool is_odd(const char *path)
{
	return !*path || *path == ':' || !strncasecmp(path, "file:", 5);
}

/* A pipe or device would hang or do worse; SQLite itself would make a missing file readable by everybody. */
static bool find_or_make(struct diagnostics *d, struct arena *a, const char *path, enum database_mode mode)
{
	const char *slash = strrchr(path, '/');
	struct stat st;
	int fd;

	if (!stat(path, &st)) {
		if (!S_ISREG(st.st_mode))
			diag_add(d, NOT_A_FILE, POSITION_NONE, path);
		return S_ISREG(st.st_mode);
	}
	if (mode == DATABASE_READ || errno != ENOENT) {
		diag_add(d, CANNOT_READ, POSITION_NONE, path, strerror(errno));
		return false;
	}
	if (slash && !file_make_folders(d, str_z(a, str_slice(str_from(path), 0, (size_t)(slash - path)))))
		return false;
	fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		diag_add(d, CANNOT_WRITE, POSITION_NONE, path, strerror(errno));
		return false;
	}
	close(fd);
	return true;
}

static void restrict_features(sqlite3 *handle)
{
	static const struct {
		int option, value;
	} settings[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		sqlite3_db_config(handle, settings[i].option, settings[i].value, NULL);
	sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, VALUE_LIMIT);
}

struct database *database_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode)
{
	/* A reader may have to roll back what a killed writer left, so even it opens to write. */
	static const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	static const char *const settings[] = {
		[DATABASE_READ] = "PRAGMA query_only = ON",
		[DATABASE_WRITE] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
				   "PRAGMA cache_size = -65536",
		[DATABASE_SCRATCH] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
				     "PRAGMA cache_size = -32768; PRAGMA locking_mode = EXCLUSIVE",
	};
	struct database *db = arena_alloc(a, sizeof(*db));

	db->d = d;
	db->arena = a;
	db->path = mode == DATABASE_SCRATCH ? "" : str_z(a, str_from(path));
	if (mode != DATABASE_SCRATCH) {
		if (is_odd(path)) {
			diag_add(d, ODD_DATABASE_NAME, POSITION_NONE, path);
			return NULL;
		}
		if (!find_or_make(d, a, path, mode))
			return NULL;
	}
	if (sqlite3_open_v2(db->path, &db->handle, flags, NULL) != SQLITE_OK) {
		say_failure(db);
		goto failed;
	}
	restrict_features(db->handle);
	sqlite3_busy_timeout(db->handle, PATIENCE);
	if (!database_run(db, settings[mode]))
		goto failed;
	return db;

failed:
	database_close(db);
	return NULL;
}

void database_close(struct database *db)
{
	sqlite3_stmt *statement;

	if (!db)
		return;
	while ((statement = sqlite3_next_stmt(db->handle, NULL)))
		sqlite3_finalize(statement);
	sqlite3_close(db->handle);
}

const char *database_path(const struct database *db)
{
	return db->path;
}

bool database_run(struct database *db, const char *sql)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	say_failure(db);
	return false;
}

struct query *database_prepare(struct database *db, struct str sql)
{
	struct query *q = arena_alloc(db->arena, sizeof(*q));

	assert(sql.len <= INT_MAX);
	q->database = db;
	if (sqlite3_prepare_v3(db->handle, sql.at, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &q->statement,
	                       NULL) == SQLITE_OK)
		return q;
	say_failure(db);
	return NULL;
}

void database_finish(struct query *q)
{
	if (q)
		sqlite3_finalize(q->statement);
}

/* A parameter that is not there would be our mistake, and too long a value shows when the query is run. */
void database_bind_null(struct query *q, int parameter)
{
	sqlite3_bind_null(q->statement, parameter);
}

void database_bind_integer(struct query *q, int parameter, int64_t n)
{
	sqlite3_bind_int64(q->statement, parameter, n);
}

void database_bind_text(struct query *q, int parameter, struct str text)
{
	sqlite3_bind_text64(q->statement, parameter, text.at ? text.at : "", text.len, SQLITE_STATIC,
	                    SQLITE_UTF8);
}

void database_bind_blob(struct query *q, int parameter, struct str bytes)
{
	sqlite3_bind_blob64(q->statement, parameter, bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC);
}

int database_step(struct query *q)
{
	switch (sqlite3_step(q->statement)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		sqlite3_reset(q->statement);
		return 0;
	}
	say_failure(q->database);
	sqlite3_reset(q->statement);
	return -1;
}

void database_reset(struct query *q)
{
	sqlite3_reset(q->statement);
}

bool database_do(struct query *q)
{
	int status = database_step(q);

	assert(status != 1);
	return status == 0;
}

int64_t database_changes(struct database *db)
{
	return sqlite3_changes64(db->handle);
}

enum database_type database_type(struct query *q, int column)
{
	switch (sqlite3_column_type(q->statement, column)) {
	case SQLITE_INTEGER:
		return DATABASE_INTEGER;
	case SQLITE_FLOAT:
		return DATABASE_REAL;
	case SQLITE_TEXT:
		return DATABASE_TEXT;
	case SQLITE_BLOB:
		return DATABASE_BLOB;
	}
	return DATABASE_NULL;
}

int64_t database_integer(struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

struct str database_bytes(struct query *q, int column)
{
	const char *at = sqlite3_column_blob(q->statement, column);

	return (struct str){at, (size_t)sqlite3_column_bytes(q->statement, column)};
}

#include "record/database/database_engine.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { PATIENCE = 5000 /* milliseconds */, VALUE_LIMIT = 64 << 20 };

struct file {
	struct database base;
	sqlite3 *handle;
	/* of one to be read, from before: its inode and, where it has a WAL, who is told of every commit */
	ino_t inode;
	bool wal;
	sqlite3 *watch;
	int version;
};

struct prepared {
	struct query base;
	sqlite3_stmt *handle;
};

static sqlite3 *handle_of(const struct database *db)
{
	return ((const struct file *)db)->handle;
}

static sqlite3_stmt *statement_of(const struct query *q)
{
	return ((const struct prepared *)q)->handle;
}

/* By its header, for SQLite says no more than that it cannot open or write some file. */
static bool is_wal(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char version = 0;
	bool wal = fd >= 0 && pread(fd, &version, 1, 18) == 1 && version == 2;

	if (fd >= 0)
		close(fd);
	return wal;
}

static const char *why(const struct database *db, int code)
{
	if (code == SQLITE_READONLY_ROLLBACK)
		return "a write that was cut off has left it half written, which the next to open it puts right, but "
		       "nothing can be written there";
	if (((code & 0xFF) == SQLITE_READONLY || (code & 0xFF) == SQLITE_CANTOPEN) && is_wal(db->path))
		return "its journal is a WAL, which has to be written to be read, but nothing can be written there; "
		       "PRAGMA journal_mode = DELETE makes it readable everywhere";
	return sqlite3_errmsg(handle_of(db));
}

static void say_failure(struct database *db)
{
	int code = sqlite3_extended_errcode(handle_of(db));

	if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
		diag_add(db->d, DATABASE_LOCKED, POSITION_NONE, db->path);
	else if (code == SQLITE_NOTADB)
		diag_add(db->d, NOT_A_DATABASE, POSITION_NONE, db->path);
	else
		diag_add(db->d, DATABASE_FAILED, POSITION_NONE, db->path, why(db, code));
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
		else if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0)
			return true;
		else /* SQLite says no more than that it is unable to */
			file_cannot_read(d, path);
		return false;
	}
	if (mode == DATABASE_READ || errno != ENOENT)
		return file_cannot_read(d, path);
	if (slash && !file_make_folders(d, str_z(a, str_slice(str_from(path), 0, (size_t)(slash - path)))))
		return false;
	fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return file_cannot_write(d, path);
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

static bool run(struct database *db, const char *sql)
{
	if (sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	say_failure(db);
	return false;
}

static void close_file(struct database *db)
{
	sqlite3_stmt *left;

	while (handle_of(db) && (left = sqlite3_next_stmt(handle_of(db), NULL)))
		sqlite3_finalize(left);
	sqlite3_close(handle_of(db));
	sqlite3_close(((struct file *)db)->watch);
}

static int take_number(void *number, int n, char **values, char **names)
{
	(void)n, (void)names;
	*(int *)number = atoi(values[0]);
	return 0;
}

/* A number that another's commit changes; 0: nobody knows. */
static int version_of(sqlite3 *watch)
{
	int version = 0;

	if (watch && sqlite3_exec(watch, "PRAGMA data_version", take_number, &version, NULL) != SQLITE_OK)
		return 0;
	return version;
}

static ino_t inode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_ino : 0;
}

static int compare_mode(void *wal, int n, char **values, char **names)
{
	(void)n, (void)names;
	*(bool *)wal = strcmp(values[0], "wal") == 0;
	return 0;
}

/*
 * Before the first read.  SQLite is asked for its mode: whoever opens and closes
 * the file besides gives up every lock that this process has on it.
 */
static void begin_watch(struct file *f)
{
	sqlite3_exec(f->handle, "PRAGMA journal_mode", compare_mode, &f->wal, NULL);
	if (!f->wal || sqlite3_open_v2(f->base.path, &f->watch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	                               NULL) != SQLITE_OK)
		return;
	sqlite3_busy_timeout(f->watch, PATIENCE);
	f->version = version_of(f->watch);
}

static bool has_changed(struct database *db)
{
	const struct file *f = (const struct file *)db;
	int version = version_of(f->watch);

	return inode_of(db->path) != f->inode || (f->wal && (version == 0 || version != f->version));
}

static struct database *open_file(struct diagnostics *d, struct arena *a, const char *path,
                                  enum database_mode mode, const char *moment)
{
	/* A reader may have to roll back what a killed writer left, so even it opens to write. */
	static const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	static const char *const settings[] = {
		/* as many readers as there are workers: rows are passed once, in order */
		[DATABASE_READ] = "PRAGMA query_only = ON; PRAGMA cache_size = -512",
		[DATABASE_WRITE] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
				   "PRAGMA cache_size = -65536",
		[DATABASE_SCRATCH] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
				     "PRAGMA cache_size = -32768; PRAGMA locking_mode = EXCLUSIVE",
	};
	struct file *f = arena_alloc(a, sizeof(*f));
	struct database *db = &f->base;

	f->base = (struct database){&database_sqlite, d, a,
	                            mode == DATABASE_SCRATCH ? "" : str_z(a, str_from(path))};
	if (moment) {
		diag_add(d, NO_MOMENT, POSITION_NONE, path);
		return NULL;
	}
	if (mode != DATABASE_SCRATCH) {
		if (is_odd(path)) {
			diag_add(d, ODD_DATABASE_NAME, POSITION_NONE, path);
			return NULL;
		}
		if (!find_or_make(d, a, path, mode))
			return NULL;
	}
	f->inode = mode == DATABASE_READ ? inode_of(db->path) : 0;
	if (sqlite3_open_v2(db->path, &f->handle, flags, NULL) != SQLITE_OK) {
		say_failure(db);
		goto failed;
	}
	restrict_features(handle_of(db));
	sqlite3_busy_timeout(handle_of(db), PATIENCE);
	if (!run(db, settings[mode]))
		goto failed;
	if (mode == DATABASE_READ)
		begin_watch(f);
	return db;

failed:
	close_file(db);
	return NULL;
}

static struct query *prepare(struct database *db, struct str sql, bool many)
{
	struct prepared *s = arena_alloc(db->arena, sizeof(*s));

	(void)many;
	assert(sql.len <= INT_MAX);
	s->base.database = db;
	if (sqlite3_prepare_v3(handle_of(db), sql.at, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &s->handle,
	                       NULL) == SQLITE_OK)
		return &s->base;
	say_failure(db);
	return NULL;
}

static void finish(struct query *q)
{
	sqlite3_finalize(statement_of(q));
}

/* A parameter that is not there would be our mistake, and too long a value shows when the query is run. */
static void bind_null(struct query *q, int parameter)
{
	sqlite3_bind_null(statement_of(q), parameter);
}

static void bind_integer(struct query *q, int parameter, int64_t n)
{
	sqlite3_bind_int64(statement_of(q), parameter, n);
}

static void bind_text(struct query *q, int parameter, struct str text)
{
	sqlite3_bind_text64(statement_of(q), parameter, text.at ? text.at : "", text.len, SQLITE_STATIC,
	                    SQLITE_UTF8);
}

static void bind_blob(struct query *q, int parameter, struct str bytes)
{
	sqlite3_bind_blob64(statement_of(q), parameter, bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC);
}

static int step(struct query *q)
{
	switch (sqlite3_step(statement_of(q))) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		sqlite3_reset(statement_of(q));
		return 0;
	}
	say_failure(q->database);
	sqlite3_reset(statement_of(q));
	return -1;
}

static void reset(struct query *q)
{
	sqlite3_reset(statement_of(q));
}

static bool act(struct query *q)
{
	int status = step(q);

	assert(status != 1);
	return status == 0;
}

static int64_t changes(struct database *db)
{
	return sqlite3_changes64(handle_of(db));
}

static enum database_type type(struct query *q, int column)
{
	switch (sqlite3_column_type(statement_of(q), column)) {
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

static int64_t integer(struct query *q, int column)
{
	return sqlite3_column_int64(statement_of(q), column);
}

static struct str bytes(struct query *q, int column)
{
	/* one look at the row instead of two; the value is ours alone, as the connection is its thread's */
	sqlite3_value *value = sqlite3_column_value(statement_of(q), column);
	const char *at = sqlite3_value_blob(value);

	return (struct str){at, (size_t)sqlite3_value_bytes(value)};
}

static const char *moment(struct database *db)
{
	(void)db;
	return NULL;
}

const struct database_engine database_sqlite = {
	.open = open_file,
	.close = close_file,
	.moment = moment,
	.has_changed = has_changed,
	.run = run,
	.prepare = prepare,
	.finish = finish,
	.bind_null = bind_null,
	.bind_integer = bind_integer,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.step = step,
	.reset = reset,
	.act = act,
	.changes = changes,
	.type = type,
	.integer = integer,
	.bytes = bytes,
};

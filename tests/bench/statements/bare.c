/*
 * The least that a night could take on this machine: the same bytes to as many
 * files, the same rows to a pack, the same records read and hashed.
 *
 *   bare files PACK FOLDER | bare pack PACK NEW.sqlar | bare read RECORDS
 *
 * Prints seconds by the clock and of the processors: of the work alone, not of
 * reading PACK, whose statements are taken into memory a lot at a time.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

enum { LOT = 4000, COMMIT_BYTES = 1 << 30 };

struct page {
	char *name;
	void *bytes;
	int len;
};

/* By the clock, and of the processors. */
struct seconds {
	double wall, cpu;
};

static struct seconds seconds, begun;
static struct page lot[LOT];

static double of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct seconds now(void)
{
	struct timespec t;
	struct rusage u;

	clock_gettime(CLOCK_MONOTONIC, &t);
	getrusage(RUSAGE_SELF, &u);
	return (struct seconds){(double)t.tv_sec + (double)t.tv_nsec / 1e9, of(u.ru_utime) + of(u.ru_stime)};
}

static void start(void)
{
	begun = now();
}

static void stop(void)
{
	struct seconds end = now();

	seconds.wall += end.wall - begun.wall;
	seconds.cpu += end.cpu - begun.cpu;
}

static void need(int ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(1);
}

static sqlite3 *open_database(const char *path, int flags)
{
	sqlite3 *db;

	need(sqlite3_open_v2(path, &db, flags, NULL) == SQLITE_OK, path);
	return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;
	int code = sqlite3_prepare_v2(db, sql, -1, &q, NULL);

	need(code == SQLITE_OK, sqlite3_errmsg(db));
	return q;
}

static int next_lot(sqlite3_stmt *q)
{
	static int ended;
	int n = 0;

	while (n < LOT && !ended) {
		struct page *p = &lot[n];

		/* stepped once more, it would begin again */
		ended = sqlite3_step(q) != SQLITE_ROW;
		if (ended)
			break;
		n++;
		free(p->name);
		free(p->bytes);
		p->name = strdup((const char *)sqlite3_column_text(q, 0));
		p->len = sqlite3_column_bytes(q, 1);
		p->bytes = memcpy(malloc((size_t)p->len + 1), sqlite3_column_blob(q, 1), (size_t)p->len);
	}
	return n;
}

/* Straight to their names: a crash may leave halves, which tierbook does not. */
static void write_file(const struct page *p)
{
	int fd = open(p->name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0) {
		char *folder = strndup(p->name, strcspn(p->name, "/"));

		mkdir(folder, 0700);
		free(folder);
		fd = open(p->name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	}
	need(fd >= 0 && write(fd, p->bytes, (size_t)p->len) == p->len && close(fd) == 0, p->name);
}

static void write_files(sqlite3_stmt *q, const char *folder)
{
	int n, fd;

	need(mkdir(folder, 0700) == 0 && chdir(folder) == 0, folder);
	while ((n = next_lot(q)) > 0) {
		start();
		for (int i = 0; i < n; i++)
			write_file(&lot[i]);
		stop();
	}
	start();
	fd = open(".", O_RDONLY);
	need(syncfs(fd) == 0, "syncfs");
	stop();
	close(fd);
}

static void write_pack(sqlite3_stmt *q, const char *path)
{
	sqlite3 *db = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	sqlite3_stmt *put;
	size_t waiting = 0;
	int n;

	start();
	sqlite3_exec(db,
	             "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; CREATE TABLE sqlar"
	             " (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB); BEGIN",
	             NULL, NULL, NULL);
	put = prepare(db, "INSERT INTO sqlar VALUES (?1, 33152, 0, length(?2), ?2)");
	stop();
	while ((n = next_lot(q)) > 0) {
		start();
		for (int i = 0; i < n; i++) {
			sqlite3_bind_text(put, 1, lot[i].name, -1, SQLITE_STATIC);
			sqlite3_bind_blob(put, 2, lot[i].bytes, lot[i].len, SQLITE_STATIC);
			if (sqlite3_step(put) != SQLITE_DONE)
				need(0, sqlite3_errmsg(db));
			sqlite3_reset(put);
			waiting += (size_t)lot[i].len;
			if (waiting < COMMIT_BYTES)
				continue;
			waiting = 0;
			need(sqlite3_exec(db, "COMMIT; BEGIN", NULL, NULL, NULL) == SQLITE_OK, "commit");
		}
		stop();
	}
	start();
	need(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
	sqlite3_finalize(put);
	sqlite3_close(db);
	stop();
}

static void hash_row(XXH3_state_t *h, sqlite3_stmt *q)
{
	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const void *at = sqlite3_column_blob(q, i);

		XXH3_128bits_update(h, at ? at : "", (size_t)sqlite3_column_bytes(q, i));
	}
}

/* All tables in the order of members, side by side, a hash a member. */
static void read_records(const char *path)
{
	enum { TABLES = 64 };
	sqlite3 *db = open_database(path, SQLITE_OPEN_READONLY);
	sqlite3_stmt *tables = prepare(
		db, "SELECT DISTINCT collection FROM tierbook_schema WHERE collection <> 'member'");
	sqlite3_stmt *rows[TABLES], *members = prepare(db, "SELECT * FROM member ORDER BY 1");
	XXH3_state_t *h = XXH3_createState();
	int n = 0, more[TABLES];

	while (n < TABLES && sqlite3_step(tables) == SQLITE_ROW) {
		char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1, 2",
		                            sqlite3_column_text(tables, 0));

		rows[n++] = prepare(db, sql);
		sqlite3_free(sql);
	}
	start();
	for (int i = 0; i < n; i++)
		more[i] = sqlite3_step(rows[i]) == SQLITE_ROW;
	while (sqlite3_step(members) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(members, 0);

		XXH3_128bits_reset(h);
		hash_row(h, members);
		for (int i = 0; i < n; i++)
			for (; more[i] && strcmp((const char *)sqlite3_column_text(rows[i], 0), id) <= 0;
			     more[i] = sqlite3_step(rows[i]) == SQLITE_ROW)
				hash_row(h, rows[i]);
		XXH3_128bits_digest(h);
	}
	stop();
}

int main(int argc, char **argv)
{
	sqlite3_stmt *q = NULL;

	need(argc > 2, "usage");
	if (strcmp(argv[1], "read") == 0) {
		read_records(argv[2]);
	} else {
		q = prepare(open_database(argv[2], SQLITE_OPEN_READONLY),
		            "SELECT name, data FROM sqlar ORDER BY rowid");
		need(argc > 3, "usage");
		(strcmp(argv[1], "files") == 0 ? write_files : write_pack)(q, argv[3]);
	}
	printf("%.3f %.3f\n", seconds.wall, seconds.cpu);
	return 0;
}

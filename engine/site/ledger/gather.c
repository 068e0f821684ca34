#include "site/ledger/gather.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* The system's layer takes less than 128 KiB at once. */
enum { PAGE = 4096, PAGES = 256, AT_ONCE = 16 };

/*
 * A database's file, or its journal.  New pages of the one come nearly in their
 * order: they are kept where they will stand in one stretch.  The other is
 * written on and on, in three pieces a page.
 */
struct gathered {
	sqlite3_file file;
	struct arena *arena; /* NULL: nothing was written yet */
	char *bytes;         /* a stretch of PAGES, or of AT_ONCE of a journal */
	bool there[PAGES];   /* of a database */
	int length;          /* of what waits of a journal */
	bool is_journal, any;
	sqlite3_int64 from; /* where in the file the stretch begins */
	int failure;        /* of a write that SQLite believes done */
	sqlite3_file real[];
};

static sqlite3_vfs *system_layer;

static struct gathered *of(sqlite3_file *file)
{
	return (struct gathered *)file;
}

static sqlite3_file *real(sqlite3_file *file)
{
	return of(file)->real;
}

static int write_real(struct gathered *g, const void *bytes, int n, sqlite3_int64 at)
{
	return g->real->pMethods->xWrite(g->real, bytes, n, at);
}

static void let_pages_go(struct gathered *g)
{
	for (int i = 0, n; i < PAGES && g->failure == SQLITE_OK; i += n > 0 ? n : 1) {
		for (n = 0; n < AT_ONCE && i + n < PAGES && g->there[i + n]; n++)
			g->there[i + n] = false;
		if (n > 0)
			g->failure = write_real(g, g->bytes + (ptrdiff_t)i * PAGE, n * PAGE,
			                        g->from + (sqlite3_int64)i * PAGE);
	}
}

/* Writes what waits, as few times as there are gaps. */
static int let_go(struct gathered *g)
{
	if (g->any && g->is_journal)
		g->failure = write_real(g, g->bytes, g->length, g->from);
	else if (g->any)
		let_pages_go(g);
	g->any = false;
	return g->failure;
}

static bool is_within(const struct gathered *g, int n, sqlite3_int64 at)
{
	return g->any && at < g->from + (g->is_journal ? g->length : PAGES * PAGE) && at + n > g->from;
}

static int close_file(sqlite3_file *file)
{
	struct gathered *g = of(file);
	int failure = let_go(g), code = g->real->pMethods->xClose(g->real);

	if (g->arena)
		arena_close(g->arena);
	return failure ? failure : code;
}

static int read_file(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
	if (is_within(of(file), n, at) && let_go(of(file)) != SQLITE_OK)
		return SQLITE_IOERR_WRITE;
	return real(file)->pMethods->xRead(real(file), out, n, at);
}

static void begin_stretch(struct gathered *g, sqlite3_int64 at)
{
	if (!g->arena) {
		g->arena = arena_open();
		g->bytes = arena_array(g->arena, g->is_journal ? AT_ONCE : PAGES, PAGE);
	}
	g->from = at;
	g->length = 0;
	g->any = true;
}

static int write_journal(struct gathered *g, const void *bytes, int n, sqlite3_int64 at)
{
	if (g->any && (at != g->from + g->length || g->length + n > AT_ONCE * PAGE))
		let_go(g);
	if (g->failure)
		return g->failure;
	if (n > AT_ONCE * PAGE)
		return write_real(g, bytes, n, at);
	if (!g->any)
		begin_stretch(g, at);
	memcpy(g->bytes + g->length, bytes, (size_t)n);
	g->length += n;
	return SQLITE_OK;
}

static int write_page(struct gathered *g, const void *bytes, int n, sqlite3_int64 at)
{
	sqlite3_int64 page;

	/* one after the stretch begins another; one before it is alone */
	if (g->any && at >= g->from + PAGES * PAGE)
		let_go(g);
	if (n != PAGE && is_within(g, n, at))
		let_go(g);
	if (g->failure)
		return g->failure;
	if (n != PAGE || (g->any && at < g->from))
		return write_real(g, bytes, n, at);
	if (!g->any)
		begin_stretch(g, at);
	page = (at - g->from) / PAGE;
	memcpy(g->bytes + page * PAGE, bytes, PAGE);
	g->there[page] = true;
	return SQLITE_OK;
}

static int write_file(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	return (of(file)->is_journal ? write_journal : write_page)(of(file), bytes, n, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
	int failure = let_go(of(file));

	return failure ? failure : real(file)->pMethods->xTruncate(real(file), size);
}

static int sync_file(sqlite3_file *file, int flags)
{
	int failure = let_go(of(file));

	return failure ? failure : real(file)->pMethods->xSync(real(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	int failure = let_go(of(file));

	return failure ? failure : real(file)->pMethods->xFileSize(real(file), size);
}

static int lock_file(sqlite3_file *file, int level)
{
	return real(file)->pMethods->xLock(real(file), level);
}

static int unlock_file(sqlite3_file *file, int level)
{
	int failure = let_go(of(file)), code = real(file)->pMethods->xUnlock(real(file), level);

	return failure ? failure : code;
}

static int is_reserved(sqlite3_file *file, int *out)
{
	return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int control_file(sqlite3_file *file, int what, void *argument)
{
	return real(file)->pMethods->xFileControl(real(file), what, argument);
}

static int sector_size(sqlite3_file *file)
{
	return real(file)->pMethods->xSectorSize(real(file));
}

static int device_traits(sqlite3_file *file)
{
	return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = is_reserved,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = device_traits,
};

static int open_file(sqlite3_vfs *layer, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
	struct gathered *g = of(file);
	int code;

	(void)layer;
	if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL)))
		return system_layer->xOpen(system_layer, name, file, flags, out);
	memset(g, 0, sizeof(*g));
	g->is_journal = flags & SQLITE_OPEN_MAIN_JOURNAL;
	code = system_layer->xOpen(system_layer, name, g->real, flags, out);
	if (g->real->pMethods)
		g->file.pMethods = &methods;
	return code;
}

const char *gather_layer(void)
{
	static sqlite3_vfs layer;
	static bool registered;

	if (!registered && (system_layer = sqlite3_vfs_find(NULL))) {
		layer = *system_layer;
		layer.szOsFile += (int)sizeof(struct gathered);
		layer.xOpen = open_file;
		layer.pNext = NULL;
		layer.zName = "tierbook";
		registered = sqlite3_vfs_register(&layer, 0) == SQLITE_OK;
	}
	return registered ? layer.zName : NULL;
}

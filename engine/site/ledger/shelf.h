#ifndef SITE_SHELF_H
#define SITE_SHELF_H

#include "base/folder.h"
#include "site/ledger/ledger.h"
#include "site/ledger/pack.h"

/*
 * Where statements stand: in a folder of files, or in a pack where the name ends in .sqlar.
 * Names are relative ("3f/_m000001.html").  Safe to use from several threads.
 */
struct shelf {
	const char *place;
	struct ledger *ledger; /* NULL: opened to look only, and nothing is there */
	struct pack *pack;     /* NULL: a folder */
	int watch;             /* disk_watch of a folder that is written to, or -1 */
};

/* Opens it to be written to, and makes what is missing; or only to be looked at.  false: said. */
bool shelf_open(struct shelf *s, struct diagnostics *d, const char *place);
bool shelf_look(struct shelf *s, struct diagnostics *d, const char *place);
/* To look, and to change what became of the outbox: a run that is under way is waited for. */
bool shelf_open_waiting(struct shelf *s, struct diagnostics *d, const char *place,
                        const struct ledger_patience *p);
void shelf_close(struct shelf *s);

/* Whether a ledger is there, a pack's or a folder's. */
bool shelf_has_ledger(struct arena *a, const char *place);
/* Whether a path lies in a folder of statements, or is one. */
bool shelf_is_around(struct arena *a, const char *path);

bool shelf_is_there(const struct shelf *s, struct arena *a, struct str name);
/* Whether there is a statement of this size, as far as can be told at no cost; of these bytes. */
bool shelf_has(const struct shelf *s, struct arena *a, struct str name, int64_t size);
bool shelf_holds(const struct shelf *s, struct arena *a, struct str name, struct str bytes);

/* Whatever is there.  In a pack committed with the ledger; in a folder on the disk after shelf_sync. */
bool shelf_put(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name,
               struct str bytes);
bool shelf_remove(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name);
bool shelf_sync(const struct shelf *s, struct diagnostics *d);
/* Removes what a killed run left half written. */
bool shelf_sweep(const struct shelf *s, struct diagnostics *d);

/*
 * Calls see with every name that is there, a folder's at a time in memory, and
 * with each folder ("3f/") after what is in it, but for the ledger; it may remove
 * what it sees.  Names are zero-terminated.  false: one call was, or it was said.
 */
bool shelf_each(const struct shelf *s, struct diagnostics *d, bool (*see)(void *context, struct str name),
                void *context);
/* Whether shelf_sweep would remove a file of that name (zero-terminated). */
bool shelf_is_half_written(struct str name);
/* Whether a folder of that name ("3f/") may stand there; whether nothing else stands where one belongs (said). */
bool shelf_is_folder(struct str name);
bool shelf_is_clear(const struct shelf *s, struct diagnostics *d);
/* The bytes of one. */
bool shelf_read(const struct shelf *s, struct diagnostics *d, struct arena *a, struct str name,
                struct str *bytes);

#endif

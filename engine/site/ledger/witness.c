#include "site/ledger/witness.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"

/* What a file system shows of itself comes and goes. */
static bool list(const struct shelf *s, struct diagnostics *d, struct arena *a,
                 struct folder_entries *folders)
{
	struct folder_entries all, others;
	bool done = folder_list(d, a, s->place, &all, &others);

	*folders = (struct folder_entries){all.paths, 0};
	for (size_t i = 0; i < all.n; i++)
		if (!str_starts(all.paths[i], STR(".")))
			folders->paths[folders->n++] = all.paths[i];
	return done;
}

static bool look(const struct shelf *s, struct diagnostics *d, struct hash *seen)
{
	struct arena *a = arena_open();
	struct folder_entries folders;
	bool done = s->pack || list(s, d, a, &folders);

	*seen = hash_of(STR(""));
	for (size_t i = 0; done && !s->pack && i < folders.n; i++) {
		struct str at = str_format(
			a, "%.*s %lld", STR_ARG(folders.paths[i]),
			(long long)folder_modified(file_path(a, s->place, folders.paths[i])));

		*seen = hash_join(*seen, hash_of(at));
	}
	arena_close(a);
	return done;
}

int witness_agrees(const struct shelf *s, struct diagnostics *d)
{
	struct hash seen, left;
	bool agrees = false;
	struct sqlite3_stmt *q;
	int code;

	if (s->pack)
		return 1;
	if (!look(s, d, &seen))
		return -1;
	q = query_begin(s->ledger, "SELECT one, folders, sum FROM witness");
	code = query_step(q);
	if (query_is_row(code))
		agrees = seal_holds(q, 2) && query_hash(q, 1, &left) && hash_equal(seen, left);
	return query_end(s->ledger, d, q, code) ? agrees : -1;
}

bool witness_note(const struct shelf *s, struct diagnostics *d)
{
	struct hash seen;
	struct sqlite3_stmt *q;

	if (s->pack)
		return true;
	if (!look(s, d, &seen))
		return false;
	q = query_begin(s->ledger, "INSERT OR REPLACE INTO witness VALUES (1, ?1, row_sum(1, ?1))");
	query_bind_hash(q, 1, &seen);
	return query_run(s->ledger, d, q);
}

static uint64_t inode_of(const struct shelf *s, struct arena *a, struct str folder)
{
	return folder_inode(file_path(a, s->place, folder));
}

bool witness_watch(const struct shelf *s, struct diagnostics *d, struct arena *a, struct witness_places *out)
{
	*out = (struct witness_places){0};
	if (s->pack)
		return true;
	if (!list(s, d, a, &out->names))
		return false;
	out->inodes = arena_array(a, out->names.n, sizeof(*out->inodes));
	for (size_t i = 0; i < out->names.n; i++)
		out->inodes[i] = inode_of(s, a, out->names.paths[i]);
	return true;
}

bool witness_all_stand(const struct shelf *s, struct diagnostics *d, const struct witness_places *places)
{
	struct arena *a = arena_open();
	bool stand = shelf_is_clear(s, d);

	for (size_t i = 0; i < places->names.n; i++) {
		if (inode_of(s, a, places->names.paths[i]) == places->inodes[i])
			continue;
		diag_add(d, SHELF_REPLACED, POSITION_NONE, file_path(a, s->place, places->names.paths[i]));
		stand = false;
	}
	arena_close(a);
	return stand;
}

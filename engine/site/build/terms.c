#include "site/build/terms.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/stamp.h"

#define TERMS_NAME ".tierbook-terms"

enum { SPARE = 1 << 20 }; /* of no use, and yet not worth writing all anew */

static const char *path_of(struct arena *a, const char *folder)
{
	return file_path(a, folder, STR(TERMS_NAME));
}

struct str terms_open(const char *folder)
{
	struct arena *scratch = arena_open();
	struct str file = file_read_map(path_of(scratch, folder));

	arena_close(scratch);
	return file;
}

struct stamp terms_stamp(const char *folder)
{
	struct arena *scratch = arena_open();
	struct stamp stamp = stamp_of(path_of(scratch, folder));

	arena_close(scratch);
	return stamp;
}

struct str terms_at(struct str file, const struct terms_place *place)
{
	if (place->at > file.len || place->size > file.len - place->at)
		return (struct str){0};
	return str_slice(file, place->at, place->at + place->size);
}

bool terms_hold(struct str file, const struct terms_place *place)
{
	return place->size == 0 || hash_equal(hash_of(terms_at(file, place)), place->hash);
}

/* Those made now, or all, one after the other; their places count from the first. */
static struct str *lay_out(struct arena *a, struct terms *const *pages, size_t n, bool all, size_t *n_pieces)
{
	struct str *pieces = arena_array(a, n + 1, sizeof(*pieces));
	uint64_t at = 0;

	*n_pieces = 0;
	for (size_t i = 0; i < n; i++) {
		struct terms *t = pages[i];

		if (!t->made && !all)
			continue;
		t->place = (struct terms_place){at, t->bytes.len, t->made ? t->hash : t->place.hash};
		at += t->bytes.len;
		pieces[(*n_pieces)++] = t->bytes;
	}
	return pieces;
}

bool terms_save(struct diagnostics *d, const char *folder, struct str file, struct terms *const *pages,
                size_t n)
{
	struct arena *scratch = arena_open();
	const char *path = path_of(scratch, folder);
	size_t old = 0, made = 0, n_pieces;
	struct str *pieces;
	uint64_t end = 0;
	bool all, done;

	for (size_t i = 0; i < n; i++)
		*(pages[i]->made ? &made : &old) += pages[i]->bytes.len;
	all = file.len == 0 || file.len + made > 2 * (old + made) + SPARE;
	pieces = lay_out(scratch, pages, n, all, &n_pieces);
	if (all)
		done = file_renew(d, path, pieces, n_pieces);
	else
		done = made == 0 || file_append(d, path, pieces, n_pieces, &end);
	for (size_t i = 0; i < n && !all; i++)
		pages[i]->place.at += pages[i]->made ? end : 0;
	arena_close(scratch);
	return done;
}

void terms_write_place(const struct terms_place *place, struct buf *out)
{
	bytes_put_number(out, place->at);
	bytes_put_number(out, place->size);
	bytes_put_hash(out, place->hash);
}

struct terms_place terms_read_place(struct bytes *in)
{
	struct terms_place place = {.at = bytes_number(in), .size = bytes_number(in)};

	place.hash = bytes_hash(in);
	return place;
}

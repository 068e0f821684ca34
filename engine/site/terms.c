#include "site/terms.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/diag.h"
#include "base/file.h"

#define MAGIC "tierbook terms 1\n"

enum { TERMS_LIMIT = 1 << 30 };

const struct terms *terms_load(struct arena *a, const char *folder, size_t n_languages)
{
	struct diagnostics *unheard = diag_open();
	struct terms *t = arena_alloc(a, sizeof(*t));
	struct bytes in = {0};
	struct str all = {0};
	bool fine = file_read(unheard, a, file_path(a, folder, STR(TERMS_NAME)), TERMS_LIMIT, &all) &&
	            str_starts(all, STR(MAGIC));

	diag_close(unheard);
	if (!fine)
		return NULL;
	in.rest = str_slice(all, sizeof(MAGIC) - 1, all.len);
	t->n = bytes_count(&in);
	t->pages = arena_array(a, t->n + 1, sizeof(*t->pages));
	for (size_t i = 0; i < t->n; i++) {
		t->pages[i].path = bytes_text(&in);
		t->pages[i].of = arena_array(a, n_languages, sizeof(struct str));
		for (size_t l = 0; l < n_languages; l++)
			t->pages[i].of[l] = bytes_text(&in);
	}
	return in.broken ? NULL : t;
}

bool terms_save(struct diagnostics *d, const char *folder, const struct terms *t, size_t n_languages)
{
	struct arena *scratch = arena_open();
	struct buf out = {0};
	bool done;

	buf_add_z(&out, MAGIC);
	bytes_put_number(&out, t->n);
	for (size_t i = 0; i < t->n; i++) {
		bytes_put_text(&out, t->pages[i].path);
		for (size_t l = 0; l < n_languages; l++)
			bytes_put_text(&out, t->pages[i].of[l]);
	}
	done = file_publish_soon(d, file_path(scratch, folder, STR(TERMS_NAME)), buf_str(&out), NULL);
	buf_free(&out);
	arena_close(scratch);
	return done;
}

static int compare(const void *path, const void *page)
{
	return str_compare(*(const struct str *)path, ((const struct terms_page *)page)->path);
}

const struct terms_page *terms_find(const struct terms *t, struct str path)
{
	return t && t->n ? bsearch(&path, t->pages, t->n, sizeof(*t->pages), compare) : NULL;
}

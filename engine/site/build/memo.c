#include "site/build/memo.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"

#define MEMO_NAME ".tierbook-memo"
#define MAGIC "tierbook memo 6\n"

enum { MEMO_LIMIT = 1 << 30 };

static void write_file(const struct memo_file *f, struct buf *out)
{
	bytes_put_text(out, f->path);
	bytes_put_hash(out, f->hash);
	stamp_write(&f->stamp, out);
}

static struct memo_file read_file(struct bytes *in)
{
	struct memo_file f = {.path = bytes_text(in), .hash = bytes_hash(in)};

	f.stamp = stamp_read(in);
	return f;
}

static void write_files(const struct memo_file *f, size_t n, struct buf *out)
{
	bytes_put_number(out, n);
	for (size_t i = 0; i < n; i++)
		write_file(&f[i], out);
}

static struct memo_file *read_files(struct bytes *in, struct arena *a, size_t *n)
{
	struct memo_file *f;

	*n = bytes_count(in);
	f = arena_array(a, *n + 1, sizeof(*f));
	for (size_t i = 0; i < *n; i++)
		f[i] = read_file(in);
	return f;
}

struct str memo_write_page(struct arena *a, struct str path, const struct memo_page *p, size_t n_languages)
{
	struct buf out = {0}, page = {0};

	outline_write(&p->outline, n_languages, &page);
	write_files(p->inputs, p->n_inputs, &page);
	write_files(p->outputs, p->n_outputs, &page);
	terms_write_place(&p->terms, &page);
	bytes_put_text(&out, path);
	bytes_put_text(&out, buf_str(&page));
	buf_free(&page);
	return buf_keep(&out, a);
}

/* What stands in a block after its pages. */
static struct str write_rest(struct arena *a, const struct memo *m)
{
	struct buf out = {0};

	write_files(m->files, m->n_files, &out);
	stamp_write(&m->terms, &out);
	bytes_put_number(&out, m->n_copies);
	for (size_t i = 0; i < m->n_copies; i++) {
		write_file(&m->copies[i].from, &out);
		write_file(&m->copies[i].to, &out);
	}
	return buf_keep(&out, a);
}

/* The pieces of a block, of which megabytes are pages; the first tells of the others, and stands behind `before`. */
static struct str *lay_out(struct arena *a, const struct memo *m, const struct str *pages, size_t n_pages,
                           struct buf *before, size_t *n)
{
	struct str *all = arena_array(a, n_pages + 3, sizeof(*all));
	struct buf begin = {0};
	size_t size = 0;

	bytes_put_hash(&begin, m->frame);
	bytes_put_number(&begin, n_pages);
	*n = 1;
	all[(*n)++] = buf_keep(&begin, a);
	for (size_t i = 0; i < n_pages; i++)
		all[(*n)++] = pages[i];
	all[(*n)++] = write_rest(a, m);
	for (size_t i = 1; i < *n; i++)
		size += all[i].len;
	bytes_put_hash(before, hash_of_pieces(all + 1, *n - 1));
	bytes_put_number(before, size);
	all[0] = buf_keep(before, a);
	return all;
}

bool memo_save(struct diagnostics *d, const char *folder, const struct memo *m, const struct str *pages,
               size_t n_pages)
{
	struct arena *scratch = arena_open();
	struct buf before = {0};
	struct str *block;
	size_t n;
	bool done;

	buf_add_z(&before, MAGIC);
	bytes_put_hash(&before, m->context);
	block = lay_out(scratch, m, pages, n_pages, &before, &n);
	/* even if it is the same: its stamp tells which others are fresh */
	done = file_renew(d, file_path(scratch, folder, STR(MEMO_NAME)), block, n);
	arena_close(scratch);
	return done;
}

bool memo_add(struct diagnostics *d, const char *folder, const struct memo *m, const struct str *pages,
              size_t n_pages)
{
	struct arena *scratch = arena_open();
	struct buf before = {0};
	size_t n;
	struct str *block = lay_out(scratch, m, pages, n_pages, &before, &n);
	uint64_t at;
	bool done = file_append(d, file_path(scratch, folder, STR(MEMO_NAME)), block, n, &at);

	arena_close(scratch);
	return done;
}

bool memo_may_grow(const struct memo *m)
{
	return m->stamp.size < 2 * m->first;
}

static int compare_entry(const void *path, const void *entry)
{
	return str_compare(*(const struct str *)path, ((const struct memo_entry *)entry)->path);
}

static struct memo_entry *find_entry(const struct memo *m, struct str path)
{
	return m && m->n_pages ? bsearch(&path, m->pages, m->n_pages, sizeof(*m->pages), compare_entry)
	                       : NULL;
}

/* Those of the first block, or others in place of some of them. */
static bool read_entries(struct bytes *in, struct arena *a, struct memo *m)
{
	size_t n = bytes_count(in);
	bool first = !m->pages;

	if (first)
		m->pages = arena_array(a, n + 1, sizeof(*m->pages));
	for (size_t i = 0; i < n; i++) {
		struct memo_entry e = {.path = bytes_text(in), .bytes = bytes_text(in)};
		struct memo_entry *place = first ? &m->pages[m->n_pages++] : find_entry(m, e.path);

		if (!place)
			return false;
		*place = e;
	}
	return true;
}

static bool read_block(struct str told, struct arena *a, struct memo *m)
{
	struct bytes in = {.rest = told};

	m->frame = bytes_hash(&in);
	if (!read_entries(&in, a, m))
		return false;
	m->files = read_files(&in, a, &m->n_files);
	m->terms = stamp_read(&in);
	m->n_copies = bytes_count(&in);
	m->copies = arena_array(a, m->n_copies + 1, sizeof(*m->copies));
	for (size_t i = 0; i < m->n_copies; i++) {
		m->copies[i].from = read_file(&in);
		m->copies[i].to = read_file(&in);
	}
	return !in.broken && in.rest.len == 0;
}

static bool read_blocks(struct bytes *in, struct arena *a, struct memo *m)
{
	do {
		struct hash sum = bytes_hash(in);
		struct str told = bytes_text(in);

		if (in->broken || !hash_equal(sum, hash_of(told)) || !read_block(told, a, m))
			return false;
		m->first = m->first > 0 ? m->first : told.len;
	} while (in->rest.len > 0);
	return true;
}

struct memo *memo_load(struct arena *a, const char *root, const char *folder, size_t n_languages)
{
	const char *path = file_path(a, folder, STR(MEMO_NAME));
	struct diagnostics *unheard = diag_open();
	struct memo *m = arena_alloc(a, sizeof(*m));
	struct bytes in = {0};
	struct str all;
	bool fine;

	m->stamp = stamp_of(path);
	fine = m->stamp.inode != 0 && file_read(unheard, a, path, MEMO_LIMIT, &all) &&
	       str_starts(all, STR(MAGIC));
	diag_close(unheard);
	if (!fine)
		return NULL;
	in.rest = str_slice(all, sizeof(MAGIC) - 1, all.len);
	m->context = bytes_hash(&in);
	m->n_languages = n_languages;
	if (!read_blocks(&in, a, m))
		return NULL;
	m->site = (struct memo_root){root, folder_open(root)};
	m->out = (struct memo_root){folder, folder_open(folder)};
	return m;
}

void memo_close(struct memo *m)
{
	if (!m)
		return;
	folder_close(m->site.folder);
	folder_close(m->out.folder);
}

const struct memo_page *memo_page(const struct memo *m, struct arena *a, struct str path)
{
	const struct memo_entry *entry = find_entry(m, path);
	struct memo_page *p;
	struct bytes in;

	if (!entry)
		return NULL;
	p = arena_alloc(a, sizeof(*p));
	in = (struct bytes){.rest = entry->bytes};
	if (!outline_read(&in, a, m->n_languages, &p->outline))
		return NULL;
	p->inputs = read_files(&in, a, &p->n_inputs);
	p->outputs = read_files(&in, a, &p->n_outputs);
	p->terms = terms_read_place(&in);
	return in.broken || in.rest.len > 0 ? NULL : p;
}

static int compare_file(const void *path, const void *file)
{
	return str_compare(*(const struct str *)path, ((const struct memo_file *)file)->path);
}

struct memo_file *memo_file(const struct memo *m, struct str path)
{
	return m && m->n_files ? bsearch(&path, m->files, m->n_files, sizeof(*m->files), compare_file) : NULL;
}

static int compare_files(const void *a, const void *b)
{
	return str_compare(((const struct memo_file *)a)->path, ((const struct memo_file *)b)->path);
}

void memo_sort_files(struct memo *m)
{
	if (m->n_files > 0)
		qsort(m->files, m->n_files, sizeof(*m->files), compare_files);
}

static int compare_copy(const void *path, const void *copy)
{
	return str_compare(*(const struct str *)path, ((const struct memo_copy *)copy)->to.path);
}

struct memo_copy *memo_copy(const struct memo *m, struct str to)
{
	return m && m->n_copies ? bsearch(&to, m->copies, m->n_copies, sizeof(*m->copies), compare_copy)
	                        : NULL;
}

bool memo_holds(struct memo *m, struct arena *scratch, const struct memo_root *root, struct memo_file *file)
{
	struct stamp now = stamp_beneath(root->folder, str_z(scratch, file->path));
	struct diagnostics *unheard;
	struct str bytes;
	bool told = stamp_equal(&now, &file->stamp), same;

	if (told && !stamp_is_fresh(&now, &m->stamp))
		return true;
	if (now.inode == 0 || file->stamp.inode == 0)
		return now.inode == file->stamp.inode;
	unheard = diag_open();
	same = file_read(unheard, scratch, file_path(scratch, root->path, file->path), MEMO_LIMIT, &bytes) &&
	       hash_equal(hash_of(bytes), file->hash);
	diag_close(unheard);
	file->stamp = now;
	atomic_fetch_add(told ? &m->fresh : &m->looked, now.size);
	return same;
}

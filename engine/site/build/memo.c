#include "site/build/memo.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"

#define MEMO_NAME ".tierbook-memo"
#define MAGIC "tierbook memo 2\n"

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

bool memo_save(struct diagnostics *d, const char *folder, const struct memo *m, size_t n_languages)
{
	struct arena *scratch = arena_open();
	const char *path = file_path(scratch, folder, STR(MEMO_NAME));
	struct buf out = {0}, name = {0};
	bool done;

	buf_add_z(&out, MAGIC);
	bytes_put_hash(&out, m->context);
	bytes_put_hash(&out, m->frame);
	bytes_put_number(&out, m->n_pages);
	for (size_t i = 0; i < m->n_pages; i++) {
		outline_write(&m->pages[i].outline, n_languages, &out);
		write_files(m->pages[i].inputs, m->pages[i].n_inputs, &out);
		write_files(m->pages[i].outputs, m->pages[i].n_outputs, &out);
		terms_write_place(&m->pages[i].terms, &out);
	}
	write_files(m->files, m->n_files, &out);
	stamp_write(&m->terms, &out);
	bytes_put_number(&out, m->n_copies);
	for (size_t i = 0; i < m->n_copies; i++) {
		write_file(&m->copies[i].from, &out);
		write_file(&m->copies[i].to, &out);
	}
	bytes_put_hash(&out, hash_of(buf_str(&out)));
	/*
	 * Written even if it is the same: its stamp tells which others are fresh.  What is put over another file is sent to
	 * the disk at once, and waited for; this one may be lost, so the old one goes first.
	 */
	done = file_stage(d, path, buf_str(&out), &name) && file_remove(d, path) &&
	       file_place(d, name.at, path);
	buf_free(&name);
	buf_free(&out);
	arena_close(scratch);
	return done;
}

static bool read_memo(struct bytes *in, struct arena *a, size_t n_languages, struct memo *m)
{
	m->frame = bytes_hash(in);
	m->n_pages = bytes_count(in);
	m->pages = arena_array(a, m->n_pages + 1, sizeof(*m->pages));
	for (size_t i = 0; i < m->n_pages; i++) {
		struct memo_page *p = &m->pages[i];

		if (!outline_read(in, a, n_languages, &p->outline))
			return false;
		p->inputs = read_files(in, a, &p->n_inputs);
		p->outputs = read_files(in, a, &p->n_outputs);
		p->terms = terms_read_place(in);
	}
	m->files = read_files(in, a, &m->n_files);
	m->terms = stamp_read(in);
	m->n_copies = bytes_count(in);
	m->copies = arena_array(a, m->n_copies + 1, sizeof(*m->copies));
	for (size_t i = 0; i < m->n_copies; i++) {
		m->copies[i].from = read_file(in);
		m->copies[i].to = read_file(in);
	}
	return !in->broken && in->rest.len == 0;
}

struct memo *memo_load(struct arena *a, const char *root, const char *folder, struct hash context,
                       size_t n_languages)
{
	const char *path = file_path(a, folder, STR(MEMO_NAME));
	struct diagnostics *unheard = diag_open();
	struct memo *m = arena_alloc(a, sizeof(*m));
	struct bytes in = {0}, sum;
	struct str all;
	bool fine;

	m->stamp = stamp_of(path);
	fine = m->stamp.inode != 0 && file_read(unheard, a, path, MEMO_LIMIT, &all) &&
	       all.len > sizeof(struct hash) && str_starts(all, STR(MAGIC));
	diag_close(unheard);
	if (!fine)
		return NULL;
	sum.rest = str_slice(all, all.len - sizeof(struct hash), all.len);
	sum.broken = false;
	in.rest = str_slice(all, sizeof(MAGIC) - 1, all.len - sizeof(struct hash));
	m->context = bytes_hash(&in);
	if (!hash_equal(m->context, context) ||
	    !hash_equal(bytes_hash(&sum), hash_of(str_slice(all, 0, all.len - sizeof(struct hash)))) ||
	    !read_memo(&in, a, n_languages, m))
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

static int compare_page(const void *path, const void *page)
{
	return str_compare(*(const struct str *)path, ((const struct memo_page *)page)->outline.path);
}

const struct memo_page *memo_page(const struct memo *m, struct str path)
{
	return m && m->n_pages ? bsearch(&path, m->pages, m->n_pages, sizeof(*m->pages), compare_page) : NULL;
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
	bool same;

	if (stamp_equal(&now, &file->stamp) && !stamp_is_fresh(&now, &m->stamp))
		return true;
	if (now.inode == 0 || file->stamp.inode == 0)
		return now.inode == file->stamp.inode;
	unheard = diag_open();
	same = file_read(unheard, scratch, file_path(scratch, root->path, file->path), MEMO_LIMIT, &bytes) &&
	       hash_equal(hash_of(bytes), file->hash);
	diag_close(unheard);
	file->stamp = now;
	atomic_fetch_add(&m->looked, now.size);
	return same;
}

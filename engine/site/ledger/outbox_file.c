#include "site/ledger/outbox_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/disk.h"
#include "base/file.h"
#include "site/ledger/ledger.h"

/* MARK: more than a form begins with. */
enum { PIECE = 1 << 16, MARK = 128 };

/* Where the next run finds it, whatever folder that starts in. */
static struct str absolute(struct arena *a, const char *path)
{
	char folder[4096];

	if (*path == '/' || !getcwd(folder, sizeof(folder)))
		return str_copy(a, str_from(path));
	return str_format(a, "%s/%s", folder, path);
}

static const char *folder_of(struct arena *a, struct str path)
{
	struct str folder = str_folder(path);

	return str_z(a, folder.len > 0 ? folder : STR("."));
}

/* The file that lines are added to; fd -1: there is none. */
struct before {
	int fd;
	off_t size;
};

static void close_before(struct before *b)
{
	if (b->fd >= 0)
		close(b->fd);
	b->fd = -1;
}

static bool has(const struct before *b, off_t at, struct str bytes)
{
	char there[MARK];

	return bytes.len <= sizeof(there) &&
	       FILE_AGAIN(pread(b->fd, there, bytes.len, at)) == (ssize_t)bytes.len &&
	       memcmp(there, bytes.at, bytes.len) == 0;
}

static bool is_ours(const struct before *b, const struct stat *st, enum outbox_form form)
{
	struct buf head = {0};
	bool ours;

	outbox_item_head(&head, form, false);
	if (form == OUTBOX_JSONL)
		buf_add_z(&head, "{\"key\":");
	ours = S_ISREG(st->st_mode) &&
	       (st->st_size == 0 || (has(b, 0, buf_str(&head)) && has(b, st->st_size - 1, STR("\n"))));
	buf_free(&head);
	return ours;
}

/* What it has must be lines of ours.  false: said. */
static bool open_before(struct diagnostics *d, const struct outbox_way *e, struct before *b)
{
	struct stat st;

	*b = (struct before){FILE_AGAIN(open(e->path.at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)), 0};
	if (b->fd < 0)
		return errno == ENOENT || file_cannot_read(d, e->path.at);
	if (fstat(b->fd, &st) == 0 && is_ours(b, &st, e->form)) {
		b->size = st.st_size;
		return true;
	}
	diag_add(d, OUTBOX_FOREIGN, POSITION_NONE, e->path.at);
	close_before(b);
	return false;
}

/* The file's next content, written beside it piece by piece: there may be a line a member. */
struct draft {
	struct diagnostics *d;
	const char *path;
	enum outbox_form form;
	struct buf waiting;
	bool failed;
};

static bool write_waiting(struct draft *f)
{
	struct str bytes = buf_str(&f->waiting);
	uint64_t at;

	f->failed = f->failed || !file_append(f->d, f->path, &bytes, 1, &at);
	buf_clear(&f->waiting);
	return !f->failed;
}

static void add_line(void *context, const struct outbox_item *item)
{
	struct draft *f = context;

	outbox_item_render(&f->waiting, item, f->form, false);
	if (f->waiting.len >= PIECE)
		write_waiting(f);
}

static bool copy(struct draft *f, const struct before *b, const char *path)
{
	char piece[PIECE];
	ssize_t n = 0;

	while (b->fd >= 0 && !f->failed && (n = FILE_AGAIN(read(b->fd, piece, sizeof(piece)))) > 0) {
		buf_add(&f->waiting, (struct str){piece, (size_t)n});
		write_waiting(f);
	}
	return n < 0 ? file_cannot_read(f->d, path) : !f->failed;
}

/* Whether it still lies where it was found, or nothing does. */
static bool stands(const struct before *b, const char *path)
{
	struct stat found, there;
	bool some = lstat(path, &there) == 0;

	if (b->fd < 0 || !some)
		return b->fd < 0 && !some;
	return fstat(b->fd, &found) == 0 && found.st_ino == there.st_ino && found.st_dev == there.st_dev;
}

/* Writes the file's next content beside it, durably.  *again: somebody took the file away meanwhile, and its lines too. */
static bool write_draft(struct outbox *o, struct diagnostics *d, struct arena *a, const struct outbox_way *e,
                        const char *beside, bool *again)
{
	struct draft f = {.d = d, .path = beside, .form = e->form};
	const char *folder = folder_of(a, e->path);
	int watch = disk_watch(d, folder);
	struct before before = {.fd = -1};
	bool done = watch >= 0 && open_before(d, e, &before);

	*again = false;
	if (!done)
		goto out;
	if (before.size == 0)
		outbox_item_head(&f.waiting, e->form, false);
	done = file_publish(d, beside, STR(""), NULL) && copy(&f, &before, e->path.at) &&
	       outbox_each(o, d, OUTBOX_TAKING, add_line, &f) && write_waiting(&f) &&
	       disk_sync_watched(d, watch, folder);
	*again = done && !stands(&before, e->path.at);
out:
	buf_free(&f.waiting);
	close_before(&before);
	disk_unwatch(watch);
	return done;
}

static bool prepare(struct outbox *o, struct diagnostics *d, struct arena *a, const struct outbox_way *e,
                    const char *beside)
{
	bool again;

	do {
		if (!write_draft(o, d, a, e, beside, &again))
			return false;
	} while (again);
	return outbox_make_ready(o, d) && ledger_commit(outbox_ledger(o), d);
}

/* What has not come to its place is pending again, for that may never be one.  Always false: why, is said. */
static bool turn_back(struct outbox *o, struct diagnostics *d, const char *beside)
{
	if (outbox_turn_back(o, d) && ledger_commit(outbox_ledger(o), d))
		unlink(beside);
	return false;
}

static bool put_in_place(struct outbox *o, struct diagnostics *d, struct arena *a, const struct outbox_way *e)
{
	const char *beside = str_format(a, "%.*s.part", STR_ARG(e->path)).at;

	if (!e->ready && !prepare(o, d, a, e, beside))
		return turn_back(o, d, beside);
	/* ready and not beside it any more: it has taken its place, and may have been fetched from there */
	if (file_exists(beside) && !file_move(d, beside, e->path.at))
		return file_exists(beside) && turn_back(o, d, beside);
	return disk_sync(d, folder_of(a, e->path));
}

bool outbox_file_resume(struct outbox *o, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct outbox_way e;
	int found = outbox_find_way(o, d, a, &e);
	bool done = found == 0;

	if (found == 1)
		done = put_in_place(o, d, a, &e) && outbox_arrive(o, d) && ledger_commit(outbox_ledger(o), d);
	arena_close(a);
	return done;
}

bool outbox_file_write(struct outbox *o, struct diagnostics *d, const char *path, enum outbox_form form,
                       size_t *n)
{
	struct arena *a = arena_open();
	struct outbox_way e = {.path = absolute(a, path), .form = form};
	size_t counts[OUTBOX_STATES];
	struct before before = {.fd = -1};
	bool done = false;

	*n = 0;
	if (!outbox_file_resume(o, d) || !open_before(d, &e, &before) || !outbox_count(o, d, counts))
		goto out;
	if (counts[OUTBOX_PENDING] == 0 && file_exists(path)) {
		done = true;
		goto out;
	}
	done = outbox_set_out(o, d, &e) && ledger_commit(outbox_ledger(o), d) && outbox_file_resume(o, d);
	*n = done ? counts[OUTBOX_PENDING] : 0;
out:
	close_before(&before);
	arena_close(a);
	return done;
}

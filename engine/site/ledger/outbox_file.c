#include "site/ledger/outbox_file.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "site/ledger/ledger.h"

enum { FILE_LIMIT = 1 << 30 };

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

/* What the file has already, which must be lines of ours.  false: said. */
static bool read_before(struct diagnostics *d, struct arena *a, const struct outbox_way *e, struct str *bytes)
{
	struct buf head = {0};
	bool ours;

	*bytes = STR("");
	if (!file_exists(e->path.at))
		return true;
	if (!file_read(d, a, e->path.at, FILE_LIMIT, bytes))
		return false;
	outbox_item_head(&head, e->form, false);
	if (e->form == OUTBOX_JSONL)
		buf_add_z(&head, "{\"key\":");
	ours = bytes->len == 0 || (str_starts(*bytes, buf_str(&head)) && str_ends(*bytes, STR("\n")));
	buf_free(&head);
	if (!ours)
		diag_add(d, OUTBOX_FOREIGN, POSITION_NONE, e->path.at);
	return ours;
}

struct lines {
	struct buf bytes;
	enum outbox_form form;
};

static void add_line(void *context, const struct outbox_item *item)
{
	struct lines *l = context;

	outbox_item_render(&l->bytes, item, l->form, false);
}

/* Makes the file's next content durable beside it. */
static bool prepare(struct outbox *o, struct diagnostics *d, struct arena *a, const struct outbox_way *e,
                    const char *beside)
{
	struct lines l = {.form = e->form};
	struct str before;
	bool done = false;

	if (!read_before(d, a, e, &before))
		return false;
	if (before.len == 0)
		outbox_item_head(&l.bytes, e->form, false);
	buf_add(&l.bytes, before);
	done = outbox_each(o, d, OUTBOX_TAKING, add_line, &l) &&
	       file_publish(d, beside, buf_str(&l.bytes), NULL) && file_sync(d, folder_of(a, e->path)) &&
	       outbox_make_ready(o, d) && ledger_commit(outbox_ledger(o), d);
	buf_free(&l.bytes);
	return done;
}

bool outbox_file_resume(struct outbox *o, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct outbox_way e;
	int found = outbox_find_way(o, d, a, &e);
	bool done = found == 0;

	if (found == 1) {
		const char *beside = str_format(a, "%.*s.part", STR_ARG(e.path)).at;

		/* ready and not beside it any more: it has taken its place, and may have been fetched from there */
		done = (e.ready || prepare(o, d, a, &e, beside)) &&
		       (!file_exists(beside) || file_move(d, beside, e.path.at)) &&
		       file_sync(d, folder_of(a, e.path)) && outbox_arrive(o, d) &&
		       ledger_commit(outbox_ledger(o), d);
	}
	arena_close(a);
	return done;
}

bool outbox_file_write(struct outbox *o, struct diagnostics *d, const char *path, enum outbox_form form,
                       size_t *n)
{
	struct arena *a = arena_open();
	struct outbox_way e = {.path = absolute(a, path), .form = form};
	size_t counts[OUTBOX_STATES];
	struct str before;
	bool done = false;

	*n = 0;
	if (!outbox_file_resume(o, d) || !read_before(d, a, &e, &before) || !outbox_count(o, d, counts))
		goto out;
	if (counts[OUTBOX_PENDING] == 0 && file_exists(path)) {
		done = true;
		goto out;
	}
	done = outbox_set_out(o, d, &e) && ledger_commit(outbox_ledger(o), d) && outbox_file_resume(o, d);
	*n = done ? counts[OUTBOX_PENDING] : 0;
out:
	arena_close(a);
	return done;
}

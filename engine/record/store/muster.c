#include "record/store/muster.h"

#include "base/arena.h"
#include "base/crew.h"
#include "base/diag.h"

struct worker {
	const struct muster *muster;
	void *context;
	struct store *members;
	struct diagnostics *d;
	bool done;
};

static bool open_stores(const struct muster *m, struct worker *workers)
{
	for (size_t i = 0; i < m->workers; i++) {
		workers[i] = (struct worker){.muster = m, .context = m->contexts[i], .d = diag_open()};
		workers[i].members = i == 0 ? store_open(workers[i].d, m->schema, m->path)
		                            : store_open_beside(workers[i].d, workers[0].members);
		if (!workers[i].members)
			return false;
	}
	return true;
}

/* How many have something to do; 0: the database failed.  The first alone where others may see another moment. */
static size_t share(const struct muster *m, struct arena *a, struct worker *workers)
{
	struct str *bounds = arena_array(a, m->workers + 1, sizeof(*bounds));
	int64_t count = store_count(workers[0].members);
	size_t n = m->workers;

	if (count < 0)
		return 0;
	/* fewer could not be split */
	if (m->workers == 1 || count < (int64_t)m->workers || store_has_changed(workers[0].members))
		return 1;
	if (!store_split(workers[0].members, a, &n, bounds + 1))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!store_range(workers[i].members, bounds[i], bounds[i + 1]))
			return 0;
	return n;
}

static void run(void *context, size_t hand, size_t part)
{
	struct worker *w = (struct worker *)context + part;

	(void)hand;
	w->done = w->muster->work(w->context, w->members, w->d);
}

static void close_all(const struct muster *m, struct worker *workers, struct diagnostics *d)
{
	for (size_t i = 0; i < m->workers && workers[i].d; i++) {
		store_close(workers[i].members);
		diag_move(d, workers[i].d);
		diag_close(workers[i].d);
	}
}

bool muster_run(const struct muster *m, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct worker *workers = arena_array(a, m->workers, sizeof(*workers));
	size_t n = open_stores(m, workers) ? share(m, a, workers) : 0;
	bool whole = n > 0;

	crew_run(n, n, run, workers);
	for (size_t i = 0; i < n; i++)
		whole &= workers[i].done;
	close_all(m, workers, d);
	arena_close(a);
	return whole;
}

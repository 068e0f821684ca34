#include "record/crew.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/diag.h"

struct worker {
	const struct crew *crew;
	void *context;
	struct store *members;
	struct diagnostics *d;
	pthread_t thread;
	bool threaded, done;
};

/* The first store holds off writers while the others are opened. */
static bool open_stores(const struct crew *c, struct worker *workers)
{
	for (size_t i = 0; i < c->workers; i++) {
		workers[i] = (struct worker){.crew = c, .context = c->contexts[i], .d = diag_open()};
		workers[i].members = store_open(workers[i].d, c->schema, c->path);
		if (!workers[i].members)
			return false;
	}
	return true;
}

/* How many have something to do; 0: the database failed. */
static size_t share(const struct crew *c, struct arena *a, struct worker *workers)
{
	struct str *bounds = arena_array(a, c->workers + 1, sizeof(*bounds));
	int64_t count = store_count(workers[0].members);

	if (count < 0)
		return 0;
	/* fewer could not be split */
	if (c->workers == 1 || count < (int64_t)c->workers)
		return 1;
	if (!store_split(workers[0].members, a, c->workers, bounds + 1))
		return 0;
	for (size_t i = 0; i < c->workers; i++)
		if (!store_range(workers[i].members, bounds[i], bounds[i + 1]))
			return 0;
	return c->workers;
}

static void *run(void *of)
{
	struct worker *w = of;

	w->done = w->crew->work(w->context, w->members, w->d);
	return NULL;
}

static void close_all(const struct crew *c, struct worker *workers, struct diagnostics *d)
{
	for (size_t i = 0; i < c->workers && workers[i].d; i++) {
		store_close(workers[i].members);
		diag_move(d, workers[i].d);
		diag_close(workers[i].d);
	}
}

bool crew_run(const struct crew *c, struct diagnostics *d)
{
	struct arena *a = arena_open();
	struct worker *workers = arena_array(a, c->workers, sizeof(*workers));
	size_t n = open_stores(c, workers) ? share(c, a, workers) : 0;
	bool whole = n > 0;

	for (size_t i = 1; i < n; i++)
		workers[i].threaded = pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
	for (size_t i = 0; i < n; i++) {
		if (workers[i].threaded)
			pthread_join(workers[i].thread, NULL);
		else
			run(&workers[i]);
		whole &= workers[i].done;
	}
	close_all(c, workers, d);
	arena_close(a);
	return whole;
}

#include "site/night/night_settle.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/diag.h"

/* More is written at once than one by one, and less is left for the end. */
enum { ENOUGH_BYTES = 64 << 20 };

struct night_settle {
	struct arena *arena;
	const struct shelf *shelf;
	struct diagnostics *d;
	pthread_t thread;
	sem_t news;
	atomic_size_t waiting;
	atomic_bool ends, failed;
};

static void *work(void *context)
{
	struct night_settle *s = context;

	for (;;) {
		while (sem_wait(&s->news) < 0)
			continue;
		if (atomic_load(&s->ends))
			return NULL;
		/* of much news while the disk was busy, the first is enough */
		if (atomic_load(&s->waiting) < ENOUGH_BYTES || atomic_load(&s->failed))
			continue;
		atomic_store(&s->waiting, 0);
		atomic_store(&s->failed, !shelf_sync(s->shelf, s->d));
	}
}

struct night_settle *night_settle_open(const struct shelf *shelf)
{
	struct arena *a = arena_open();
	struct night_settle *s = arena_alloc(a, sizeof(*s));

	s->arena = a;
	s->shelf = shelf;
	s->d = diag_open();
	if (shelf->pack || sem_init(&s->news, 0, 0) < 0 || pthread_create(&s->thread, NULL, work, s) != 0) {
		diag_close(s->d);
		arena_close(a);
		return NULL;
	}
	return s;
}

void night_settle_put(struct night_settle *s, size_t bytes)
{
	if (s && atomic_fetch_add(&s->waiting, bytes) + bytes >= ENOUGH_BYTES)
		sem_post(&s->news);
}

bool night_settle_has_failed(const struct night_settle *s)
{
	return s && atomic_load(&s->failed);
}

bool night_settle_close(struct night_settle *s, struct diagnostics *d)
{
	bool done;

	if (!s)
		return true;
	atomic_store(&s->ends, true);
	sem_post(&s->news);
	pthread_join(s->thread, NULL);
	done = !night_settle_has_failed(s);
	diag_move(d, s->d);
	diag_close(s->d);
	sem_destroy(&s->news);
	arena_close(s->arena);
	return done;
}

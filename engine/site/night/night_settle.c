#include "site/night/night_settle.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/disk.h"

/* More is written at once than one by one, and less is left for the end. */
enum { ENOUGH_BYTES = 64 << 20 };

struct night_settle {
	struct arena *arena;
	const struct shelf *shelf;
	int watch; /* its own: what it is told of, the shelf's is told of as well */
	struct diagnostics *d;
	pthread_t thread;
	sem_t news;
	atomic_size_t waiting;
	atomic_bool ends;
	bool failed;
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
		if (atomic_load(&s->waiting) < ENOUGH_BYTES || s->failed)
			continue;
		atomic_store(&s->waiting, 0);
		s->failed = !disk_sync_watched(s->d, s->watch, s->shelf->place);
	}
}

static void free_all(struct night_settle *s)
{
	disk_unwatch(s->watch);
	diag_close(s->d);
	arena_close(s->arena);
}

struct night_settle *night_settle_open(const struct shelf *shelf)
{
	struct arena *a;
	struct night_settle *s;

	if (shelf->pack)
		return NULL;
	a = arena_open();
	s = arena_alloc(a, sizeof(*s));
	s->arena = a;
	s->shelf = shelf;
	s->d = diag_open();
	s->watch = disk_watch(s->d, shelf->place);
	if (s->watch >= 0 && sem_init(&s->news, 0, 0) == 0) {
		if (pthread_create(&s->thread, NULL, work, s) == 0)
			return s;
		sem_destroy(&s->news);
	}
	free_all(s);
	return NULL;
}

void night_settle_put(struct night_settle *s, size_t bytes)
{
	if (s && atomic_fetch_add(&s->waiting, bytes) + bytes >= ENOUGH_BYTES)
		sem_post(&s->news);
}

bool night_settle_close(struct night_settle *s, struct diagnostics *d)
{
	bool done;

	if (!s)
		return true;
	atomic_store(&s->ends, true);
	sem_post(&s->news);
	pthread_join(s->thread, NULL);
	done = !s->failed;
	diag_move(d, s->d);
	sem_destroy(&s->news);
	free_all(s);
	return done;
}

#include "base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct crew {
	crew_work *work;
	void *context;
	size_t items;
	atomic_size_t next;
};

struct hand {
	struct crew *crew;
	size_t number;
	pthread_t thread;
};

static void *take(void *context)
{
	struct hand *h = context;
	size_t item;

	while ((item = atomic_fetch_add(&h->crew->next, 1)) < h->crew->items)
		h->crew->work(h->crew->context, h->number, item);
	return NULL;
}

void crew_run(size_t hands, size_t items, crew_work *work, void *context)
{
	struct crew crew = {.work = work, .context = context, .items = items};
	struct hand all[CREW_MOST];
	size_t n = hands < items ? hands : items, started = 1;

	if (n > CREW_MOST)
		n = CREW_MOST;
	for (size_t i = 0; i < CREW_MOST; i++)
		all[i] = (struct hand){.crew = &crew, .number = i};
	/* The caller is the first hand; where no thread can be had there are fewer. */
	while (started < n && pthread_create(&all[started].thread, NULL, take, &all[started]) == 0)
		started++;
	take(&all[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(all[i].thread, NULL);
}

size_t crew_hands(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return n < 1 ? 1 : n > CREW_MOST ? CREW_MOST : (size_t)n;
}

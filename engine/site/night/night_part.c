#include "site/night/night_part.h"

#include "base/arena.h"
#include "base/diag.h"
#include "record/store/store.h"
#include "site/night/night.h"

/* A worker takes some four, where they have so many members; of fewer there is one each. */
enum { EACH = 4, ENOUGH = 1024 };

static void make(struct night_parts *p, struct arena *a, size_t n)
{
	p->at = arena_array(a, n, sizeof(*p->at));
	p->n = n;
	for (size_t i = 0; i < n; i++)
		p->at[i].d = diag_open();
}

static size_t least(size_t x, size_t y)
{
	return x < y ? x : y;
}

/* A server is asked for each, and may sort all for it. */
static size_t count_parts(const struct store *members, size_t workers, size_t total)
{
	size_t many = store_is_server(members) ? 1 : least(workers * EACH, total / ENOUGH);
	size_t few = least(workers, total);
	size_t n = many > few ? many : few;

	return n > 0 ? n : 1;
}

bool night_part_all(struct night_parts *p, struct arena *a, struct store *members, size_t workers,
                    int64_t *total)
{
	struct str *bounds;
	size_t n;

	*total = store_count(members);
	if (*total < 0)
		return false;
	n = count_parts(members, workers, (size_t)*total);
	bounds = arena_array(a, n + 1, sizeof(*bounds));
	if (!store_split(members, a, &n, bounds + 1))
		return false;
	make(p, a, n);
	for (size_t i = 0; i < n; i++) {
		p->at[i].from = bounds[i];
		p->at[i].to = i + 1 < n ? bounds[i + 1] : (struct str){0};
	}
	return true;
}

void night_part_few(struct night_parts *p, struct arena *a, const struct str *ids, size_t n, size_t workers)
{
	make(p, a, workers);
	p->few = true;
	for (size_t i = 0; i < workers; i++) {
		size_t from = n * i / workers, to = n * (i + 1) / workers;

		p->at[i].ids = ids + from;
		p->at[i].n_ids = to - from;
	}
}

void night_part_close(struct night_parts *p)
{
	for (size_t i = 0; i < p->n; i++)
		diag_close(p->at[i].d);
}

struct night_part *night_part_take(struct night_parts *p)
{
	size_t next = atomic_fetch_add(&p->next, 1);

	return next < p->n ? &p->at[next] : NULL;
}

bool night_part_collect(struct night_parts *p, struct diagnostics *d, struct arena *a,
                        struct night_count *count)
{
	struct night_failure *all;
	size_t n = 0;
	bool done = true;

	for (size_t i = 0; i < p->n; i++)
		n += p->at[i].n_failures;
	count->failures = all = arena_array(a, n + 1, sizeof(*all));
	count->n_failures = n;
	for (size_t i = 0; i < p->n; i++) {
		const struct night_part *part = &p->at[i];

		for (size_t k = 0; k < part->n_failures; k++)
			*all++ = (struct night_failure){str_copy(a, part->failures[k].member),
			                                str_copy(a, part->failures[k].why)};
		diag_move(d, part->d);
		done &= part->done;
	}
	return done;
}

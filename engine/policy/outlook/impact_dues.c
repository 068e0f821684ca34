#include "policy/outlook/impact_dues.h"

#include "base/arena.h"
#include "base/array.h"

struct seen {
	size_t offer; /* among the counterparts */
	const struct due *due;
	int32_t term; /* its first day */
	int32_t day;
	bool coming; /* it lies ahead of the last day compared, if nothing is done */
};

struct side {
	struct seen *seen;
	size_t n, room;
};

struct impact_dues {
	struct arena *arena;
	struct side before, after;
};

struct impact_dues *impact_dues_make(struct arena *a)
{
	struct impact_dues *d = arena_alloc(a, sizeof(*d));

	d->arena = a;
	return d;
}

void impact_dues_begin(struct impact_dues *d)
{
	d->before.n = d->after.n = 0;
}

static const struct seen *find(const struct side *s, const struct seen *like)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct seen *e = &s->seen[i];

		if (e->offer == like->offer && e->term == like->term && e->due->kind == like->due->kind &&
		    str_equal(e->due->id, like->due->id))
			return e;
	}
	return NULL;
}

static void add(struct arena *a, struct side *s, struct seen e)
{
	if (!find(s, &e))
		*ARRAY_PUSH(a, s->seen, s->n, s->room) = e;
}

/* What was coming and has not come is asked for again.  of_after NULL: the policy before, whose indices are the counterparts'. */
static void add_all(struct arena *a, struct side *s, const struct decision *d, const size_t *of_after)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!s->seen[i].coming)
			s->seen[kept++] = s->seen[i];
	s->n = kept;
	for (size_t i = 0; i < d->n_due; i++) {
		const struct fallen_due *f = &d->due[i];

		add(a, s,
		    (struct seen){of_after ? of_after[f->offer] : f->offer, f->due,
		                  d->offers[f->offer].term_start, f->day, false});
	}
	for (size_t i = 0; i < d->n_coming; i++) {
		const struct coming *c = &d->coming[i];

		if (c->kind == COMING_DUE)
			add(a, s,
			    (struct seen){of_after ? of_after[c->offer] : c->offer, c->due,
			                  d->offers[c->offer].term_start, c->day, true});
	}
}

void impact_dues_add(struct impact *i, const struct decision *before, const struct decision *after)
{
	add_all(i->dues->arena, &i->dues->before, before, NULL);
	add_all(i->dues->arena, &i->dues->after, after, i->offers.of_after);
}

static enum impact_kind kind_of(const struct seen *s, enum impact_kind message)
{
	return s->due->kind == DUE_MESSAGE ? message : message - IMPACT_MESSAGE_ADDED + IMPACT_TASK_ADDED;
}

static struct impact_line *count(struct impact *i, enum impact_kind kind, size_t offer, struct str from,
                                 struct str to)
{
	return impact_count(i, kind, i->offers.at[offer].id, offer, (struct impact_end){from, from.len > 0},
	                    (struct impact_end){to, to.len > 0});
}

static void count_moved(struct impact *i, const struct seen *before, int32_t to)
{
	int32_t days = to - before->day;
	struct str id = before->due->id;
	enum impact_kind kind = kind_of(before, days < 0 ? IMPACT_MESSAGE_EARLIER : IMPACT_MESSAGE_LATER);
	struct impact_line *line = days == 0 ? NULL : count(i, kind, before->offer, id, id);

	if (!line)
		return;
	days = days < 0 ? -days : days;
	if (line->members == 1 || days < line->least)
		line->least = days;
	if (line->members == 1 || days > line->most)
		line->most = days;
}

/* What the other policy already lists is for its first night to do, though its day may be over. */
static int32_t day_of(const struct impact *i, const struct seen *s)
{
	return s->day < i->first ? i->first : s->day;
}

/* What fell due under the present policy before the first of the days has been done. */
void impact_dues_end(struct impact *i)
{
	const struct side *before = &i->dues->before, *after = &i->dues->after;
	const struct str nothing = {0};

	for (size_t k = 0; k < before->n; k++) {
		const struct seen *s = &before->seen[k], *t = find(after, s);

		if (s->coming || s->day < i->first)
			continue;
		if (t)
			count_moved(i, s, day_of(i, t));
		else
			count(i, kind_of(s, IMPACT_MESSAGE_GONE), s->offer, s->due->id, nothing);
	}
	for (size_t k = 0; k < after->n; k++) {
		const struct seen *t = &after->seen[k], *s = find(before, t);

		if (t->coming || (s && !s->coming))
			continue;
		if (s)
			count_moved(i, s, day_of(i, t));
		else
			count(i, kind_of(t, IMPACT_MESSAGE_ADDED), t->offer, nothing, t->due->id);
	}
}

#include "site/night/night_due.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"

struct night_due *night_due_list(struct arena *a, const struct policy *p, size_t *n)
{
	struct night_due *list = NULL;

	*n = 0;
	for (size_t r = 0; r < p->n_renewals; r++)
		for (size_t s = 0; s < p->renewals[r].n_states; s++)
			for (size_t i = 0; i < p->renewals[r].states[s].n_dues; i++)
				ARRAY_ADD(a, list, *n)->due = &p->renewals[r].states[s].dues[i];
	return list;
}

struct night_notice *night_due_notices(struct arena *a, const struct statement *st,
                                       const struct decision *decision, size_t *n)
{
	struct night_notice *all = arena_array(a, decision->n_due + 1, sizeof(*all));
	struct buf arguments = {0};

	*n = decision->n_due;
	for (size_t i = 0; i < *n; i++) {
		const struct fallen_due *f = &decision->due[i];

		buf_clear(&arguments);
		decision_render_arguments(&arguments, &f->says);
		all[i].due = f->due;
		all[i].item = (struct outbox_item){
			.key = str_copy(a, f->key),
			.kind = f->due->kind == DUE_MESSAGE ? STR("message") : STR("action"),
			.id = f->due->id,
			.member = str_copy(a, decision->member->id),
			.language = statement_language(st, decision->member),
			.offer = decision->policy->offers[f->offer].id,
			.day = f->day,
			.as_of = decision->today,
			.message = f->says.sentence->message,
			.arguments = str_copy(a, buf_str(&arguments)),
		};
	}
	buf_free(&arguments);
	return all;
}

static void count_one(struct night_count *count, const struct due *due)
{
	for (size_t i = 0; i < count->n_due; i++)
		count->due[i].n += count->due[i].due == due;
}

/* 1: nobody was told of it yet. */
static int announce(const struct night *night, struct diagnostics *d, const struct outbox_item *item)
{
	const struct night_options *o = night->options;
	enum outbox_state state = OUTBOX_PENDING;
	int known = 0;

	if (!o->dry_run)
		return outbox_announce(night->outbox, d, item);
	/* what a run that was cut off announced will be again */
	if (night->outbox)
		known = outbox_find(night->outbox, d, item->key, &state);
	known -= known == 1 && state == OUTBOX_ANNOUNCED;
	if (known == 0 && o->tell)
		o->tell(o->tell_context, NIGHT_ANNOUNCE, item->member, item->key);
	return known < 0 ? -1 : !known;
}

bool night_due_announce(const struct night *night, struct diagnostics *d, struct night_notice *notices,
                        size_t n, enum outbox_state state, struct night_count *count)
{
	for (size_t i = 0; i < n; i++) {
		int is_new;

		notices[i].item.state = state;
		is_new = announce(night, d, &notices[i].item);
		if (is_new < 0)
			return false;
		if (is_new)
			count_one(count, notices[i].due);
	}
	return true;
}

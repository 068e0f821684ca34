#include "site/content/help.h"

#include "base/arena.h"
#include "base/diag.h"
#include "site/content/link.h"

/* What is being gone through, and for whom. */
struct checker {
	struct diagnostics *d;
	const struct site *site;
};

static void check(const struct checker *c, struct str help, struct position where)
{
	size_t hash = str_find(help, STR("#"), 0);
	struct str path = str_slice(help, 0, hash < help.len ? hash : help.len);
	const struct outlines *all = c->site->outlines;
	const struct outline *page;

	if (help.len == 0 || site_is_unread(c->site, path))
		return;
	page = outline_find(all, path);
	if (!page || page->hidden) {
		struct str *names = arena_array(c->site->arena, all->n + 1, sizeof(*names));

		for (size_t i = 0; i < all->n; i++)
			names[i] = all->list[i].path;
		diag_add(c->d, BROKEN_HELP, where, str_z(c->site->arena, path));
		diag_suggest(c->d, path, names, all->n);
		return;
	}
	if (hash < help.len)
		link_check_anchor(c->d, c->site, page, str_slice(help, hash + 1, help.len), where);
}

static void check_sentence(const struct checker *c, const struct sentence *s)
{
	check(c, s->help, s->help_position);
}

static void check_refusals(const struct checker *c, const struct refusal *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_sentence(c, &list[i].say);
}

void help_check(struct diagnostics *d, const struct site *s)
{
	const struct policy *p = s->policy;
	struct checker c = {d, s};

	for (size_t i = 0; i < p->n_offers; i++) {
		const struct offer *o = &p->offers[i];

		check_sentence(&c, &o->requires_say);
		check_sentence(&c, &o->not_purchased);
		check_sentence(&c, &o->not_available);
		check_refusals(&c, o->closed, o->n_closed);
	}
	for (size_t i = 0; i < p->n_renewals; i++)
		for (size_t k = 0; k < p->renewals[i].n_states; k++) {
			const struct state *state = &p->renewals[i].states[k];

			check_sentence(&c, &state->say);
			for (size_t m = 0; m < state->n_dues; m++)
				check_sentence(&c, &state->dues[m].say);
		}
	for (size_t i = 0; i < p->n_actions; i++) {
		check(&c, p->actions[i].help, p->actions[i].help_position);
		check_refusals(&c, p->actions[i].refusals, p->actions[i].n_refusals);
	}
}

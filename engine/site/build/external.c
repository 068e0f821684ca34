#include "site/build/external.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "site/content/link.h"
#include "site/content/outline.h"
#include "text/words/url.h"

/* One link of one page, and the address it leads to. */
struct use {
	const struct outline *page;
	const struct outline_link *link;
	struct str url; /* without its fragment */
};

struct uses {
	struct use *at;
	size_t n;
};

/* Of http and https, and complete before any value is known. */
static bool is_external(struct str url)
{
	return url_is_web(url) && str_find(url, STR("{{"), 0) == SIZE_MAX;
}

static struct uses collect(struct arena *a, const struct outlines *all)
{
	struct uses uses = {0};

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->list[i].n_links; k++) {
			const struct outline_link *link = &all->list[i].links[k];
			size_t hash = str_find(link->url, STR("#"), 0);

			if (!is_external(link->url))
				continue;
			*ARRAY_ADD(a, uses.at, uses.n) = (struct use){
				&all->list[i], link,
				str_slice(link->url, 0, hash == SIZE_MAX ? link->url.len : hash)};
		}
	return uses;
}

static int by_url(const void *a, const void *b)
{
	return str_compare(((const struct use *)a)->url, ((const struct use *)b)->url);
}

/* What came of an answer, at one of the links that lead there. */
static void say(struct diagnostics *d, struct arena *a, const struct probe *p, struct position where)
{
	const char *url = str_z(a, p->url);
	struct str answer = str_format(a, "%ld", p->status);

	if (p->failed.len)
		diag_add(d, EXTERNAL_UNKNOWN, where, url, str_z(a, p->failed));
	else if (p->status == 401 || p->status == 403 || p->status == 429 || p->status >= 500)
		diag_add(d, EXTERNAL_UNKNOWN, where, url, str_format(a, "it answers %ld", p->status).at);
	else if (p->status >= 400)
		diag_add(d, EXTERNAL_BROKEN, where, url, answer.at);
	else if (p->moved.len)
		diag_add(d, EXTERNAL_MOVED, where, url, str_z(a, p->moved));
}

void external_check(struct diagnostics *d, struct site *s, const struct probe_setting *setting)
{
	struct arena *a = s->arena;
	struct uses uses = collect(a, s->outlines);
	struct probe *probes = arena_array(a, uses.n + 1, sizeof(*probes));
	struct link_places places = {d, a, s->root, NULL};
	size_t n = 0, p = 0;

	if (uses.n)
		qsort(uses.at, uses.n, sizeof(*uses.at), by_url);
	for (size_t i = 0; i < uses.n; i++)
		if (i == 0 || by_url(&uses.at[i - 1], &uses.at[i]) != 0)
			probes[n++] = (struct probe){.url = uses.at[i].url};
	if (!probe_run(d, a, probes, n, setting))
		return;
	for (size_t i = 0; i < uses.n; i++) {
		p += !str_equal(probes[p].url, uses.at[i].url);
		say(d, a, &probes[p], link_place(&places, uses.at[i].page, uses.at[i].link));
	}
}

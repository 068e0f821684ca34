#include "policy/clauses/owner.h"

#include "base/diag.h"

/* The programme that something at this place belongs to, or NOWHERE: what several share. */
static size_t programme_of(const struct reading *r, struct position p)
{
	size_t found = NOWHERE, depth = 0;

	if (r->policy->n_programmes == 1)
		return 0;
	for (size_t i = 0; i < r->policy->n_programmes && p.source; i++) {
		struct str folder = str_folder(r->policy->programmes[i].position.source->path);

		if (str_starts(p.source->path, folder) && folder.len >= depth) {
			found = i;
			depth = folder.len;
		}
	}
	return found;
}

size_t owner_require(struct reading *r, const struct declaration *d)
{
	size_t programme = programme_of(r, d->position);

	if (programme == NOWHERE && r->policy->n_programmes > 0)
		diag_add(r->d, OF_NO_PROGRAMME, d->position, reading_what(r, d));
	return programme == NOWHERE ? 0 : programme;
}

const struct programme *owner_at(const struct reading *r, struct position p)
{
	size_t programme = programme_of(r, p);

	return programme == NOWHERE ? &r->policy->programme : &r->policy->programmes[programme];
}

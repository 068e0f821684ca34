#include "policy/clauses/doubts.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/script/lost.h"

/* Where something was left out and nothing said, because what it names is in doubt itself. */
struct doubt {
	struct position position;
	struct doubt *next;
};

/* So many names are looked for in so many mistakes' declarations, no longer than that: rules may be made to be slow. */
enum { NAMES = 1000, MISTAKES = 20, LONGEST = 16 << 10 };

/* A declaration begins a line with a word. */
static bool begins(struct str line)
{
	return line.len > 0 && line.at[0] >= 'a' && line.at[0] <= 'z';
}

static struct position declaration_at(struct position p)
{
	const struct source *s = p.source;
	uint32_t first = source_line(s, p.offset), last = first;

	while (first > 1 && p.offset - source_offset(s, first, 0) < LONGEST &&
	       !begins(source_line_text(s, first)))
		first--;
	while (last < source_n_lines(s) && source_offset(s, last + 1, 0) - p.offset < LONGEST &&
	       !begins(source_line_text(s, last + 1)))
		last++;
	p.offset = source_offset(s, first, 0);
	p.length = source_offset(s, last + 1, 0) - p.offset;
	return p;
}

static bool is_within(struct position p, struct position whole)
{
	return p.source == whole.source && p.offset >= whole.offset && p.offset - whole.offset < whole.length;
}

/* What is only tried declares nothing. */
static bool declares(struct position declaration)
{
	struct str text = str_slice(declaration.source->text, declaration.offset,
	                            declaration.source->text.len);

	return !str_starts(text, STR("example")) && !str_starts(text, STR("sample"));
}

/* Whether it stands there in quotes, elsewhere than as the mistake itself. */
static bool is_named_in(struct position declaration, struct position mistake, struct str name)
{
	struct str text = declaration.source->text;

	if (declaration.length > 2 * LONGEST)
		return false;
	text = str_slice(text, 0, declaration.offset + declaration.length);
	for (size_t i = declaration.offset; (i = str_find(text, name, i)) != SIZE_MAX; i++)
		if (i > 0 && i + name.len < text.len && (text.at[i - 1] == '"' || text.at[i - 1] == '\'') &&
		    text.at[i + name.len] == text.at[i - 1] && i - 1 != mistake.offset)
			return true;
	return false;
}

static bool covers(struct position mistake, struct position wanted, struct str name)
{
	struct position whole;

	if (!mistake.source || mistake.source->text.len == 0 || name.len == 0)
		return false;
	whole = declaration_at(mistake);
	return !is_within(wanted, whole) && declares(whole) && is_named_in(whole, mistake, name);
}

bool doubts_cover(struct reading *r, struct position wanted, struct str name)
{
	bool covered = lost_may_declare(vocabulary_lost(r->vocabulary), name);
	size_t most = r->n_doubted++ < NAMES ? MISTAKES : 0;
	struct doubt *noted;
	struct position mistake;
	size_t at = 0;

	for (struct doubt *one = r->doubts; one && !covered && most > 0; one = one->next)
		covered = covers(one->position, wanted, name);
	for (size_t n = 0; n < most && !covered && diag_next_error(r->d, &at, &mistake); n++)
		covered = covers(mistake, wanted, name);
	if (covered) {
		noted = arena_alloc(r->a, sizeof(*noted));
		*noted = (struct doubt){wanted, r->doubts};
		r->doubts = noted;
	}
	return covered;
}

bool doubts_about(const struct reading *r, struct position declaration)
{
	struct position whole, mistake;
	size_t at = 0;

	if (!declaration.source)
		return false;
	for (const struct lost *l = vocabulary_lost(r->vocabulary); l; l = l->next)
		if (is_within(declaration, l->position))
			return true;
	whole = declaration_at(declaration);
	for (const struct doubt *one = r->doubts; one; one = one->next)
		if (is_within(one->position, whole))
			return true;
	while (diag_next_error(r->d, &at, &mistake))
		if (is_within(mistake, whole))
			return true;
	return false;
}

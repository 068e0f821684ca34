#include "text/markdown/markdown_reference.h"

#include "base/array.h"
#include "base/diag.h"

/* So many get a suggestion, out of so many: a page may hold a hundred thousand of either. */
enum { SUGGESTIONS = 20, CANDIDATES = 500 };

/* The labels that a text defines, in quotes and lists, too. */
static struct str *list_labels(struct arena *a, struct str text, size_t *n)
{
	struct str *labels = NULL, line;

	while (*n < CANDIDATES && str_cut(&text, '\n', &line)) {
		size_t open = str_find(line, STR("["), 0), end = str_find(line, STR("]:"), 0);

		if (open < end && end != SIZE_MAX && str_find(line, STR("]"), open) == end &&
		    !str_starts_at(line, open + 1, STR("^")))
			*ARRAY_ADD(a, labels, *n) = str_slice(line, open + 1, end);
	}
	return labels;
}

void markdown_reference_say(struct markdown_page *p, struct position where, struct str label)
{
	struct str *labels;
	size_t n = 0;

	diag_add(p->d, UNDEFINED_REFERENCE, where, str_z(p->arena, label));
	if (p->undefined++ >= SUGGESTIONS)
		return;
	labels = list_labels(p->scratch, p->file->source->text, &n);
	diag_suggest(p->d, label, labels, n);
}

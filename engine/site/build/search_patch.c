#include "site/build/search_patch.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "site/build/search.h"

/* A term that a changed page has now, or had: then its weight is 0. */
struct edit {
	struct search_term term;
	uint32_t document;
};

struct patching {
	struct arena *arena;
	const struct search_change *changes;
	size_t n_changes;
	struct edit *edits;   /* by term, then by page */
	size_t n_edits, done; /* those done stand first */
	struct buf *out;
	bool filled;
};

static void add_edits(struct patching *p, struct str terms, size_t document, bool had)
{
	struct search_term term;

	while (search_take_term(&terms, &term)) {
		if (had)
			term.weight = 0;
		*ARRAY_ADD(p->arena, p->edits, p->n_edits) = (struct edit){term, (uint32_t)document};
	}
}

static int compare(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;
	int order = str_compare(x->term.name, y->term.name);

	return order ? order : (x->document > y->document) - (x->document < y->document);
}

static void list_edits(struct patching *p)
{
	for (size_t i = 0; i < p->n_changes; i++) {
		add_edits(p, p->changes[i].before, p->changes[i].document, true);
		add_edits(p, p->changes[i].after, p->changes[i].document, false);
	}
	if (p->n_edits > 0)
		qsort(p->edits, p->n_edits, sizeof(*p->edits), compare);
}

static bool is_changed(const struct patching *p, uint32_t document)
{
	for (size_t i = 0; i < p->n_changes; i++)
		if (p->changes[i].document == document)
			return true;
	return false;
}

/* What stands there of a page. */
struct posting {
	struct str text; /* "document,weight" */
	uint32_t document;
};

static bool take_posting(struct str *postings, struct posting *taken)
{
	struct str document, weight;
	int64_t number;

	if (!str_cut(postings, ',', &document) || !str_cut(postings, ',', &weight) ||
	    !str_integer(document, &number))
		return false;
	taken->text = (struct str){document.at, document.len + 1 + weight.len};
	taken->document = (uint32_t)number;
	return true;
}

/* The line of a term that is edited next: what stood there of other pages, and what changed ones have. */
static void put_edited(struct patching *p, struct str postings)
{
	struct str term = p->edits[p->done].term.name;
	struct buf list = {0};
	struct posting old;
	size_t end = p->done;
	bool more = take_posting(&postings, &old);

	while (end < p->n_edits && str_equal(p->edits[end].term.name, term))
		end++;
	while (more || p->done < end) {
		const struct edit *now = p->done < end ? &p->edits[p->done] : NULL;

		if (more && (!now || old.document < now->document)) {
			if (!is_changed(p, old.document)) {
				buf_add(&list, old.text);
				buf_add_char(&list, ',');
			}
			more = take_posting(&postings, &old);
		} else {
			if (now->term.weight > 0)
				search_add_posting(&list, now->document, now->term.weight);
			p->done++;
		}
	}
	if (list.len > 0) {
		search_put_term(term, buf_str(&list), !p->filled, p->out);
		p->filled = true;
	}
	buf_free(&list);
}

/* One that was there: "term":[postings] and a comma, but for the last. */
static void put_line(struct patching *p, struct str line)
{
	size_t end = str_find(line, STR("\""), 1), close = str_find(line, STR("]"), 0);
	struct str term = str_slice(line, 1, end);
	int order = 1;

	while (p->done < p->n_edits && (order = str_compare(p->edits[p->done].term.name, term)) < 0)
		put_edited(p, (struct str){0});
	if (order == 0) {
		put_edited(p, str_slice(line, end + strlen("\":["), close));
		return;
	}
	buf_add_z(p->out, p->filled ? ",\n" : "");
	buf_add(p->out, str_slice(line, 0, close + 1));
	p->filled = true;
}

bool search_patch(struct arena *scratch, struct str was, const struct search_change *changes, size_t n,
                  struct buf *out)
{
	struct patching p = {.arena = scratch, .changes = changes, .n_changes = n, .out = out};
	struct str line;

	list_edits(&p);
	str_cut(&was, '\n', &line);
	buf_add(out, line);
	buf_add_char(out, '\n');
	while (str_cut(&was, '\n', &line) && str_starts(line, STR("\"")))
		put_line(&p, line);
	while (p.done < p.n_edits)
		put_edited(&p, (struct str){0});
	buf_add_z(out, SEARCH_END);
	return p.filled;
}

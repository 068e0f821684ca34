#include "site/build/build_memo.h"

#include "base/arena.h"
#include "base/crew.h"
#include "site/content/address.h"

static struct memo_file file_of(const struct published *p)
{
	return (struct memo_file){p->path, p->hash, p->stamp};
}

/* What was not kept. */
static void note_output(const struct build *b, struct memo_file *f)
{
	const struct published *now = f->stamp.inode == 0 ? publish_find(b->publish, f->path) : NULL;

	if (now)
		*f = file_of(now);
}

static void note_outputs(const struct build *b, struct arena *a, struct memo_page *m,
                         const struct build_page *page, const struct outline *o)
{
	size_t n = build_page_outputs(b, o);

	m->outputs = arena_array(a, n, sizeof(*m->outputs));
	for (; m->n_outputs < n; m->n_outputs++)
		m->outputs[m->n_outputs] = file_of(page->published[m->n_outputs]);
}

/* The pages that are told of, each written down by whichever hand is free. */
struct telling {
	struct build *b;
	const struct build_page **pages;
	struct str *told;
	size_t n;
};

static void tell_page(void *context, size_t hand, size_t item)
{
	const struct telling *t = context;
	const struct build *b = t->b;
	const struct build_page *page = t->pages[item];
	struct arena *a = b->hands[hand].own;
	struct memo_page p = {0};

	if (page->before) {
		p = *page->before;
	} else {
		p.inputs = page->inputs;
		p.n_inputs = page->n_inputs;
		note_outputs(b, a, &p, page, &b->site->outlines->list[page - b->pages]);
	}
	p.outline = b->site->outlines->list[page - b->pages];
	p.terms = page->terms.place;
	t->told[item] = memo_write_page(a, page->path, &p, b->site->config.n_languages);
}

/* The memo says of it what is true: it was not made, nor did its terms move. */
static bool is_told(const struct build_page *p)
{
	return p->before && p->before->terms.at == p->terms.place.at;
}

static struct telling tell_pages(struct build *b, bool all)
{
	struct arena *a = b->site->arena;
	struct telling t = {.b = b, .pages = arena_array(a, b->n_pages + 1, sizeof(struct build_page *))};

	for (size_t i = 0; i < b->n_pages; i++)
		if (all || !is_told(&b->pages[i]))
			t.pages[t.n++] = &b->pages[i];
	t.told = arena_array(a, t.n + 1, sizeof(*t.told));
	crew_run(b->n_hands, t.n, tell_page, &t);
	return t;
}

static bool any_copied(const struct memo *m)
{
	for (size_t i = 0; i < m->n_copies; i++)
		if (m->copies[i].to.stamp.inode == 0)
			return true;
	return false;
}

bool build_memo_write(struct build *b, struct memo *m)
{
	/* to read a few files again costs less than to write down how they are */
	size_t few = b->settled ? b->memo->stamp.size / 4 : 0;
	bool all = !b->settled || !memo_may_grow(b->memo) || atomic_load(&b->memo->looked) > few;
	struct telling t = tell_pages(b, all);

	/* what is added, be it no page, makes the memo younger than what was as young as it */
	if (!all && t.n == 0 && !any_copied(m) && atomic_load(&b->memo->fresh) <= few)
		return true;
	m->frame = frame_hash(b->frame);
	for (size_t i = 0; i < m->n_files; i++)
		note_output(b, &m->files[i]);
	memo_sort_files(m);
	m->terms = terms_stamp(b->options->out);
	for (size_t i = 0; i < m->n_copies; i++)
		note_output(b, &m->copies[i].to);
	return (all ? memo_save : memo_add)(b->d, b->options->out, m, t.told, t.n);
}

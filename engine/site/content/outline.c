#include "site/content/outline.h"

#include <stdlib.h>

#include "base/arena.h"
#include "site/content/caption.h"

static void copy_anchors(struct outline *o, struct arena *a, const struct document *doc)
{
	o->anchors = arena_array(a, doc->n_headings + doc->n_anchors + 1, sizeof(*o->anchors));
	for (size_t i = 0; i < doc->n_headings; i++)
		o->anchors[o->n_anchors++] = str_copy(a, doc->headings[i]->anchor);
	o->n_headings = o->n_anchors;
	for (size_t i = 0; i < doc->n_anchors; i++)
		o->anchors[o->n_anchors++] = str_copy(a, doc->anchors[i]);
}

static void copy_links(struct outline *o, struct arena *a, const struct document *doc)
{
	o->links = arena_array(a, doc->n_links + 1, sizeof(*o->links));
	for (size_t i = 0; i < doc->n_links; i++) {
		const struct document_link *l = &doc->links[i];
		const struct source *file = l->position.source;

		o->links[o->n_links++] = (struct outline_link){
			.url = str_copy(a, l->url),
			.file = file == doc->source ? (struct str){0} : str_copy(a, file->path),
			.offset = l->position.offset,
			.length = l->position.length,
			.image = l->image,
		};
	}
}

struct outline outline_make(struct arena *a, const struct page *p)
{
	struct outline o = {
		.path = str_copy(a, p->path),
		.robots = str_copy(a, p->robots),
		.section = str_copy(a, p->section),
		.nav = p->nav,
		.draft = p->draft,
		.hidden = p->draft,
		.links_lax = p->links_lax,
		.date = p->date,
	};

	o.redirects = arena_array(a, p->n_redirects + 1, sizeof(*o.redirects));
	for (; o.n_redirects < p->n_redirects; o.n_redirects++)
		o.redirects[o.n_redirects] = str_copy(a, p->redirects[o.n_redirects]);

	copy_anchors(&o, a, p->doc);
	copy_links(&o, a, p->doc);
	return o;
}

static struct outline_words words(const struct captions *c, struct arena *a, const struct document_block *b,
                                  size_t l)
{
	return (struct outline_words){caption_make(c, a, b, l), caption_is_foreign(c, b, l)};
}

void outline_put_words(struct outline *o, struct arena *a, const struct captions *c)
{
	const struct document_block *title = page_title(c->page);
	size_t n = c->site->config.n_languages;

	o->titles = arena_array(a, n, sizeof(*o->titles));
	o->descriptions = arena_array(a, n, sizeof(*o->descriptions));
	for (size_t l = 0; l < n; l++) {
		o->titles[l] = words(c, a, title, l);
		if (!title)
			o->titles[l].text = o->path;
		o->descriptions[l] = words(c, a, c->page->description, l);
	}
}

void outline_put_path(struct outline *o, struct arena *a, size_t n_languages)
{
	o->titles = arena_array(a, n_languages, sizeof(*o->titles));
	o->descriptions = arena_array(a, n_languages, sizeof(*o->descriptions));
	for (size_t l = 0; l < n_languages; l++)
		o->titles[l].text = o->path;
}

static int compare_path(const void *path, const void *outline)
{
	return str_compare(*(const struct str *)path, ((const struct outline *)outline)->path);
}

struct outline *outline_find(const struct outlines *all, struct str path)
{
	return all->n ? bsearch(&path, all->list, all->n, sizeof(*all->list), compare_path) : NULL;
}

bool outline_has_anchor(const struct outline *o, struct str anchor)
{
	return str_index(anchor, o->anchors, o->n_anchors) != SIZE_MAX;
}

static bool words_equal(const struct outline_words *a, const struct outline_words *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].foreign != b[i].foreign || !str_equal(a[i].text, b[i].text))
			return false;
	return true;
}

bool outline_equal(const struct outline *a, const struct outline *b, size_t n_languages)
{
	bool same = a->nav == b->nav && a->draft == b->draft && a->hidden == b->hidden &&
	            a->date == b->date && a->n_redirects == b->n_redirects && a->n_anchors == b->n_anchors &&
	            str_equal(a->path, b->path) && str_equal(a->robots, b->robots) &&
	            str_equal(a->section, b->section);

	for (size_t i = 0; i < a->n_anchors && same; i++)
		same = str_equal(a->anchors[i], b->anchors[i]);
	for (size_t i = 0; i < a->n_redirects && same; i++)
		same = str_equal(a->redirects[i], b->redirects[i]);
	return same && words_equal(a->titles, b->titles, n_languages) &&
	       words_equal(a->descriptions, b->descriptions, n_languages);
}

static void write_words(const struct outline_words *w, size_t n, struct buf *out)
{
	for (size_t l = 0; l < n; l++) {
		bytes_put_text(out, w[l].text);
		bytes_put_number(out, w[l].foreign);
	}
}

void outline_write(const struct outline *o, size_t n_languages, struct buf *out)
{
	bytes_put_text(out, o->path);
	bytes_put_text(out, o->robots);
	bytes_put_text(out, o->section);
	bytes_put_number(out, (uint64_t)o->nav);
	bytes_put_number(out, o->draft);
	bytes_put_number(out, o->hidden);
	bytes_put_number(out, o->links_lax);
	bytes_put_number(out, (uint32_t)o->date);
	bytes_put_number(out, o->n_redirects);
	for (size_t i = 0; i < o->n_redirects; i++)
		bytes_put_text(out, o->redirects[i]);
	bytes_put_number(out, o->warnings);
	bytes_put_number(out, o->n_headings);
	bytes_put_number(out, o->n_anchors);
	for (size_t i = 0; i < o->n_anchors; i++)
		bytes_put_text(out, o->anchors[i]);
	bytes_put_number(out, o->n_links);
	for (size_t i = 0; i < o->n_links; i++) {
		bytes_put_text(out, o->links[i].url);
		bytes_put_text(out, o->links[i].file);
		bytes_put_number(out, o->links[i].offset);
		bytes_put_number(out, o->links[i].length);
		bytes_put_number(out, o->links[i].image);
		bytes_put_number(out, o->links[i].lost);
	}
	write_words(o->titles, n_languages, out);
	write_words(o->descriptions, n_languages, out);
}

static struct outline_words *read_words(struct bytes *in, struct arena *a, size_t n)
{
	struct outline_words *w = arena_array(a, n, sizeof(*w));

	for (size_t l = 0; l < n; l++) {
		w[l].text = bytes_text(in);
		w[l].foreign = bytes_number(in);
	}
	return w;
}

bool outline_read(struct bytes *in, struct arena *a, size_t n_languages, struct outline *out)
{
	*out = (struct outline){.path = bytes_text(in), .robots = bytes_text(in), .section = bytes_text(in)};
	out->nav = (int64_t)bytes_number(in);
	out->draft = bytes_number(in);
	out->hidden = bytes_number(in);
	out->links_lax = bytes_number(in);
	out->date = (int32_t)(uint32_t)bytes_number(in);
	out->n_redirects = bytes_count(in);
	out->redirects = arena_array(a, out->n_redirects + 1, sizeof(*out->redirects));
	for (size_t i = 0; i < out->n_redirects; i++)
		out->redirects[i] = bytes_text(in);
	out->warnings = bytes_number(in);
	out->n_headings = bytes_count(in);
	out->n_anchors = bytes_count(in);
	out->anchors = arena_array(a, out->n_anchors + 1, sizeof(*out->anchors));
	for (size_t i = 0; i < out->n_anchors; i++)
		out->anchors[i] = bytes_text(in);
	out->n_links = bytes_count(in);
	out->links = arena_array(a, out->n_links + 1, sizeof(*out->links));
	for (size_t i = 0; i < out->n_links; i++) {
		struct outline_link *l = &out->links[i];

		l->url = bytes_text(in);
		l->file = bytes_text(in);
		l->offset = (uint32_t)bytes_number(in);
		l->length = (uint32_t)bytes_number(in);
		l->image = bytes_number(in);
		l->lost = bytes_number(in);
	}
	out->titles = read_words(in, a, n_languages);
	out->descriptions = read_words(in, a, n_languages);
	return !in->broken && out->n_headings <= out->n_anchors;
}

#include "site/build/build_page.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "site/build/search.h"
#include "site/content/address.h"
#include "site/content/caption.h"
#include "site/content/link.h"
#include "site/content/navigation.h"
#include "site/content/picture.h"
#include "site/content/toc.h"
#include "text/template/weave.h"

static bool is_statement(const struct build *b, struct str path)
{
	return str_equal(path, b->site->config.statement_page);
}

size_t build_page_outputs(const struct build *b, const struct outline *page)
{
	return page->hidden || is_statement(b, page->path) ? 0 : b->n_outputs;
}

/* The files that a page is made of, but for what it includes. */
static void list_inputs(struct build *b, struct build_page *p, struct arena *a)
{
	const struct config *c = &b->site->config;

	p->inputs = arena_array(a, c->n_languages, sizeof(*p->inputs));
	p->inputs[p->n_inputs++].path = str_format(a, "content/%.*s.md", STR_ARG(p->path));
	for (size_t l = 1; l < c->n_languages; l++)
		p->inputs[p->n_inputs++].path = str_format(a, "locales/%.*s/%.*s.xlf",
		                                           STR_ARG(c->languages[l]), STR_ARG(p->path));
}

/* A picture that the list of files does not have: to ask the system costs as much as to read one. */
static bool is_missing(const struct build *b, struct str path)
{
	static const struct str content = STR("content/");

	return picture_is_named(path) && str_starts(path, content) &&
	       !site_may_have(b->site, str_slice(path, content.len, path.len));
}

static bool is_as_it_was(struct build *b, struct arena *scratch, struct build_page *p)
{
	const struct memo_page *m = p->known;

	for (size_t i = 0; i < m->n_inputs; i++)
		if (is_missing(b, m->inputs[i].path)
		            ? m->inputs[i].stamp.inode != 0
		            : !memo_holds(b->memo, scratch, &b->memo->site, &m->inputs[i]))
			return false;
	for (size_t i = 0; b->options->out && !b->options->own && i < m->n_outputs; i++)
		if (!memo_holds(b->memo, scratch, &b->memo->out, &m->outputs[i]))
			return false;
	return m->n_outputs == build_page_outputs(b, &m->outline) &&
	       (b->terms_hold || terms_hold(b->terms, &m->terms));
}

/* Whether its head may hold a place in the navigation: then its title is wanted before others are written. */
static bool may_be_structure(const struct toc *toc, struct str path, struct str text)
{
	size_t end = str_find(text, STR("\n---"), 3);
	struct str head = str_slice(text, 0, end < text.len ? end : text.len);

	if (toc && toc_find(toc, path, &head) > 0)
		return true;
	return str_is(path, "index") || str_find(head, STR("nav"), 0) != SIZE_MAX ||
	       str_find(head, STR("\\"), 0) != SIZE_MAX;
}

/* Some thousand pages: of more, the others are read again to be made, and for the places of their links. */
enum { TEXTS = 32 << 20 };

/* Of a page that was not held the stamp is from before, too, should it change until it is read again. */
static void note_inputs(struct build *b, struct build_hand *h, struct build_page *p)
{
	struct diagnostics *unheard = diag_open();
	struct str bytes = {0};
	bool held;

	p->source = NULL;
	p->n_inputs = 0;
	list_inputs(b, p, h->own);
	held = atomic_load(&b->texts) < TEXTS;
	if (file_read_stamped(unheard, held ? h->own : h->scratch,
	                      file_path(h->scratch, b->site->root, p->inputs[0].path), PAGE_LIMIT, &bytes,
	                      &p->inputs[0].stamp)) {
		atomic_fetch_add(&b->texts, bytes.len);
		p->inputs[0].hash = hash_of(bytes);
		p->source = held ? source_take(unheard, h->own, p->inputs[0].path, bytes) : NULL;
	}
	p->structure = may_be_structure(b->site->toc, p->path, bytes);
	arena_reset(h->scratch);
	diag_close(unheard);
}

void build_page_compare(void *build, size_t hand, size_t item)
{
	struct build *b = build;
	struct build_hand *h = &b->hands[hand];
	struct build_page *p = &b->pages[item];
	struct outline *o = &b->site->outlines->list[item];

	p->known = memo_page(b->memo, h->own, p->path);
	p->before = p->known && is_as_it_was(b, h->scratch, p) ? p->known : NULL;
	p->terms = (struct terms){0};
	if (p->before) {
		*o = p->before->outline;
		o->kept = true;
		p->terms.place = p->before->terms;
		p->terms.bytes = terms_at(b->terms, &p->terms.place);
	} else {
		note_inputs(b, h, p);
	}
	arena_reset(h->scratch);
}

static struct page *load(struct build *b, struct build_hand *h, struct build_page *p)
{
	const struct config *c = &b->site->config;
	struct page *page = p->source ? page_take(p->said, h->page, b->site->root, c, p->path, p->source)
	                              : page_load(p->said, h->page, b->site->root, c, p->path);

	if (!page)
		return NULL;
	if (b->site->toc)
		page->nav = (int64_t)toc_find(b->site->toc, page->path, &page->section);
	link_resolve(p->said, h->page, b->site, page, is_statement(b, p->path));
	return page;
}

/* A draft, or a page whose day has not come; only checking sees no days. */
static bool is_hidden(const struct build *b, const struct page *page)
{
	const struct build_options *o = b->options;

	if (o->drafts)
		return false;
	return page->draft || (o->out && page->publish != DATE_NONE && (!o->dated || o->day < page->publish));
}

static struct captions captions_of(const struct build *b, struct build_hand *h, const struct page *page)
{
	return (struct captions){b->site, page, h->languages, value_record(b->figures, b->n_figures),
	                         &h->caption};
}

static void make_outline(struct build *b, struct build_hand *h, const struct build_page *p,
                         const struct page *page, struct outline *o)
{
	struct captions captions = captions_of(b, h, page);

	*o = outline_make(h->own, page);
	outline_put_words(o, h->own, &captions);
	o->warnings = diag_warnings(p->said);
	o->hidden = is_hidden(b, page);
	o->source = p->source;
}

void build_page_outline(void *build, size_t hand, size_t item)
{
	struct build *b = build;
	struct build_hand *h = &b->hands[hand];
	struct build_page *p = &b->pages[item];
	struct outline *o = &b->site->outlines->list[item];
	struct page *page;

	if (p->before || !p->structure)
		return;
	/* what is to be said of it is said when it is made */
	p->said = diag_open();
	page = load(b, h, p);
	if (page) {
		make_outline(b, h, p, page, o);
	} else {
		outline_put_path(o, h->own, b->site->config.n_languages);
		p->structure = false;
	}
	diag_close(p->said);
	p->said = NULL;
	arena_reset(h->page);
}

/* What its catalogues say, which are much larger than itself, is read once: when they are loaded. */
static void note_catalogues(struct build_page *p, const struct page *page, size_t n_languages)
{
	for (size_t l = 1; l < n_languages; l++) {
		p->inputs[l].stamp = page->stamps[l];
		if (page->catalogues[l] && page->catalogues[l]->file)
			p->inputs[l].hash = hash_of(page->catalogues[l]->file->text);
	}
}

/* What a page includes and shows is known once it has been read; of a picture it matters, too, that it is not there. */
static void add_inputs(struct build *b, struct build_hand *h, struct build_page *p, const struct page *page)
{
	const struct document *doc = page->doc;
	struct memo_file *all = arena_array(h->own, p->n_inputs + doc->n_includes + page->n_looked_for,
	                                    sizeof(*all));

	memcpy(all, p->inputs, p->n_inputs * sizeof(*all));
	p->inputs = all;
	for (size_t i = 0; i < doc->n_includes; i++) {
		struct memo_file *f = &all[p->n_inputs];
		const char *path = file_path(h->scratch, b->site->root, doc->includes[i]);
		struct str bytes;

		f->path = str_copy(h->own, doc->includes[i]);
		f->stamp = stamp_of(path);
		if (file_read(p->said, h->scratch, path, SOURCE_LIMIT, &bytes)) {
			f->hash = hash_of(bytes);
			p->n_inputs++;
		}
	}
	for (size_t i = 0; i < page->n_looked_for; i++) {
		struct memo_file *f = &all[p->n_inputs++];
		const char *path = file_path(h->scratch, b->site->root, page->looked_for[i]);
		struct str bytes = {0};

		f->path = str_copy(h->own, page->looked_for[i]);
		if (!is_missing(b, f->path))
			f->stamp = stamp_of(path);
		if (f->stamp.inode != 0)
			bytes = file_read_map(path);
		f->hash = hash_of(bytes);
		file_read_unmap(bytes);
	}
	arena_reset(h->scratch);
}

static const struct template *weave(struct build *b, struct build_hand *h, struct build_page *p,
                                    const struct page *page, size_t l)
{
	const struct site *s = b->site;
	struct weave w = {
		.catalogue = page->catalogues[l],
		.source_language = s->config.source_language,
		.language = s->languages[l].tag,
		.source_direction = locale_direction(s->languages[0].locale),
		.direction = locale_direction(s->languages[l].locale),
		.views = config_views(&s->config, l),
		.badge_stale = s->config.badge_stale,
		.messages = s->languages[l].messages,
		.source_messages = s->languages[0].messages,
		.partial = theme_partial,
		.context = theme_for(h->theme, p->said, h->page),
		.room = &h->program,
	};

	return weave_page(p->said, h->page, page->doc, &w);
}

/* The page in its theme, as it will be published: every name of either is one that its values have. */
static void check_slots(struct build *b, struct build_hand *h, struct build_page *p,
                        const struct template *body, const struct value *root)
{
	const struct template_name *names;

	if (!h->known)
		h->known = arena_array(h->own, template_names(b->frames[0], &names), sizeof(*h->known));
	template_check(p->said, b->frames[0], root, h->known);
	template_check(p->said, body, root, NULL);
}

/* What its head has the page shown by elsewhere. */
static void check_head(struct build *b, struct build_hand *h, struct build_page *p, const struct page *page)
{
	struct captions captions = captions_of(b, h, page);
	const struct front_node *section = frontmatter_get(&page->doc->front->root, "section");

	caption_check(&captions, p->said, h->page, page->title);
	caption_check(&captions, p->said, h->page, page->description);
	if (section && !b->site->toc)
		navigation_check_section(p->said, b->site, page->section, section->position);
}

static struct template_manner manner_of(const struct build_hand *h, size_t l, enum view view)
{
	const struct language *language = &h->languages[l], *source = &h->languages[0];

	return (struct template_manner){
		.page = {language->locale, language->messages},
		.source = {source->locale, source->messages},
		.view = view,
	};
}

/* All views of a page in a language: the plain one, which is written first, and where the others differ. */
struct written {
	const struct frame_page *page;
	struct template_framed framed;
	struct template_views views;
};

/* For the search, too, what the plain one says: its text as published, without the frame. */
static void write_view(struct build *b, struct build_hand *h, struct build_page *p, struct written *w,
                       size_t output)
{
	enum view view = b->outputs[output].view;
	size_t l = w->page->language;
	struct template_manner manner = manner_of(h, l, view);
	struct buf *out = view == VIEW_PLAIN ? &h->out : &h->other;
	struct str text = {0};

	buf_clear(out);
	if (view == VIEW_PLAIN)
		text = template_render_framed(&w->framed, &manner, out, &w->views);
	else
		template_render_view(&w->framed, &manner, buf_str(&h->out), &w->views, out);
	p->published[output] = publish_file(b->publish, p->said,
	                                    address_file(h->scratch, h->languages[l].tag, view, p->path),
	                                    buf_str(out));
	if (!p->published[output])
		atomic_store(&b->failed, true);
	else if (view == VIEW_PLAIN && b->frame->search)
		h->terms[l] = search_terms(h->page, h->scratch, text, w->page->outline->titles[l].text);
}

static void make_language(struct build *b, struct build_hand *h, struct build_page *p,
                          const struct page *page, const struct outline *o, size_t l)
{
	struct captions captions = captions_of(b, h, page);
	struct frame_page f = {b->frame, &captions, page, o, l};
	const struct template *body = weave(b, h, p, page, l);
	struct value root;
	struct written w = {&f, {b->frames[l], body, &root}, {.arena = h->page}};

	if (!body || !b->frames[l])
		return;
	root = frame_make(&f, h->page);
	if (l == 0)
		check_slots(b, h, p, body, &root);
	if (diag_errors(p->said) > 0)
		atomic_store(&b->failed, true);
	for (size_t i = 0; i < b->n_outputs; i++) {
		if (b->outputs[i].language == l && b->publish && !o->hidden && !atomic_load(&b->failed))
			write_view(b, h, p, &w, i);
		arena_reset(h->scratch);
	}
}

static void make_page(struct build *b, struct build_hand *h, struct build_page *p, const struct page *page,
                      const struct outline *o)
{
	size_t n = b->publish ? b->site->config.n_languages : 1;

	/* a statement's own slots are statement_check's */
	if (is_statement(b, p->path)) {
		weave(b, h, p, page, 0);
		return;
	}
	check_head(b, h, p, page);
	p->published = arena_array(h->own, b->n_outputs, sizeof(struct published *));
	memset(h->terms, 0, n * sizeof(*h->terms));
	for (size_t l = 0; l < n; l++)
		make_language(b, h, p, page, o, l);
	buf_clear(&h->text);
	for (size_t l = 0; l < n; l++)
		bytes_put_text(&h->text, h->terms[l]);
	p->terms = (struct terms){.bytes = str_copy(h->own, buf_str(&h->text)),
	                          .hash = hash_of(buf_str(&h->text)),
	                          .made = true};
}

/* What is said of the page stays until it is printed, the page itself does not. */
static void forget(struct build_hand *h, struct build_page *p)
{
	if (diag_errors(p->said) + diag_warnings(p->said) > 0) {
		diag_settle(p->said, h->own);
	} else {
		diag_close(p->said);
		p->said = NULL;
	}
	arena_reset(h->page);
}

void build_page_make(void *build, size_t hand, size_t item)
{
	struct build *b = build;
	struct build_hand *h = &b->hands[hand];
	struct build_page *p = &b->pages[item];
	struct outline *o = &b->site->outlines->list[item];
	struct page *page;

	if (p->before) {
		for (size_t i = 0; b->publish && i < p->before->n_outputs; i++)
			publish_keep(b->publish, p->before->outputs[i].path);
		return;
	}
	p->said = diag_open();
	page = load(b, h, p);
	p->missing = !page;
	if (page) {
		note_catalogues(p, page, b->site->config.n_languages);
		add_inputs(b, h, p, page);
		/* others are reading the outline of a page whose title they show */
		if (!p->structure) {
			p->made = o = arena_alloc(h->own, sizeof(*o));
			make_outline(b, h, p, page, o);
		}
		if (b->n_figures > 0 && b->theme)
			make_page(b, h, p, page, o);
		o->warnings = diag_warnings(p->said);
	}
	if (diag_errors(p->said) > 0)
		atomic_store(&b->failed, true);
	forget(h, p);
}

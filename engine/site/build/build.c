#include "site/build/build.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "base/identity.h"
#include "site/build/build_memo.h"
#include "site/build/build_search.h"
#include "site/build/build_whole.h"
#include "site/content/toc.h"

/* Everything that no page alone is made of. */
static struct hash context_of(const struct build *b)
{
	const struct site *s = b->site;
	struct hash h = hash_join(identity_hash(), s->policy->hash);
	char day[11];

	h = hash_join(h, hash_of(s->config.source->text));
	for (size_t l = 0; l < s->config.n_languages; l++)
		h = hash_join(hash_join(h, message_hash(s->languages[l].messages)),
		              hash_of(s->languages[l].tag));
	h = hash_join(h, theme_hash(b->theme));
	if (s->toc)
		h = hash_join(h, hash_of(s->toc->source->text));
	h = hash_join(h, hash_of(b->options->dated ? STR("dated") : STR("")));
	h = hash_join(h, hash_of(b->options->drafts ? STR("drafts") : STR("")));
	return hash_join(h, hash_of(str_from(date_format(b->options->day, day))));
}

static void open_hands(struct build *b)
{
	const struct site *s = b->site;
	struct arena *a = s->arena;

	b->hands = arena_array(a, b->n_hands, sizeof(*b->hands));
	for (size_t i = 0; i < b->n_hands; i++) {
		struct build_hand *h = &b->hands[i];

		h->page = arena_open();
		h->scratch = arena_open();
		h->own = arena_open();
		h->theme = b->theme;
		h->languages = arena_array(a, s->config.n_languages, sizeof(*h->languages));
		h->terms = arena_array(a, s->config.n_languages, sizeof(*h->terms));
		for (size_t l = 0; l < s->config.n_languages; l++) {
			h->languages[l] = s->languages[l];
			h->languages[l].locale = locale_open(s->languages[l].tag);
		}
	}
}

static void close_hands(struct build *b)
{
	for (size_t i = 0; i < b->n_hands; i++) {
		struct build_hand *h = &b->hands[i];

		for (size_t l = 0; l < b->site->config.n_languages; l++)
			locale_close(h->languages[l].locale);
		template_room_free(&h->program);
		buf_free(&h->caption);
		buf_free(&h->out);
		buf_free(&h->other);
		buf_free(&h->text);
		arena_close(h->page);
		arena_close(h->scratch);
		site_adopt(b->site, h->own);
	}
}

/* The layouts of the theme in every language; what is wrong with them is said whether or not there are pages. */
static void compile_theme(struct build *b, struct arena *a)
{
	const struct site *s = b->site;
	static const char *const others[] = {"chooser", "404", "search"};

	b->frames = arena_array(a, s->config.n_languages, sizeof(*b->frames));
	for (size_t l = 0; b->theme && l < s->config.n_languages; l++) {
		b->frames[l] = theme_compile(b->d, a, b->theme, "page", s->languages[l].messages, NULL);
		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
			if (i < 2 || theme_has(b->theme, str_from(others[i])))
				theme_compile(b->d, a, b->theme, others[i], s->languages[l].messages, NULL);
	}
}

static void list_outputs(struct build *b)
{
	const struct config *c = &b->site->config;

	b->outputs = arena_array(b->site->arena, c->n_languages * (VIEW_COLUMNS + 1), sizeof(*b->outputs));
	for (size_t l = 0; l < c->n_languages; l++)
		for (enum view v = VIEW_PLAIN; v <= VIEW_COLUMNS; v++)
			if (config_views(c, l) & 1U << v)
				b->outputs[b->n_outputs++] = (struct build_output){l, v};
}

static bool list_pages(struct build *b, struct diagnostics *said)
{
	struct arena *a = b->site->arena;
	struct outlines *all = arena_alloc(a, sizeof(*all));
	struct folder_entries files;

	b->site->outlines = all;
	if (!site_list_pages(said, b->site, &files))
		return false;
	b->n_pages = all->n = files.n;
	b->pages = arena_array(a, files.n + 1, sizeof(*b->pages));
	all->list = arena_array(a, files.n + 1, sizeof(*all->list));
	for (size_t i = 0; i < files.n; i++)
		all->list[i].path = b->pages[i].path = files.paths[i];
	return true;
}

/* What has nothing to do with each other, and so is made ready at the same time. */
struct preparing {
	struct build *b;
	struct arena *theme, *known, *catalogues;
	struct diagnostics *of_pages, *of_catalogues; /* as files */
	struct memo *memo;
	bool listed;
};

static void prepare_one(void *context, size_t hand, size_t item)
{
	struct preparing *p = context;
	const struct build *b = p->b;

	(void)hand;
	if (item == 0)
		p->listed = list_pages(p->b, p->of_pages);
	else if (item == 1 && b->options->out && !b->options->anew)
		p->memo = memo_load(p->known, b->site->root, b->options->out, b->site->config.n_languages);
	else if (item == 2)
		site_list_catalogues(p->of_catalogues, p->catalogues, b->site);
	else if (item == 3)
		compile_theme(p->b, p->theme);
}

/* *memo: NULL, or what the last build knew, whatever it was made of.  false: the pages can't be found. */
static bool prepare(struct build *b, struct memo **memo)
{
	struct preparing p = {
		.b = b, .theme = arena_open(), .known = arena_open(), .catalogues = arena_open()};

	p.of_pages = diag_open();
	p.of_catalogues = diag_open();
	crew_run(b->n_hands, 4, prepare_one, &p);
	site_adopt(b->site, p.theme);
	site_adopt(b->site, p.known);
	site_adopt(b->site, p.catalogues);
	diag_move(b->d, p.of_pages);
	diag_move(b->d, p.of_catalogues);
	diag_close(p.of_pages);
	diag_close(p.of_catalogues);
	*memo = p.memo;
	return p.listed;
}

/* The pages' words go to the one who prints, in the pages' order, and their outlines to the site. */
static void collect(struct build *b)
{
	struct outlines *all = b->site->outlines;
	size_t n = 0;

	for (size_t i = 0; i < b->n_pages; i++) {
		struct build_page *p = &b->pages[i];

		if (p->said) {
			diag_move(b->d, p->said);
			diag_close(p->said);
		}
		b->site->n_quiet += p->before ? all->list[i].warnings : 0;
		if (p->missing)
			continue;
		all->list[n] = p->made ? *p->made : all->list[i];
		b->pages[n++] = *p;
	}
	all->n = b->n_pages = n;
}

static bool publish_all(struct build *b, struct hash context)
{
	struct memo memo = {.context = context};

	return build_whole_publish(b, &memo) && publish_finish(b->publish, b->n_hands) &&
	       build_memo_write(b, &memo);
}

/* Whether each page shows to others what it did, and there are the same files. */
static bool is_settled(struct build *b)
{
	const struct outlines *all = b->site->outlines;
	const struct folder_entries *assets = &b->site->assets;
	size_t n = 0;

	if (!b->memo || b->memo->n_copies != assets->n)
		return false;
	for (size_t i = 0; i < assets->n; i++)
		if (!str_equal(b->memo->copies[i].to.path, assets->paths[i]))
			return false;
	for (size_t i = 0; i < all->n; i++) {
		const struct memo_page *m = b->pages[i].known;

		n += m != NULL;
		if (!b->pages[i].before &&
		    (!m || !outline_equal(&m->outline, &all->list[i], b->site->config.n_languages)))
			return false;
	}
	return n == b->memo->n_pages;
}

/* Links of pages that have not changed lead where they led. */
static void settle(struct build *b)
{
	b->settled = is_settled(b);
	for (size_t i = 0; b->settled && i < b->n_pages; i++)
		b->site->outlines->list[i].settled = b->pages[i].before != NULL;
}

static void open_frame(struct build *b)
{
	b->frame = frame_open(b->site->arena, b->site, b->theme, b->figures);
	b->frame->search = b->site->config.search && b->theme && build_search_is_had(b->site, b->theme);
}

/* What pages show of others may have changed: then all of them have. */
static void forget_frames(struct build *b)
{
	struct hash now;

	open_frame(b);
	now = frame_hash(b->frame);
	if (!b->memo || hash_equal(now, b->memo->frame))
		return;
	b->memo = NULL;
	crew_run(b->n_hands, b->n_pages, build_page_compare, b);
	crew_run(b->n_hands, b->n_pages, build_page_outline, b);
	open_frame(b);
}

/* Of a file that may have been touched each page's terms are looked at. */
static void open_terms(struct build *b)
{
	struct stamp now = terms_stamp(b->options->out);

	if (!b->memo)
		return;
	b->terms = terms_open(b->options->out);
	/* however fresh: what a build writes makes it longer, or another file */
	b->terms_hold = stamp_equal(&now, &b->memo->terms);
	if (!b->terms_hold)
		atomic_fetch_add(&b->memo->looked, b->terms.len);
}

bool build_run(struct diagnostics *d, struct site *s, struct theme *t, const struct build_options *o,
               struct publish_count *count)
{
	struct build b = {.d = d, .site = s, .theme = t, .options = o};
	size_t errors;
	struct hash context = {0};
	struct memo *known = NULL;
	bool done = false;

	b.n_hands = o->hands > 0 ? o->hands : crew_hands();
	if (s->policy) {
		figures_make(s->arena, s->policy, o->day, b.figures);
		b.n_figures = FIGURES_FIELDS;
	}
	list_outputs(&b);
	if (!prepare(&b, &known))
		goto done;
	errors = diag_errors(d);
	if (o->out && t && s->policy && errors == 0) {
		context = context_of(&b);
		b.memo = known && hash_equal(known->context, context) ? known : NULL;
		open_terms(&b);
		b.publish = publish_open(d, o->out);
		if (!b.publish)
			goto done;
	}
	open_hands(&b);
	crew_run(b.n_hands, b.n_pages, build_page_compare, &b);
	crew_run(b.n_hands, b.n_pages, build_page_outline, &b);
	forget_frames(&b);
	crew_run(b.n_hands, b.n_pages, build_page_make, &b);
	collect(&b);
	settle(&b);
	site_check_pages(d, s, b.n_hands);
	if (b.publish && diag_errors(d) == 0) {
		done = publish_all(&b, context);
		*count = publish_count(b.publish);
	}
	close_hands(&b);
done:
	file_read_unmap(b.terms);
	memo_close(known);
	publish_close(b.publish);
	return done || (!o->out && diag_errors(d) == 0);
}

int32_t build_newest_day(const struct policy *p)
{
	int32_t newest = p->programme.begins;

	for (size_t i = 0; i < p->n_parameters; i++) {
		const struct parameter *q = &p->parameters[i];

		if (q->n_rows > 0 && q->rows[q->n_rows - 1].from > newest)
			newest = q->rows[q->n_rows - 1].from;
	}
	return newest;
}

#include "site/content/site.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/crew.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"
#include "policy/check/rules.h"
#include "site/content/address.h"
#include "site/content/clash.h"
#include "site/content/link.h"
#include "site/content/navigation.h"
#include "site/content/outline.h"
#include "site/content/redirect.h"
#include "site/content/toc.h"
#include "site/content/wording.h"
#include "text/catalogue/pseudo.h"

static void open_language(struct diagnostics *d, struct site *s, size_t i)
{
	struct arena *a = s->arena;
	struct language *l = &s->languages[i];
	struct str path = str_format(a, "locales/%.*s/messages.xlf", STR_ARG(s->config.languages[i]));

	l->tag = s->config.languages[i];
	l->locale = locale_open(l->tag);
	if (i > 0 && file_exists(file_path(a, s->root, path)))
		l->catalogue = catalogue_load_file(d, a, s->root, path, NULL);
	else if (i > 0 && pseudo_of(l->tag))
		l->catalogue = pseudo_translate(a,
		                                message_update(a, s->messages, s->n_messages, NULL,
		                                               s->config.source_language, l->tag),
		                                pseudo_of(l->tag));
	l->messages = message_compile(d, a, s->messages, s->n_messages, l->catalogue);
}

static void load_messages(struct diagnostics *d, struct site *s)
{
	const struct source *yaml = source_load(d, s->arena, s->root, STR("content/messages.yaml"), 4 << 20);
	struct position start = {yaml, 0, 0};

	/* without any, nobody misses each of them */
	if (yaml && message_load_source(d, s->arena, yaml, &s->messages, &s->n_messages) &&
	    s->n_messages == 0)
		diag_add(d, NO_SENTENCES, start);
	s->languages = arena_array(s->arena, s->config.n_languages, sizeof(*s->languages));
	for (size_t i = 0; i < s->config.n_languages; i++)
		open_language(d, s, i);
}

/* What pages include is not a page. */
static bool is_part(struct str path)
{
	return str_starts(path, STR("includes/")) || str_find(path, STR("/includes/"), 0) != SIZE_MAX;
}

static void add_page(struct diagnostics *d, struct site *s, struct str path, struct folder_entries *out)
{
	if (address_is_page(path))
		out->paths[out->n++] = path;
	else
		diag_add(d, BAD_PAGE_PATH, POSITION_NONE, str_z(s->arena, path));
}

bool site_list_pages(struct diagnostics *d, struct site *s, struct folder_entries *out)
{
	struct folder_entries all;

	if (!folder_walk(d, s->arena, s->root, "content", "", &all))
		return false;
	*out = (struct folder_entries){arena_array(s->arena, all.n + 1, sizeof(struct str)), 0};
	s->assets = (struct folder_entries){arena_array(s->arena, all.n + 1, sizeof(struct str)), 0};
	for (size_t i = 0; i < all.n; i++) {
		struct str path = all.paths[i];

		if (str_ends(path, STR(".md")) && !is_part(path))
			add_page(d, s, str_slice(path, 0, path.len - 3), out);
		else if (!str_ends(path, STR(".md")) && !str_ends(path, STR(".yaml")))
			s->assets.paths[s->assets.n++] = path;
	}
	/* without their suffix "a" comes before "a-b" */
	if (out->n > 0)
		qsort(out->paths, out->n, sizeof(*out->paths), str_by_bytes);
	s->listed = *out;
	return true;
}

bool site_may_have(const struct site *s, struct str path)
{
	return !s->assets.paths ||
	       bsearch(&path, s->assets.paths, s->assets.n, sizeof(path), str_by_bytes) != NULL;
}

bool site_is_unread(const struct site *s, struct str path)
{
	return s->listed.n > 0 && !outline_find(s->outlines, path) &&
	       bsearch(&path, s->listed.paths, s->listed.n, sizeof(path), str_by_bytes) != NULL;
}

static void load_pages(struct diagnostics *d, struct site *s)
{
	struct arena *a = s->arena;
	struct outlines *all = arena_alloc(a, sizeof(*all));
	struct folder_entries files;

	s->outlines = all;
	if (!site_list_pages(d, s, &files))
		return;
	s->pages = arena_array(a, files.n + 1, sizeof(*s->pages));
	all->list = arena_array(a, files.n + 1, sizeof(*all->list));
	for (size_t i = 0; i < files.n; i++) {
		struct page *p = page_load(d, a, s->root, &s->config, files.paths[i]);

		if (p)
			s->pages[s->n_pages++] = *p;
	}
	for (size_t i = 0; i < s->n_pages; i++) {
		all->list[all->n++] = outline_make(a, &s->pages[i]);
		link_resolve(d, a, s, &s->pages[i], str_equal(s->pages[i].path, s->config.statement_page));
	}
	s->statement = site_page(s, s->config.statement_page);
}

void site_list_catalogues(struct diagnostics *d, struct arena *a, struct site *s)
{
	s->catalogues = arena_array(a, s->config.n_languages, sizeof(*s->catalogues));
	for (size_t i = 1; i < s->config.n_languages; i++) {
		const char *folder = str_format(a, "locales/%.*s", STR_ARG(s->config.languages[i])).at;

		/* of a folder that can't be read none is listed */
		if (!folder_walk(d, a, s->root, folder, ".xlf", &s->catalogues[i]))
			s->catalogues[i].n = 0;
	}
}

/* A translation whose page is gone: said, for nobody would see it otherwise. */
static void check_lost_catalogues(struct diagnostics *d, struct site *s)
{
	struct arena *a = s->arena;

	if (!s->catalogues)
		site_list_catalogues(d, a, s);
	for (size_t i = 1; i < s->config.n_languages; i++) {
		const struct folder_entries *files = &s->catalogues[i];

		for (size_t k = 0; k < files->n; k++) {
			struct str path = files->paths[k], page;

			path.len -= strlen(".xlf");
			if (str_is(path, "messages") || outline_find(s->outlines, path))
				continue;
			page = str_format(a, "content/%.*s.md", STR_ARG(path));
			if (!file_exists(file_path(a, s->root, page)))
				diag_add(d, LOST_CATALOGUE, POSITION_NONE,
				         str_z(a, str_format(a, "locales/%.*s/%.*s",
				                             STR_ARG(s->config.languages[i]),
				                             STR_ARG(files->paths[k]))),
				         str_z(a, page));
		}
	}
}

/* What a sentence takes and the rule does not give: the page would have a hole. */
static void check_arguments(struct diagnostics *d, const struct site *s, const struct message_use *use)
{
	const struct str *names;
	size_t n = message_arguments(s->languages[0].messages, use->id, &names);
	struct str *given = arena_array(s->arena, use->n_arguments + 1, sizeof(*given));

	for (size_t i = 0; i < use->n_arguments; i++)
		given[i] = use->arguments[i].name;
	for (size_t i = 0; i < n; i++) {
		bool found = false;

		for (size_t k = 0; k < use->n_arguments; k++)
			found |= str_equal(names[i], given[k]);
		if (found)
			continue;
		diag_add(d, MESSAGE_WANTS_MORE, use->position, str_z(s->arena, use->id),
		         str_z(s->arena, names[i]));
		diag_suggest(d, names[i], given, use->n_arguments);
	}
}

/* Also of a broken policy, whose sentences are not given all that they would be. */
static void check_sentences(struct diagnostics *d, const struct site *s, const struct policy *p)
{
	struct str *ids = arena_array(s->arena, s->n_messages + 1, sizeof(*ids));

	for (size_t i = 0; i < s->n_messages; i++)
		ids[i] = s->messages[i].id;
	for (size_t i = 0; i < p->n_messages && s->n_messages > 0; i++) {
		const struct message_use *use = &p->messages[i];

		if (message_find(s->languages[0].messages, use->id)) {
			if (s->policy)
				check_arguments(d, s, use);
			continue;
		}
		diag_add(d, NO_SENTENCE, use->position, str_z(s->arena, use->id));
		diag_suggest(d, use->id, ids, s->n_messages);
	}
}

static void check_toc(struct diagnostics *d, const struct site *s)
{
	const struct outlines *all = s->outlines;

	for (size_t i = 0; s->toc && i < s->toc->n; i++) {
		const struct toc_entry *e = &s->toc->entries[i];
		struct str *names;

		if (i == 0 || !str_equal(e->section, e[-1].section))
			navigation_check_section(d, s, e->section, e->section_position);
		if (outline_find(all, e->page) || site_is_unread(s, e->page))
			continue;
		names = arena_array(s->arena, all->n + 1, sizeof(*names));
		for (size_t k = 0; k < all->n; k++)
			names[k] = all->list[k].path;
		diag_add(d, TOC_PAGE, e->position, str_z(s->arena, e->page));
		diag_suggest(d, e->page, names, all->n);
	}
}

void site_check_pages(struct diagnostics *d, struct site *s, size_t hands)
{
	check_toc(d, s);
	redirect_check(d, s);
	clash_check(d, s);
	check_lost_catalogues(d, s);
	link_check_all(d, s, hands);
}

/* The rules and the sentences, which are met only when both are there, and so are read at the same time. */
struct opening {
	struct site *site;
	struct diagnostics *of_rules, *of_messages;
	struct arena *rules;
	struct policy *policy;
};

static void open_one(void *context, size_t hand, size_t item)
{
	struct opening *o = context;

	(void)hand;
	if (item == 0)
		o->policy = rules_load_broken(o->of_rules, o->rules, o->site->root);
	else
		load_messages(o->of_messages, o->site);
}

static struct policy *load_rules_and_messages(struct diagnostics *d, struct site *s)
{
	struct opening o = {s, .of_rules = d, .of_messages = diag_open(), .rules = arena_open()};
	size_t errors = diag_errors(d);

	crew_run(crew_hands(), 2, open_one, &o);
	site_adopt(s, o.rules);
	s->legible = o.policy;
	s->policy = diag_errors(d) > errors ? NULL : o.policy;
	diag_move(d, o.of_messages);
	diag_close(o.of_messages);
	return o.policy;
}

struct site *site_open(struct diagnostics *d, const char *root, enum site_part part)
{
	struct arena *a = arena_open();
	struct site *s = arena_alloc(a, sizeof(*s));
	struct policy *policy;

	s->arena = a;
	s->root = root;
	config_load(d, a, root, &s->config);
	for (size_t i = 0; (part & SITE_PSEUDO) && pseudo_tag(i); i++)
		config_add_language(a, &s->config, str_from(pseudo_tag(i)));
	policy = load_rules_and_messages(d, s);
	s->toc = toc_load(d, a, root);
	if (policy) {
		check_sentences(d, s, policy);
		wording_check(d, s, policy);
	}
	if (part & SITE_WHOLE) {
		load_pages(d, s);
		site_check_pages(d, s, 1);
	}
	return s;
}

void site_close(struct site *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->config.n_languages; i++)
		locale_close(s->languages[i].locale);
	for (size_t i = 0; i < s->n_adopted; i++)
		arena_close(s->adopted[i]);
	arena_close(s->arena);
}

void site_adopt(struct site *s, struct arena *a)
{
	if (a)
		*ARRAY_ADD(s->arena, s->adopted, s->n_adopted) = a;
}

void site_load_statement(struct diagnostics *d, struct site *s)
{
	struct str path = s->config.statement_page;
	struct str file = str_format(s->arena, "content/%.*s.md", STR_ARG(path));

	if (!file_exists(file_path(s->arena, s->root, file)))
		return;
	s->statement = page_load(d, s->arena, s->root, &s->config, path);
	if (s->statement)
		link_resolve(d, s->arena, s, s->statement, true);
}

static int compare_path(const void *path, const void *page)
{
	return str_compare(*(const struct str *)path, ((const struct page *)page)->path);
}

struct page *site_page(const struct site *s, struct str path)
{
	return s->n_pages ? bsearch(&path, s->pages, s->n_pages, sizeof(*s->pages), compare_path) : NULL;
}

/* A translation that does not fit its sentence was said where it stands. */
static bool is_translated(const struct language *l, struct str id)
{
	const struct unit *u = l->catalogue ? catalogue_find(l->catalogue, id) : NULL;

	return message_is_translated(l->messages, id) || (u && catalogue_usable(u));
}

/* A language that has just been added lacks hundreds, which one sentence says better. */
static bool is_begun(const struct language *l)
{
	for (size_t i = 0; l->catalogue && i < l->catalogue->n_units; i++)
		if (catalogue_usable(&l->catalogue->units[i]) || l->catalogue->units[i].n_target > 0)
			return true;
	return false;
}

void site_check_translation(struct diagnostics *d, const struct site *s, struct str id, struct position p)
{
	for (size_t l = 1; l < s->config.n_languages; l++)
		if (!is_translated(&s->languages[l], id) && is_begun(&s->languages[l]))
			diag_add(d, NO_TRANSLATION, p, str_z(s->arena, id),
			         str_z(s->arena, s->languages[l].tag));
}

void site_check_translations(struct diagnostics *d, const struct site *s)
{
	for (size_t l = 1; l < s->config.n_languages; l++)
		if (!is_begun(&s->languages[l]) && !pseudo_of(s->languages[l].tag))
			diag_add(d, UNTRANSLATED, POSITION_NONE, str_z(s->arena, s->languages[l].tag));
	for (size_t i = 0; i < s->policy->n_messages; i++) {
		const struct message_use *use = &s->policy->messages[i];

		if (message_find(s->languages[0].messages, use->id))
			site_check_translation(d, s, use->id, use->position);
	}
	wording_check_translations(d, s);
}

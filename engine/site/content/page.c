#include "site/content/page.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "site/content/address.h"
#include "site/content/config.h"
#include "text/catalogue/pseudo.h"
#include "text/markdown/markdown.h"

static const struct str known_keys[] = {
	STR("title"), STR("description"), STR("nav"),    STR("section"), STR("robots"),  STR("slots"),
	STR("links"), STR("draft"),       STR("author"), STR("date"),    STR("publish"), STR("redirect_from"),
};

enum { N_KNOWN = sizeof(known_keys) / sizeof(known_keys[0]) };

/*
 * What other programs wrote into a head is their affair, unless it is all but a key of ours, or
 * asks for what would be missed: another address, another template.
 */
static bool is_foreign(struct str key)
{
	static const char *const asking[] = {"slug",   "url",      "permalink", "aliases",
	                                     "layout", "template", NULL};

	return !str_is_among(key, asking) && nearest_name(key, known_keys, N_KNOWN).len == 0;
}

struct includer {
	struct diagnostics *d;
	struct arena *arena;
	const char *root;
	struct page *page;
	bool lax; /* the page was imported: what its publisher includes is elsewhere */
};

/* A folder that is a link may lead anywhere. */
static bool is_through_link(const struct includer *i, struct str file)
{
	char to;

	for (size_t at = strlen("content/"); at < file.len; at++)
		if (file.at[at] == '/' &&
		    readlink(file_path(i->arena, i->root, str_slice(file, 0, at)), &to, 1) >= 0)
			return true;
	return false;
}

static const struct source *include(void *context, const struct source *from, struct str path,
                                    struct position where)
{
	const struct includer *i = context;
	bool rooted = str_starts(path, STR("~/"));
	struct str folder = rooted ? STR("content/") : str_folder(from->path), file;

	address_resolve(i->arena, folder, str_slice(path, rooted ? 2 : 0, path.len), &file);
	if (!str_starts(file, STR("content/")) || is_through_link(i, file) ||
	    !file_exists(str_z(i->arena, str_format(i->arena, "%s/%.*s", i->root, STR_ARG(file))))) {
		if (i->lax) {
			diag_add(i->d, LOST_INCLUDE, where, str_z(i->arena, path));
			if (str_starts(file, STR("content/")))
				*ARRAY_ADD(i->arena, i->page->looked_for, i->page->n_looked_for) = file;
		} else {
			diag_add(i->d, MISSING_INCLUDE, where, str_z(i->arena, path));
		}
		return NULL;
	}
	return source_load(i->d, i->arena, i->root, file, PAGE_LIMIT);
}

static const struct document_block *find_field(const struct document *doc, const char *key)
{
	for (size_t i = 0; i < doc->n_blocks && doc->blocks[i]->kind == BLOCK_FIELD; i++)
		if (str_is(doc->blocks[i]->key, key))
			return doc->blocks[i];
	return NULL;
}

static int32_t read_day(struct diagnostics *d, const struct front_node *map, const char *key)
{
	const struct front_node *node = frontmatter_get(map, key);
	int32_t day = DATE_NONE;

	if (node && (node->kind != FRONT_SCALAR || !date_parse(node->text, &day)))
		diag_add(d, BAD_SETTING, node->position, key, "a day, YYYY-MM-DD");
	return day;
}

/* old/name, /old/name.html, ../old.md: as a path beneath the language's folder; false when it is none. */
static bool redirect_path(struct str path, struct str *out)
{
	struct str rest, piece;

	if (str_starts(path, STR("/")))
		path = str_slice(path, 1, path.len);
	if (str_ends(path, STR(".html")))
		path.len -= 5;
	else if (str_ends(path, STR(".md")))
		path.len -= 3;
	*out = rest = path;
	while (str_cut(&rest, '/', &piece)) {
		if (piece.len == 0 || piece.at[0] == '.')
			return false;
		for (size_t i = 0; i < piece.len; i++)
			if ((unsigned char)piece.at[i] <= ' ' || strchr("\"\\<>?#%{}|^`\x7f", piece.at[i]))
				return false;
	}
	return path.len > 0;
}

/* A list or more keys where words are wanted would be left out without a word, and so would what nobody sees. */
static void check_texts(struct diagnostics *d, const struct front_node *map)
{
	static const char *const texts[] = {"title", "description", "robots", "section", "author"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct front_node *node = frontmatter_get(map, texts[i]);

		if (node && node->kind != FRONT_SCALAR)
			diag_add(d, BAD_SETTING, node->position, texts[i], "words");
		else if (node && node->text.len > 0 && utf8_is_blank(node->text))
			diag_add(d, BAD_SETTING, node->position, texts[i], "words that can be seen");
	}
}

static void read_redirects(struct diagnostics *d, struct arena *a, struct page *p)
{
	const struct front_node *node = frontmatter_get(&p->doc->front->root, "redirect_from");
	size_t n = !node ? 0 : node->kind == FRONT_LIST ? node->n : 1;

	p->redirects = arena_array(a, n + 1, sizeof(*p->redirects));
	for (size_t i = 0; i < n; i++) {
		const struct front_node *item = node->kind == FRONT_LIST ? &node->items[i] : node;

		if (item->kind == FRONT_SCALAR && redirect_path(item->text, &p->redirects[p->n_redirects]))
			p->n_redirects++;
		else
			diag_add(d, BAD_SETTING, item->position, "redirect_from",
			         "paths of pages that were, [old/name, older]");
	}
}

static void read_front(struct diagnostics *d, struct page *p)
{
	const struct front_node *map = &p->doc->front->root, *node;
	struct str links = frontmatter_text(map, "links");

	frontmatter_check_keys(d, map, known_keys, N_KNOWN, is_foreign);
	check_texts(d, map);
	p->title = find_field(p->doc, "title");
	p->description = find_field(p->doc, "description");
	p->robots = frontmatter_text(map, "robots");
	p->section = frontmatter_text(map, "section");
	p->author = frontmatter_text(map, "author");
	p->draft = frontmatter_flag(d, map, "draft", false);
	p->date = read_day(d, map, "date");
	p->publish = read_day(d, map, "publish");
	node = frontmatter_get(map, "nav");
	if (node && (node->kind != FRONT_SCALAR || !str_integer(node->text, &p->nav) || p->nav < 1))
		diag_add(d, BAD_SETTING, node->position, "nav", "a whole number, 1 or more");
	node = frontmatter_get(map, "links");
	p->links_lax = str_is(links, "lax");
	if (node && !p->links_lax && !str_is(links, "strict"))
		diag_add(d, BAD_SETTING, node->position, "links", "strict or lax");
	if (!p->title && p->doc->n_headings == 0)
		diag_add(d, NO_TITLE, ((struct position){p->doc->source, 0, 0}), NULL);
}

/* The line of a head's dashes forgotten, or behind an empty one: cmark makes its keys a heading, without a word. */
static void check_headless(struct diagnostics *d, struct arena *a, const struct frontmatter *front,
                           const struct source *s)
{
	struct str rest = front->body, line = {0}, key;
	size_t colon;

	if (front->body_line > 1)
		return;
	while ((str_trim(line).len == 0 || str_is(str_trim(line), "---")) && str_cut(&rest, '\n', &line))
		;
	colon = str_find_byte(line, ':', 0);
	if (colon == line.len || (colon + 1 < line.len && !ascii_is_space(line.at[colon + 1])))
		return;
	key = str_slice(line, 0, colon);
	for (size_t i = 0; i < N_KNOWN; i++)
		if (str_equal(key, known_keys[i]))
			diag_add(d, HEAD_NOT_BEGUN, source_at(s, key), str_z(a, key));
}

/* Who goes from heading to heading hears levels: one that is left out sounds like a part that is missing. */
static void check_headings(struct diagnostics *d, struct arena *a, const struct document *doc)
{
	const struct document_block *title = NULL; /* of level 1, and no other in its place */
	int before = 1;

	for (size_t i = 0; i < doc->n_headings; i++) {
		const struct document_block *b = doc->headings[i];

		if (b->level == 1 && title && !b->in_section)
			diag_add(d, SECOND_TITLE, b->position, source_place(a, title->position).at);
		else if (b->level == 1 && !b->in_section)
			title = b;
		if (b->level > before + 1)
			diag_add(d, HEADING_SKIPS, b->position, str_format(a, "%d", b->level).at,
			         str_format(a, "%d", before + 1).at,
			         str_format(a, "%.*s", before + 1, "######").at);
		before = b->level;
	}
}

static bool load_catalogues(struct diagnostics *d, struct arena *a, const char *root, const struct config *c,
                            struct page *p)
{
	size_t errors = diag_errors(d);

	p->catalogues = arena_array(a, c->n_languages, sizeof(struct catalogue *));
	p->stamps = arena_array(a, c->n_languages, sizeof(*p->stamps));
	for (size_t i = 1; i < c->n_languages; i++) {
		struct str path = str_format(a, "locales/%.*s/%.*s.xlf", STR_ARG(c->languages[i]),
		                             STR_ARG(p->path));
		const char *file = file_path(a, root, path);

		p->stamps[i] = stamp_of(file);
		if (p->stamps[i].inode != 0 || file_exists(file))
			p->catalogues[i] = catalogue_load_file(d, a, root, path, p->doc);
		else if (pseudo_of(c->languages[i]))
			p->catalogues[i] = pseudo_translate(
				a, catalogue_extract(a, p->doc, c->source_language, c->languages[i]),
				pseudo_of(c->languages[i]));
	}
	return diag_errors(d) == errors;
}

/* Those whose units stand in the page's order: they did before it was cut anew for another language. */
static void index_catalogues(struct arena *a, const struct config *c, struct page *p)
{
	for (size_t i = 1; i < c->n_languages; i++)
		if (p->catalogues[i] && !p->catalogues[i]->by_id)
			catalogue_index(a, p->catalogues[i]);
}

struct page *page_load(struct diagnostics *d, struct arena *a, const char *root, const struct config *c,
                       struct str path)
{
	return page_take(
		d, a, root, c, path,
		source_load(d, a, root, str_format(a, "content/%.*s.md", STR_ARG(path)), PAGE_LIMIT));
}

struct page *page_take(struct diagnostics *d, struct arena *a, const char *root, const struct config *c,
                       struct str path, const struct source *s)
{
	struct page *p = arena_alloc(a, sizeof(*p));
	struct includer includer = {.d = d, .arena = a, .root = root, .page = p};
	struct markdown_options options = {
		.language = c->source_language, .include = include, .context = &includer};

	options.front = s ? frontmatter_load(d, a, s) : NULL;
	if (!options.front)
		return NULL;
	/* how the page is to be read */
	options.slots = frontmatter_flag(d, &options.front->root, "slots", true);
	includer.lax = str_is(frontmatter_text(&options.front->root, "links"), "lax");
	p->path = path;
	p->doc = markdown_load(d, a, s, &options);
	if (!p->doc)
		return NULL;
	read_front(d, p);
	read_redirects(d, a, p);
	check_headless(d, a, p->doc->front, s);
	check_headings(d, a, p->doc);
	load_catalogues(d, a, root, c, p);
	for (size_t i = 1; i < c->n_languages; i++)
		if (p->catalogues[i]) {
			if (catalogue_adopt_segments(a, p->doc, p->catalogues[i]))
				index_catalogues(a, c, p);
			catalogue_check(d, p->catalogues[i], p->doc);
		}
	return p;
}

const struct document_block *page_title(const struct page *p)
{
	return p->title ? p->title : p->doc->n_headings > 0 ? p->doc->headings[0] : NULL;
}

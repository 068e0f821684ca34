#include "site/content/config.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/document/frontmatter.h"
#include "text/words/locale.h"
#include "text/words/url.h"

static const struct str known_keys[] = {
	STR("name"),      STR("base_url"), STR("source_language"), STR("languages"), STR("theme"),
	STR("statement"), STR("stale"),    STR("views"),           STR("search"),    STR("feed"),
};
static const struct str known_statement_keys[] = {STR("page"), STR("view")};
static const struct str view_names[] = {STR("plain"), STR("sentences"), STR("columns")};

static bool is_language(struct str tag)
{
	struct locale *l = locale_open(tag);
	bool known = l != NULL;

	locale_close(l);
	return known;
}

static struct position place_of(const struct config *c, const struct front_node *node)
{
	return node ? node->position : (struct position){c->source, 0, 0};
}

/* A name that is one folder or file beneath a fixed one: letters, digits, '-', '_'. */
static bool is_plain_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_is_alnum(s.at[i]) && !ascii_is_one_of(s.at[i], "-_"))
			return false;
	return s.len > 0;
}

static struct str read_name(struct diagnostics *d, const struct front_node *map, const char *key,
                            struct str fallback)
{
	const struct front_node *node = frontmatter_get(map, key);

	if (!node)
		return fallback;
	if (node->kind == FRONT_SCALAR && is_plain_name(node->text))
		return node->text;
	diag_add(d, BAD_SETTING, node->position, key, "a plain name of letters, digits, '-' and '_'");
	return fallback;
}

/* Whole, and such that pages' addresses can go on from it. */
static bool read_base(struct arena *a, struct str address, struct str *out)
{
	bool whole = url_is_web(address);
	struct buf b = {0};

	for (size_t i = 0; i < address.len; i++)
		whole &= !ascii_is_one_of(address.at[i], "\" ?#&");
	whole = whole && url_add_whole(&b, address);
	if (whole && !str_ends(address, STR("/")))
		buf_add_char(&b, '/');
	*out = buf_keep(&b, a);
	return whole;
}

static void read_base_url(struct diagnostics *d, struct arena *a, const struct front_node *map,
                          struct config *out)
{
	const struct front_node *node = frontmatter_get(map, "base_url");

	if (!node)
		return;
	if (node->kind == FRONT_SCALAR && read_base(a, node->text, &out->base_url))
		return;
	out->base_url = (struct str){0};
	diag_add(d, BAD_SETTING, node->position, "base_url",
	         "an address that begins with https:// or http:// and a host, without ?, # and &");
}

static void read_languages(struct diagnostics *d, struct arena *a, const struct front_node *map,
                           struct config *out)
{
	const struct front_node *source = frontmatter_get(map, "source_language"),
				*all = frontmatter_get(map, "languages");
	size_t n = all && all->kind == FRONT_LIST ? all->n : 0;

	out->source_language = source && source->kind == FRONT_SCALAR ? source->text : STR("en-US");
	if (source && !is_language(out->source_language)) {
		diag_add(d, UNKNOWN_LANGUAGE, source->position, str_z(a, out->source_language));
		out->source_language = STR("en-US");
	}
	if (all && all->kind != FRONT_LIST)
		diag_add(d, BAD_SETTING, all->position, "languages", "a list, [en-US, zh-TW]");
	out->languages = arena_array(a, n + 1, sizeof(*out->languages));
	out->languages[out->n_languages++] = out->source_language;
	for (size_t i = 0; i < n; i++) {
		struct str tag = all->items[i].text;

		if (all->items[i].kind != FRONT_SCALAR || !is_language(tag))
			diag_add(d, UNKNOWN_LANGUAGE, all->items[i].position, str_z(a, tag));
		else if (config_language(out, tag) == SIZE_MAX)
			out->languages[out->n_languages++] = tag;
	}
}

static bool read_view(struct diagnostics *d, const struct front_node *node, const char *key, enum view *view)
{
	for (int v = VIEW_PLAIN; v <= VIEW_COLUMNS; v++)
		if (node->kind == FRONT_SCALAR && str_equal(node->text, view_names[v])) {
			*view = (enum view)v;
			return true;
		}
	diag_add(d, BAD_SETTING, node->position, key, "plain, sentences or columns");
	diag_suggest(d, node->text, view_names, 3);
	return false;
}

static void read_views(struct diagnostics *d, const struct front_node *map, struct config *out)
{
	const struct front_node *node = frontmatter_get(map, "views");
	size_t errors = diag_errors(d);

	out->views = node ? 0 : VIEWS_ALL;
	for (size_t i = 0; node && node->kind == FRONT_LIST && i < node->n; i++) {
		enum view view;

		if (read_view(d, &node->items[i], "views", &view))
			out->views |= 1U << view;
	}
	if (!(out->views & 1U << VIEW_PLAIN) && diag_errors(d) == errors)
		diag_add(d, BAD_SETTING, node->position, "views",
		         "a list with plain, to which links and search engines lead: [plain, sentences]");
}

static void read_statement(struct diagnostics *d, const struct front_node *map, struct config *out)
{
	const struct front_node *node = frontmatter_get(map, "statement"), *view;

	out->statement_page = STR("statement");
	if (!node)
		return;
	if (node->kind != FRONT_MAP) {
		diag_add(d, BAD_SETTING, node->position, "statement", "a map with page and view");
		return;
	}
	frontmatter_check_keys(d, node, known_statement_keys, 2, NULL);
	out->statement_page = read_name(d, node, "page", out->statement_page);
	view = frontmatter_get(node, "view");
	if (view)
		read_view(d, view, "view", &out->statement_view);
}

static void read_stale(struct diagnostics *d, const struct front_node *map, struct config *out)
{
	const struct front_node *node = frontmatter_get(map, "stale");

	if (!node)
		return;
	if (node->kind == FRONT_SCALAR && str_is(node->text, "badge"))
		out->badge_stale = true;
	else if (node->kind != FRONT_SCALAR || !str_is(node->text, "source"))
		diag_add(d, BAD_SETTING, node->position, "stale",
		         "badge (the old translation, marked) or source (the source sentence)");
}

bool config_load(struct diagnostics *d, struct arena *a, const char *root, struct config *out)
{
	static const struct front_node empty = {.kind = FRONT_MAP};
	const struct front_node *map = NULL, *name;
	size_t errors = diag_errors(d);

	*out = (struct config){0};
	out->source = source_load(d, a, root, STR("content/site.yaml"), 1 << 16);
	if (out->source)
		map = frontmatter_load_yaml(d, a, out->source);
	name = map ? frontmatter_get(map, "name") : NULL;
	if (map)
		frontmatter_check_keys(d, map, known_keys, sizeof(known_keys) / sizeof(known_keys[0]), NULL);
	if (name && name->kind == FRONT_SCALAR && !utf8_is_blank(name->text))
		out->name = name->text;
	else if (map)
		diag_add(d, BAD_SETTING, place_of(out, name), "name", "what the site is called");
	if (!map)
		map = &empty;
	read_base_url(d, a, map, out);
	read_languages(d, a, map, out);
	read_views(d, map, out);
	out->search = frontmatter_flag(d, map, "search", true);
	out->feed = frontmatter_flag(d, map, "feed", false);
	if (out->feed && out->base_url.len == 0)
		diag_add(d, BAD_SETTING, frontmatter_get(map, "feed")->position, "feed",
		         "false where there is no base_url: a feed names whole addresses");
	out->theme = read_name(d, map, "theme", STR("default"));
	read_statement(d, map, out);
	read_stale(d, map, out);
	return diag_errors(d) == errors;
}

size_t config_language(const struct config *c, struct str tag)
{
	return str_index(tag, c->languages, c->n_languages);
}

unsigned config_views(const struct config *c, size_t language)
{
	return language > 0 ? c->views : 1U << VIEW_PLAIN;
}

void config_add_language(struct arena *a, struct config *c, struct str tag)
{
	struct str *more = arena_array(a, c->n_languages + 1, sizeof(*more));

	if (config_language(c, tag) != SIZE_MAX)
		return;
	memcpy(more, c->languages, c->n_languages * sizeof(*more));
	more[c->n_languages++] = tag;
	c->languages = more;
}

#include "text/document/frontmatter.h"

#include "base/arena.h"
#include "base/diag.h"
#include "text/document/frontmatter_yaml.h"

/* `---`, with nothing but white space after it. */
static bool is_fence(struct str line)
{
	return str_starts(line, STR("---")) && str_trim(str_slice(line, 3, line.len)).len == 0;
}

/* A head by its first line, and nobody's text; with no other line ends there is no line to find its end on. */
static bool has_old_ends(struct str text)
{
	return str_starts(text, STR("---\r")) && !str_starts(text, STR("---\r\n"));
}

struct frontmatter *frontmatter_load(struct diagnostics *d, struct arena *a, const struct source *s)
{
	struct frontmatter *f = arena_alloc(a, sizeof(*f));
	struct str rest = s->text, line = {0}, head;

	f->root.kind = FRONT_MAP;
	f->body = s->text;
	f->body_line = 1;
	if (has_old_ends(s->text)) {
		diag_add(d, HEAD_CR, source_at(s, str_slice(s->text, 0, 3)));
		return NULL;
	}
	str_cut(&rest, '\n', &line);
	if (!is_fence(line))
		return f;
	head = rest;
	do {
		if (!str_cut(&rest, '\n', &line)) {
			diag_add(d, HEAD_UNCLOSED, source_at(s, source_line_text(s, 1)), NULL);
			return NULL;
		}
		f->body_line++;
	} while (!is_fence(line));
	f->body_line++;
	f->body = rest;
	head.len = (size_t)(line.at - head.at);
	if (!frontmatter_yaml_read(d, a, s, head, &f->root))
		return NULL;
	return f;
}

struct front_node *frontmatter_load_yaml(struct diagnostics *d, struct arena *a, const struct source *s)
{
	struct front_node *root = arena_alloc(a, sizeof(*root));

	return frontmatter_yaml_read(d, a, s, s->text, root) ? root : NULL;
}

const struct front_node *frontmatter_get(const struct front_node *map, const char *key)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_is(map->items[i].key, key))
			return &map->items[i];
	return NULL;
}

struct str frontmatter_text(const struct front_node *map, const char *key)
{
	const struct front_node *node = frontmatter_get(map, key);

	return node && node->kind == FRONT_SCALAR ? node->text : (struct str){0};
}

bool frontmatter_flag(struct diagnostics *d, const struct front_node *map, const char *key, bool fallback)
{
	const struct front_node *node = frontmatter_get(map, key);

	if (!node)
		return fallback;
	if (node->kind == FRONT_SCALAR && (str_is(node->text, "true") || str_is(node->text, "yes")))
		return true;
	if (node->kind == FRONT_SCALAR && (str_is(node->text, "false") || str_is(node->text, "no")))
		return false;
	diag_add(d, NOT_A_FLAG, node->position, key);
	return fallback;
}

void frontmatter_check_keys(struct diagnostics *d, const struct front_node *map, const struct str *known,
                            size_t n, bool (*is_foreign)(struct str key))
{
	struct arena *scratch = arena_open();

	for (size_t i = 0; i < map->n; i++) {
		const struct front_node *item = &map->items[i];
		bool found = false;

		for (size_t k = 0; k < n && !found; k++)
			found = str_equal(item->key, known[k]);
		if (found)
			continue;
		if (is_foreign && is_foreign(item->key)) {
			diag_add(d, FOREIGN_KEY, item->key_position, str_z(scratch, item->key));
			continue;
		}
		diag_add(d, UNKNOWN_KEY, item->key_position, str_z(scratch, item->key));
		diag_suggest(d, item->key, known, n);
	}
	arena_close(scratch);
}

#ifndef TEXT_FRONTMATTER_H
#define TEXT_FRONTMATTER_H

#include "base/source.h"

struct arena;
struct diagnostics;

/*
 * The YAML head of a page, or a whole YAML file of ours: nested mappings,
 * sequences and scalars.  Every scalar is a string (NO stays NO); no aliases,
 * tags, merge keys; depth 8, 64 KiB.
 */
enum front_kind { FRONT_SCALAR, FRONT_LIST, FRONT_MAP };

struct front_node {
	enum front_kind kind;
	struct str key; /* in a map */
	struct str text;
	struct front_node *items;
	size_t n;
	struct position position, key_position;
};

struct frontmatter {
	struct front_node root; /* a map, empty when the page has no head */
	struct str body;        /* what follows the head: a view of the source's text */
	uint32_t body_line;     /* line of the body's first byte, from 1 */
};

/* NULL where the head is broken: said with its place. */
struct frontmatter *frontmatter_load(struct diagnostics *d, struct arena *a, const struct source *s);

/* The same for a file that is YAML alone. */
struct front_node *frontmatter_load_yaml(struct diagnostics *d, struct arena *a, const struct source *s);

const struct front_node *frontmatter_get(const struct front_node *map, const char *key);
struct str frontmatter_text(const struct front_node *map, const char *key); /* {0} when absent */
/* true or yes, false or no; anything else is said and is the fallback. */
bool frontmatter_flag(struct diagnostics *d, const struct front_node *map, const char *key, bool fallback);
/* Says which keys are not among the known, with suggestions; of those that is_foreign tells apart it only warns. */
void frontmatter_check_keys(struct diagnostics *d, const struct front_node *map, const struct str *known,
                            size_t n, bool (*is_foreign)(struct str key));

#endif

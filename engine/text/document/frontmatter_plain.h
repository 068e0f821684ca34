#ifndef TEXT_FRONTMATTER_PLAIN_H
#define TEXT_FRONTMATTER_PLAIN_H

#include "text/document/frontmatter.h"

/*
 * YAML as most heads are, so that libyaml need not judge it: lines of `key: words` and `key: "words"`, whose words YAML
 * gives no other meaning.  text: a view of the source's.  false: it has something else, and root is as it was.
 */
bool frontmatter_plain_read(struct arena *a, const struct source *s, struct str text,
                            struct front_node *root);

#endif

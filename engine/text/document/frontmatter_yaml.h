#ifndef TEXT_FRONTMATTER_YAML_H
#define TEXT_FRONTMATTER_YAML_H

#include "text/document/frontmatter.h"

/* Reads YAML, which is a view of the source's text, into a mapping; false: it is broken, or more than heads may be (said). */
bool frontmatter_yaml_read(struct diagnostics *d, struct arena *a, const struct source *s, struct str text,
                           struct front_node *root);

#endif

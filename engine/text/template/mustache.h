#ifndef TEXT_MUSTACHE_H
#define TEXT_MUSTACHE_H

#include "text/template/assembly.h"

/* Reads a theme's file into a program; template.h says what Mustache is here. */
void mustache_add_file(struct assembly *p, const struct template_theme *t, const struct source *s);

/* Reads a template that stands by itself. */
void mustache_add_bare(struct assembly *p, const struct source *s);

/* The two tags that a page's own Markdown may hold as well: {{name}}, or the sentence of {{msg.ID}}; {{> name}}. */
void mustache_add_slot(struct assembly *p, const struct template_theme *t, struct str name,
                       struct position where);
void mustache_add_partial(struct assembly *p, const struct template_theme *t, struct str name,
                          struct position where);

#endif

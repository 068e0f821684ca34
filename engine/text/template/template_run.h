#ifndef TEXT_TEMPLATE_RUN_H
#define TEXT_TEMPLATE_RUN_H

#include "text/template/assembly.h"

/* Writes a program; one without markup into the place it is to stand in. */
void template_run_all(const struct template *t, const struct value *root, const struct template_manner *m,
                      struct buf *out, enum place place);

/* template_render_framed, template_render_view. */
struct str template_run_framed(const struct template_framed *f, const struct template_manner *m,
                               struct buf *out, struct template_views *views);
void template_run_view(const struct template_framed *f, const struct template_manner *m, struct str first,
                       const struct template_views *views, struct buf *out);

/* Writes a bare one: template_render_bare. */
bool template_run_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                       void *context, struct buf *out);

#endif

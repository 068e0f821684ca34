#ifndef TEXT_TEMPLATE_RUN_H
#define TEXT_TEMPLATE_RUN_H

#include "text/template/assembly.h"

/*
 * Writes a program; one without markup into the place it is to stand in.  body: what OP_BODY stands for, or NULL; where
 * it stands in out is returned.
 */
struct str template_run_all(const struct template *t, const struct template *body, const struct value *root,
                            const struct template_manner *m, struct buf *out, enum place place);

/* Writes a bare one: template_render_bare. */
bool template_run_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                       void *context, struct buf *out);

#endif

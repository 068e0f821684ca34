#ifndef SITE_NAVIGATION_H
#define SITE_NAVIGATION_H

#include "site/content/fields.h"
#include "site/content/frame.h"

/* Pages in the navigation's order; the statement and drafts are left out. */
const struct outline **navigation_list(struct arena *a, const struct site *s, size_t *n);

/* lang and dir of a title that is not in the page's language. */
void navigation_put_language(struct fields *m, const struct site *s, bool foreign);

/* A section is named by a sentence's id: says that there is none, for then its id is what readers see. */
void navigation_check_section(struct diagnostics *d, const struct site *s, struct str id,
                              struct position where);

/* Groups of pages: neighbours of the same section. */
struct value navigation_groups(const struct frame_page *p, struct arena *a);
struct value navigation_breadcrumbs(const struct frame_page *p, struct arena *a);
/* previous, next and has_neighbours. */
void navigation_put_neighbours(const struct frame_page *p, struct arena *a, struct fields *root);

#endif

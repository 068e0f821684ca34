#ifndef SITE_PUBLISH_FIRST_H
#define SITE_PUBLISH_FIRST_H

#include <stdbool.h>

struct arena;
struct diagnostics;

/*
 * Where the files of a first run wait: under their own names, in one folder of the published one.  What is in it is
 * moved out as it stands, folders whole, so that none of thousands of files is renamed.
 */

/* The waiting folder, which is not made; NULL: folders are there already, into which none can be moved. */
const char *publish_first_open(struct diagnostics *d, struct arena *a, const char *folder);
/* false: something could not be moved (said). */
bool publish_first_place(struct diagnostics *d, struct arena *a, const char *folder);
/* Removes the waiting folder with all that is in it, if it is there. */
void publish_first_drop(struct arena *a, const char *folder);

#endif

#ifndef BASE_SWEEP_H
#define BASE_SWEEP_H

#include <stdbool.h>

struct diagnostics;

/*
 * Removes from a folder and the folders in it the temporary files that a
 * killed file_publish left there.  Nobody else may be publishing there.
 */
bool sweep_folder(struct diagnostics *d, const char *folder);
/* Whether it would remove a file of that name. */
bool sweep_is_left_over(const char *name);

/* Removes a folder of our own and all that is in it; where there is none, nothing happens.  Links are not followed. */
void sweep_away(const char *folder);

#endif

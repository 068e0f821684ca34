#ifndef TEXT_CATALOGUE_CHECK_H
#define TEXT_CATALOGUE_CHECK_H

#include "text/catalogue/catalogue.h"

/* What can be told while a catalogue is loaded, before there is a page to compare it with. */

/*
 * Codes that are missing, repeated or entangled, slots typed as text.  Settles what is untranslated: also a unit whose
 * target shows nothing, where its source does.
 */
void catalogue_check_unit(struct diagnostics *d, struct arena *a, struct unit *u);

/* Another language than its folder's, ids that stand twice.  Settles how the language is written: as the folder is. */
void catalogue_check_file(struct diagnostics *d, struct arena *a, struct catalogue *c);

void catalogue_check_say_twice(struct diagnostics *d, struct position second, const char *what,
                               struct position first);

#endif

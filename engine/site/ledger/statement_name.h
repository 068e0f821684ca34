#ifndef SITE_STATEMENT_NAME_H
#define SITE_STATEMENT_NAME_H

#include "base/str.h"

struct arena;

/*
 * Where a member's statement lies: "3f/_m000001.html".
 *
 * The folder is two hex digits of a hash, so that a million members make folders
 * of some thousands.  It is the hash of the id without its last two bytes:
 * neighbours in the records share a folder, and a pack's index grows at the same
 * place for a while (a tenth less work than with the whole id).
 *
 * Different ids never meet, also on disks that ignore case or normalize Unicode,
 * and no id can name another place: lower-case letters, digits and '-' stand for
 * themselves, a capital is '_' and its small letter, any other byte, and the
 * first of what Windows takes for a device, is '~' and two hex digits.  What
 * would be longer than STATEMENT_NAME_LIMIT ends in "~~" and the id's hash.
 */
enum { STATEMENT_NAME_LIMIT = 120 };

struct str statement_name_make(struct arena *a, struct str member_id);

/* Whose statement has this name: false where it is nobody's, or was too long to tell. */
bool statement_name_read(struct arena *a, struct str name, struct str *member_id);

/* Whether it is made as those are that were too long to tell. */
bool statement_name_is_short(struct str name);

#endif

#ifndef TEXT_BILINGUAL_SKELETON_H
#define TEXT_BILINGUAL_SKELETON_H

#include "base/buf.h"
#include "text/bilingual/bilingual_scan.h"

/*
 * A file with its segments taken out.  Each place is marked by two U+FFFC
 * around what belongs there: a segment's form and name, a field of the head
 * (=title), or a character that XML cannot hold (#8), U+FFFC itself among them.
 */
enum skeleton_kind { SKELETON_TEXT, SKELETON_SEGMENT, SKELETON_FIELD };

struct skeleton_piece {
	enum skeleton_kind kind;
	enum bilingual_form form;
	struct str text; /* the text; the name, a field's with its '=' */
};

void bilingual_skeleton_text(struct buf *skeleton, struct str text);
struct str bilingual_skeleton_marked(struct arena *a, struct str text); /* the same by itself */
void bilingual_skeleton_segment(struct buf *skeleton, enum bilingual_form form, struct str name);
void bilingual_skeleton_field(struct buf *skeleton, struct str key);

/* The piece at *at, which moves past it; false at the end.  Characters come back as themselves: scratch[4] holds one. */
bool bilingual_skeleton_next(struct str skeleton, size_t *at, char scratch[4], struct skeleton_piece *piece);

/* Text alone, unmarked again. */
void bilingual_skeleton_plain(struct buf *out, struct str text);

#endif

#ifndef TEXT_BILINGUAL_PARTS_H
#define TEXT_BILINGUAL_PARTS_H

#include "base/buf.h"
#include "text/bilingual/bilingual_head.h"
#include "text/bilingual/bilingual_inline.h"
#include "text/bilingual/bilingual_place.h"
#include "text/bilingual/bilingual_scan.h"
#include "text/catalogue/catalogue.h"

struct diagnostics;

/* A bilingual file taken apart: what an import knows by and by. */
struct bilingual_parts {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct str path, source_language, language;
	enum unit_origin origin;
	struct bilingual_head head;
	/* Per segment: what the file has, its name in the skeleton, what its halves say, where it is on the page. */
	size_t n;
	struct bilingual_segment *segments;
	struct str *names;
	struct bilingual_inline *sources, *targets;
	struct bilingual_place *places;
	struct buf page, skeleton;
	struct document *doc;
	struct catalogue *catalogue;
};

/* text/bilingual/bilingual_page.c: writes the page of the sources and the skeleton, and where the segments come to lie. */
void bilingual_page_write(struct bilingual_parts *m);
/* Whether a field of the head is one whose value is translated. */
bool bilingual_page_shows(const struct bilingual_head *head, const struct bilingual_field *f);

/* text/bilingual/bilingual_units.c: gives the catalogue's units what the file says, and how it says it. */
void bilingual_units_fill(struct bilingual_parts *m);

#endif

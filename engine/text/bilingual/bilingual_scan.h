#ifndef TEXT_BILINGUAL_SCAN_H
#define TEXT_BILINGUAL_SCAN_H

#include "base/source.h"

struct arena;
struct buf;
struct diagnostics;

/*
 * Finds the segments of a file in the bilingual dialect:
 *
 *   <span data-ttu-id="HHHHH-N">TARGET</span><span class="sxs-lookup"><span data-stu-id="HHHHH-N">SOURCE</span></span>
 *
 * and three maimed forms of it: without the lookup span, without the source,
 * without the target.
 */
enum bilingual_form { BILINGUAL_FULL, BILINGUAL_BARE, BILINGUAL_TARGET, BILINGUAL_SOURCE };

struct bilingual_segment {
	enum bilingual_form form;
	struct str target_id, source_id; /* the same, but for a mistake */
	struct str target, source;       /* Markdown, views of the file */
	size_t from, to;                 /* the whole of it in the file */
};

/* From an offset to the end.  What breaks a segment is said with its place; the rest is found all the same. */
size_t bilingual_scan(struct diagnostics *d, struct arena *a, const struct source *s, size_t from,
                      struct bilingual_segment **segments);

/* A segment as the dialect writes it. */
void bilingual_scan_write(struct buf *out, const struct bilingual_segment *segment);

#endif

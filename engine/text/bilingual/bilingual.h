#ifndef TEXT_BILINGUAL_H
#define TEXT_BILINGUAL_H

#include "base/buf.h"
#include "text/catalogue/catalogue.h"

struct diagnostics;

/*
 * The bilingual Markdown dialect of a large publisher: each sentence's target,
 * and after it the source it came from (text/bilingual/bilingual_scan.h).  A file of it
 * becomes a page in the source language and a catalogue; the catalogue's
 * skeleton and what it keeps of the file's spelling give the file back, byte
 * for byte, as long as nothing was changed.
 */
struct bilingual {
	struct str page; /* content/PATH.md */
	struct str language;
	struct catalogue *catalogue;
};

/* What a file is to become. */
struct bilingual_page {
	struct str path; /* content/PATH.md */
	struct str source_language;
	struct str language; /* of a file that doesn't say its own; empty: then it is refused */
};

/*
 * The dialect does not give the source of the title and the description; the
 * page's are its first heading and its first sentence.  A segment that is
 * broken, or has no place on the page, is said with its line, and the rest
 * imported.  false: said.
 */
bool bilingual_import(struct diagnostics *d, struct arena *a, const struct source *file,
                      const struct bilingual_page *p, struct bilingual *out);

/* The language that the file's head says, empty if none. */
struct str bilingual_import_language(struct arena *a, const struct source *file);

enum bilingual_as { BILINGUAL_AS_BILINGUAL, BILINGUAL_AS_TARGET, BILINGUAL_AS_SOURCE };

/*
 * The file again: bilingual, as published in the target language, or the
 * source page.  Sentences changed since the import are written in canonical
 * Markdown; where the page was edited, or never was imported, it is its own
 * Markdown that the sentences are put in (text/bilingual/bilingual_layout.h).  c: updated
 * to doc, whose segments have adopted it.
 */
void bilingual_export(struct diagnostics *d, const struct catalogue *c, const struct document *doc,
                      enum bilingual_as as, struct buf *out);

#endif

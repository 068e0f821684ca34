#ifndef TEXT_CATALOGUE_H
#define TEXT_CATALOGUE_H

#include "base/buf.h"
#include "text/document/document.h"

struct diagnostics;
struct tally;

/*
 * One file's sentences in one language: locales/LANG/PATH.xlf, XLIFF 1.2.
 * Written canonically: the same catalogue is always the same bytes, and what
 * was written so is read and written again byte for byte.
 */
enum unit_state {
	UNIT_EMPTY,            /* new, needs-translation */
	UNIT_NEEDS_ADAPTATION, /* the source has changed since; the old pair is kept */
	UNIT_NEEDS_REVIEW,     /* needs-review-l10n: imported, shown, but its codes are not its source's */
	UNIT_TRANSLATED,
	UNIT_FINAL, /* approved */
};

/* state-qualifier leveraged-mt or mt-suggestion is a machine's; any other target is a person's. */
enum unit_origin { ORIGIN_UNKNOWN, ORIGIN_HUMAN, ORIGIN_MACHINE };

/* What a translator sees of a code: its kind as ctype, its Markdown as equiv-text. */
struct unit_code {
	enum code_kind kind;
	struct str equiv; /* "**", "`code`", "{{name}}", "[](page.md)" */
};

struct unit {
	struct str id;    /* of the segment; of the message in messages.xlf */
	struct str group; /* the block's key; empty in messages.xlf */
	enum block_kind kind;
	struct span *source;
	size_t n_source;
	struct unit_code *codes; /* of the source, in the order they first stand there */
	size_t n_codes;
	struct span *target; /* codes are those of the source */
	size_t n_target;
	enum unit_state state;
	enum unit_origin origin; /* unknown exactly when there is no target */
	struct str note;
	/* alt-trans of a unit that needs adaptation; its codes are its own. */
	struct span *old_source, *old_target;
	size_t n_old_source, n_old_target;
	struct unit_code *old_codes;
	size_t n_old_codes;
	bool orphan; /* the page has lost this sentence; forgotten when the page next changes */

	/*
	 * Where a bilingual import found it: its name there (resname; "-" where it
	 * stood in one language alone, outside every segment), and how the
	 * file spelled it, kept with the hash of what it meant; a hash of 0: its
	 * canonical Markdown is the same bytes.  Of the pairs around the whole
	 * source n_outside stand in the skeleton, not in the segment; negative: so
	 * many of the pairs around the whole block stand in the segment.
	 */
	struct str name;
	struct str written_source, written_target;
	uint64_t written_source_of, written_target_of;
	int n_outside;

	struct position position;
};

struct catalogue_field {
	struct str name, text;
};

struct catalogue {
	const struct source *file; /* NULL when made, not loaded */
	struct position position;  /* of its <file> */
	struct str source_language, target_language;
	struct str original; /* content/PATH.md */
	struct unit *units;  /* in document order, orphans last */
	size_t n_units;
	/*
	 * An id's first unit, counted from 1.  NULL: not indexed, as units need not be that stand in their page's
	 * order; others are found slowly then.
	 */
	const struct tally *by_id;
	/* The translation record of an imported page: source version, how, by whom; in the file's order. */
	struct catalogue_field *record;
	size_t n_record;
	struct str skeleton; /* bilingual import only: the file with its segments taken out */
};

enum { CATALOGUE_LIMIT = 8 << 20 };

/*
 * Refuses DOCTYPE, entities, XInclude, elements more than 64 deep.  A file
 * below locales/LANG/ must be for LANG.  NULL: said.
 */
struct catalogue *catalogue_load(struct diagnostics *d, struct arena *a, const struct source *s);
/*
 * The same from the disk, at most 8 MiB: UTF-8, or the UTF-16 with a byte order mark that some tools write.
 * Of a document it is indexed only if its units are not the document's, each in its place.
 */
struct catalogue *catalogue_load_file(struct diagnostics *d, struct arena *a, const char *root,
                                      struct str path, const struct document *doc);
/*
 * What another tool made of XLIFF 1.2: every <file> of it.  A unit that is wrong
 * is said and left out.  false: the file itself can't be read (said).
 */
bool catalogue_load_foreign(struct diagnostics *d, struct arena *a, const struct source *s,
                            struct catalogue ***out, size_t *n);
void catalogue_render(const struct catalogue *c, struct buf *out);

/* Makes by_id; of units that share an id the first is found. */
void catalogue_index(struct arena *a, struct catalogue *c);
/* NULL when the language has no such unit. */
const struct unit *catalogue_find(const struct catalogue *c, struct str id);
/* The same where the unit most likely has this number. */
const struct unit *catalogue_find_near(const struct catalogue *c, struct str id, size_t number);
/* The same of a segment with an id: soonest where the units stand in the page's order, as they mostly do. */
const struct unit *catalogue_find_segment(const struct catalogue *c, const struct segment *s);
/* Whether the target may be shown: translated or final, with its source's codes; or imported, whatever its codes. */
bool catalogue_usable(const struct unit *u);
/* Whether the target has each of the source's codes as often as the source. */
bool catalogue_codes_match(const struct unit *u);
/* A hash of what a sentence says, codes by their number, never 0; tells whether a written form still holds. */
uint64_t catalogue_hash(const struct span *spans, size_t n);

/*
 * Where the catalogue's units of a block say the block's words but end
 * elsewhere (an imported page, segmented by its publisher), its boundaries win:
 * the document's blocks are split again there, and all segments named anew: true.
 * Before update, check and weave.  A catalogue that is not indexed has its units in the document's order.
 */
bool catalogue_adopt_segments(struct arena *a, struct document *doc, const struct catalogue *c);

/* The document's sentences, none of them translated.  Those without words have no unit. */
struct catalogue *catalogue_extract(struct arena *a, const struct document *doc, struct str source_language,
                                    struct str target_language);
struct unit catalogue_extract_unit(struct arena *a, struct str group, enum block_kind kind,
                                   const struct segment *s);

/*
 * The catalogue that fits the document now: same id keeps; same source
 * elsewhere is copied; similar (0.7) becomes needs-adaptation with the old pair;
 * else empty.  What fits nowhere stays as an orphan until the page changes
 * again.  Nothing changed: the same catalogue.  old NULL: a first extraction.
 */
struct catalogue *catalogue_update(struct arena *a, const struct document *doc, const struct catalogue *old,
                                   struct str source_language, struct str target_language);
/* The same for sentences that are no document's (messages): fresh holds their ids, sources and codes, and is filled. */
void catalogue_update_units(struct arena *a, struct catalogue *fresh, const struct catalogue *old);

struct catalogue_status {
	size_t units, words;                 /* of the source */
	size_t translated, translated_words; /* usable */
	size_t stale, stale_words;           /* needs adaptation */
	size_t human_words, machine_words;
};
struct catalogue_status catalogue_status(const struct catalogue *c);

/* Every mistake in a catalogue against the document it translates: unknown units, sources that are not the page's. */
void catalogue_check(struct diagnostics *d, const struct catalogue *c, const struct document *doc);

#endif

#ifndef TEXT_CATALOGUE_H
#define TEXT_CATALOGUE_H

#include "base/buf.h"
#include "text/document.h"

struct diagnostics;

/*
 * One file's sentences in one language: locales/LANG/PATH.xlf, XLIFF 1.2.
 * Written canonically: the same catalogue is always the same bytes.
 */
enum unit_state { UNIT_EMPTY, UNIT_NEEDS_ADAPTATION, UNIT_TRANSLATED, UNIT_FINAL };
enum unit_origin { ORIGIN_UNKNOWN, ORIGIN_HUMAN, ORIGIN_MACHINE };

struct unit {
	struct str id;	  /* of the segment; of the message in messages.xlf */
	struct str group; /* the block's key */
	struct span *source;
	size_t n_source;
	struct span *target; /* codes are those of the source */
	size_t n_target;
	size_t n_codes; /* codes the source names: 0 to n_codes - 1 */
	struct str *equiv; /* per code, what a translator sees of it: `**`, "code", "{{name}}" */
	enum unit_state state;
	enum unit_origin origin;
	struct str note;
	struct span *old_source, *old_target; /* alt-trans of a unit that needs adaptation */
	size_t n_old_source, n_old_target;
	int orphan; /* releases since the source has lost it; 0: in use */
	/* As an imported file spelled it, kept until source or target change; empty when canonical. */
	struct str written_source, written_target;
	struct position position;
};

struct catalogue_field {
	struct str name, text;
};

struct catalogue {
	const struct source *file; /* NULL when made, not loaded */
	struct str source_language, target_language;
	struct str original; /* content/PATH.md */
	struct unit *units;  /* in document order, orphans last */
	size_t n_units;
	/* The translation record of an imported page: source version, how, by whom; in the file's order. */
	struct catalogue_field *record;
	size_t n_record;
	struct str skeleton; /* bilingual import only: the file with its segments taken out */
};

/* Refuses DOCTYPE, entities, XInclude, anything over 8 MiB or 64 deep.  NULL: said. */
struct catalogue *catalogue_load(struct diagnostics *d, struct arena *a, const struct source *s);
void catalogue_render(const struct catalogue *c, struct buf *out);

/* NULL when the language has no such unit. */
const struct unit *catalogue_find(const struct catalogue *c, struct str id);
/* Whether the target may be shown: a state that says so, and the same codes as the source. */
bool catalogue_usable(const struct unit *u);

/*
 * The catalogue that fits the document now: same id keeps; same source
 * elsewhere is copied; similar (0.7) becomes needs-adaptation with the old pair;
 * else empty.  What fits nowhere stays one release as an orphan.  old NULL: a first extraction.
 */
struct catalogue *catalogue_update(struct arena *a, const struct document *doc, const struct catalogue *old, struct str target_language);

struct catalogue_status {
	size_t units, words;		 /* of the source */
	size_t translated, translated_words; /* usable */
	size_t stale, stale_words;	 /* needs adaptation */
	size_t human_words, machine_words;
};
struct catalogue_status catalogue_status(const struct catalogue *c);

/* Every mistake in a catalogue against the document it translates: unknown units, codes that differ. */
void catalogue_check(struct diagnostics *d, const struct catalogue *c, const struct document *doc);

#endif

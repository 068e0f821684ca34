#ifndef TEXT_CATALOGUE_ELEMENT_H
#define TEXT_CATALOGUE_ELEMENT_H

#include "text/catalogue/catalogue.h"
#include "text/catalogue/catalogue_sentence.h"

/*
 * The elements of XLIFF 1.2: where each may stand, and what it brings to the
 * catalogue that is being read.  Events come to them from catalogue_load.c.
 */
struct catalogue_element;

struct catalogue_loader {
	/* Another tool's: of several files, and where a unit is wrong the rest is wanted. */
	bool foreign;
	struct catalogue **all;
	size_t n_all, n_wrong; /* mistakes that cost a unit alone */
	size_t errors;         /* before the unit */

	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct catalogue *c;
	const struct catalogue_element *stack[XML_DEPTH_LIMIT + 1]; /* the file's first */
	int depth;

	struct str space; /* the last element's namespace */
	bool foreign_space;

	struct str group;
	enum block_kind kind;
	bool in_orphans;

	struct unit *unit; /* the catalogue's last; NULL outside any */
	size_t room;       /* for the catalogue's units */
	struct buf note;   /* the unit's, a line each */
	bool approved, has_source, in_alt;
	struct catalogue_sentence sentence;
	struct catalogue_codes codes, old_codes;

	struct xml_text text; /* of a note, a context, the skeleton */
	bool in_text;
	struct str text_of; /* who wrote the note, what the context is */
	uint64_t hash;      /* what the context was written of */
};

struct catalogue_element {
	struct str name;
	uint16_t within, is; /* sets of places */
	bool opaque;         /* what stands in it is not read */
	void (*start)(struct catalogue_loader *l, const struct xml_element *e);
	void (*end)(struct catalogue_loader *l);
	void (*code)(struct catalogue_sentence *s, const struct xml_element *e); /* instead of start */
};

/* The file itself, in which the first stands. */
const struct catalogue_element *catalogue_element_top(void);
/* The one of this name, whether or not it may stand within its parent; NULL: there is none (said). */
const struct catalogue_element *catalogue_element_find(struct catalogue_loader *l,
                                                       const struct catalogue_element *parent,
                                                       const struct xml_element *e);

#endif

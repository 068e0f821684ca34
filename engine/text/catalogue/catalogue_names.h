#ifndef TEXT_CATALOGUE_NAMES_H
#define TEXT_CATALOGUE_NAMES_H

#include "text/catalogue/catalogue.h"

/* What XLIFF 1.2 calls our kinds and states: one table each, read both ways. */

#define CATALOGUE_NAMES_XLIFF "urn:oasis:names:tc:xliff:document:1.2"

const char *catalogue_names_ctype(enum code_kind kind);
/* Of a pair or of a code standing alone; an unknown name is some HTML's. */
enum code_kind catalogue_names_code(struct str ctype, bool pair);

const char *catalogue_names_restype(enum block_kind kind);
enum block_kind catalogue_names_block(struct str restype);

const char *catalogue_names_state(enum unit_state state);
/* The state of a target of words that calls itself so; false: XLIFF has no such state. */
bool catalogue_names_find_state(struct str name, enum unit_state *state);
/* All that XLIFF knows, for suggestions. */
size_t catalogue_names_states(const struct str **names);

#endif

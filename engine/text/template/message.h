#ifndef TEXT_MESSAGE_H
#define TEXT_MESSAGE_H

#include "text/template/template.h"

struct catalogue;

/*
 * The interface's sentences and the rules' reasons in one language.  Their
 * source is content/messages.yaml (nested keys make dotted ids); their
 * translations are locales/LANG/messages.xlf.  Text is ICU MessageFormat:
 * {name}, {when, date, long}, {n, number}, {n, plural, one {...} other {...}},
 * {kind, select, ...}; compiled once.
 */
struct messages;

struct message_source {
	struct str id, text;
	struct position position;
};

/* The source sentences, in the file's order; a unit of a catalogue each. */
bool message_load_source(struct diagnostics *d, struct arena *a, const struct source *yaml,
                         struct message_source **out, size_t *n);

/*
 * The sentences of one language: the translation where it is usable (same
 * arguments as the source), else the source's.  catalogue NULL: the source language.
 */
struct messages *message_compile(struct diagnostics *d, struct arena *a, const struct message_source *source,
                                 size_t n, const struct catalogue *c);

/* Equal sentences have equal hashes: part of what a statement was made of. */
struct hash message_hash(const struct messages *m);

size_t message_ids(const struct messages *m, const struct str **ids); /* sorted */
/* NULL when there is no such sentence. */
const struct template *message_find(const struct messages *m, struct str id);
/* Whether this language has its own sentence for the id, not the source's. */
bool message_is_translated(const struct messages *m, struct str id);
/* Names of the arguments a sentence takes, sorted. */
size_t message_arguments(const struct messages *m, struct str id, const struct str **names);

/*
 * Takes out of a catalogue that came back the translations no sentence could be made of, or that take other
 * arguments than their source (said).  Those of an older source stay.
 */
void message_refuse(struct diagnostics *d, struct arena *a, const struct message_source *source, size_t n,
                    struct catalogue *theirs);

/* The catalogue of messages.xlf brought up to date with its source. */
struct catalogue *message_update(struct arena *a, const struct message_source *source, size_t n,
                                 const struct catalogue *old, struct str source_language,
                                 struct str target_language);

#endif

#ifndef POLICY_SENTENCES_H
#define POLICY_SENTENCES_H

#include "policy/clauses/facts.h"

/*
 * What members read: say = "message", with = { name = value, ... },
 * help = "page#anchor" of a declaration.
 */

/* Of these fields of the table; `otherwise` is the message where there is no `say` (empty: it must be there). */
void sentences_read(struct reading *r, struct scope s, const struct node *n, struct str otherwise,
                    struct sentence *out);
/* Of a message that a text names. */
void sentences_message(struct reading *r, const struct node *n, struct str *out);
/* kind.id.part, as every tier, benefit, offer, ... has its name. */
struct str sentences_id(struct reading *r, const char *kind, struct str id, const char *part);
/* A sentence without gaps. */
struct sentence sentences_plain(struct str message, struct position p);

/* Every refuse_when { conditions, say = ..., with = ..., help = ... } among the items of a table, of which there are no others. */
const struct refusal *sentences_refusals(struct reading *r, struct scope s, const struct node *n,
                                         enum word word, const char *what, size_t *count);

#endif

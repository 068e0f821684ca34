#ifndef SITE_OUTBOX_ITEM_H
#define SITE_OUTBOX_ITEM_H

#include "base/str.h"

struct buf;

/* Something that fell due and others are to do: a message to send, a card to charge, benefits to take away. */
enum outbox_state {
	OUTBOX_ANNOUNCED, /* by a run that has not come to its end: not to be acted on yet */
	OUTBOX_PENDING,
	OUTBOX_TAKING, /* on its way into a file */
	OUTBOX_TAKEN,  /* in a file, for whoever sends and charges */
	OUTBOX_DONE,
	OUTBOX_FAILED,
	OUTBOX_STATES
};

enum outbox_form { OUTBOX_JSONL, OUTBOX_CSV };

struct outbox_item {
	struct str key;  /* to tell what was done already: M000001/action_pack/2018-03-01/reminder.first */
	struct str kind; /* "message" or "action" */
	struct str id;   /* reminder.first, charge_renewal */
	struct str member, language, offer;
	int32_t day;          /* since when it is due */
	int32_t as_of;        /* the night that announced it */
	struct str message;   /* the sentence that says it */
	struct str arguments; /* of the sentence, a JSON object */
	enum outbox_state state;
	struct str reason; /* why it failed, in the consumer's words */
};

const char *outbox_item_state(enum outbox_state state);
/* The form that a word or, without one (NULL), the end of a file's name asks for.  false: the word is none. */
bool outbox_item_form(const char *path, const char *word, enum outbox_form *form);

/* What a file begins with: nothing, or the line of the columns' names. */
void outbox_item_head(struct buf *out, enum outbox_form form, bool with_state);
/* One line with its end; with_state: also what became of it. */
void outbox_item_render(struct buf *out, const struct outbox_item *item, enum outbox_form form,
                        bool with_state);

#endif

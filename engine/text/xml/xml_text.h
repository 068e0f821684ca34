#ifndef TEXT_XML_TEXT_H
#define TEXT_XML_TEXT_H

#include "base/buf.h"

/* An element's text, gathered from events.  Most of it comes in one: that is not copied.  {0} is empty. */
struct xml_text {
	struct str whole; /* as it came, if that is all of it */
	struct buf pieces;
};

void xml_text_join(struct xml_text *t, struct str text); /* to what there is already */
static inline void xml_text_add(struct xml_text *t, struct str text)
{
	if (t->whole.len == 0 && t->pieces.len == 0)
		t->whole = text;
	else
		xml_text_join(t, text);
}

static inline void xml_text_clear(struct xml_text *t)
{
	t->whole.len = 0;
	buf_clear(&t->pieces);
}

/* The text, which is then empty: as it came, or in the arena. */
static inline struct str xml_text_take(struct xml_text *t, struct arena *a)
{
	struct str text = t->pieces.len > 0 ? str_copy(a, buf_str(&t->pieces)) : t->whole;

	xml_text_clear(t);
	return text;
}

void xml_text_free(struct xml_text *t);

#endif

#ifndef TEXT_XML_TEXT_H
#define TEXT_XML_TEXT_H

#include "base/buf.h"

/* An element's text, gathered from events.  Most of it comes in one: that is not copied.  {0} is empty. */
struct xml_text {
	struct str whole; /* as it came, if that is all of it */
	struct buf pieces;
};

void xml_text_add(struct xml_text *t, struct str text);
/* The text, which is then empty: as it came, or in the arena. */
struct str xml_text_take(struct xml_text *t, struct arena *a);
void xml_text_clear(struct xml_text *t);
void xml_text_free(struct xml_text *t);

#endif

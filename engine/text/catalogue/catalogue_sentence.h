#ifndef TEXT_CATALOGUE_SENTENCE_H
#define TEXT_CATALOGUE_SENTENCE_H

#include "text/catalogue/catalogue.h"
#include "text/xml/xml.h"
#include "text/xml/xml_text.h"

/*
 * A <source> or <target> while it is read: text and inline elements become
 * spans.  Codes go by the ids their tool gave them; ours are 1, 2, 3.
 */
struct catalogue_codes {
	struct str *ids;
	struct unit_code *codes;
	size_t n;
	bool counted; /* the ids so far are 1 to n */
};

struct catalogue_sentence {
	struct diagnostics *d;
	struct arena *arena;
	struct span *spans;
	size_t n_spans, room; /* what is left of it is the next sentence's */
	struct xml_text text; /* since the last code */
	struct catalogue_codes *codes;
	bool names; /* this sentence is the one that says which codes there are */
	bool said;
	uint16_t open[XML_DEPTH_LIMIT];
	int n_open;
	bool reading; /* between start and take: text is its own */
	int skipped; /* depth within an element that is passed over with what it holds, in the sentence or around it */
	struct xml_element stray; /* that element, where words in it would be lost */
};

void catalogue_sentence_start(struct catalogue_sentence *s, struct catalogue_codes *codes, bool names);
void catalogue_sentence_add(struct catalogue_sentence *s, struct str text);
/* Whether the text was the sentence's, or was passed over.  Most is the white space between elements, and neither. */
static inline bool catalogue_sentence_text(struct catalogue_sentence *s, struct str text)
{
	if (!s->reading && s->skipped == 0)
		return false;
	catalogue_sentence_add(s, text);
	return true;
}

/* <g> and its end. */
void catalogue_sentence_open(struct catalogue_sentence *s, const struct xml_element *e);
void catalogue_sentence_close(struct catalogue_sentence *s);
/* <x/>, <ph> */
void catalogue_sentence_alone(struct catalogue_sentence *s, const struct xml_element *e);
/* <bpt>, <ept>, <bx/>, <ex/>, <it>; <sc/>, <ec/> of XLIFF 2 */
void catalogue_sentence_half(struct catalogue_sentence *s, const struct xml_element *e);
/*
 * Passes over an element.  stray: another namespace's may stand in a sentence, but words in it would be lost, so they
 * are said; or NULL.
 */
void catalogue_sentence_skip(struct catalogue_sentence *s, const struct xml_element *stray);
/* Whether the element that ends was passed over. */
static inline bool catalogue_sentence_skip_end(struct catalogue_sentence *s)
{
	if (s->skipped == 0)
		return false;
	if (--s->skipped == 0)
		s->stray.name = (struct str){0};
	return true;
}

struct span *catalogue_sentence_take(struct catalogue_sentence *s, size_t *n);

#endif

#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include "base/str.h"
#include "text/template/markup_attribute.h"
#include "text/words/escape.h"

/*
 * Follows HTML as it is put together, to know at every point where a value
 * would stand.  A tokenizer, not a parser: it knows tags, attributes, comments
 * and elements of raw text, and nothing of how elements nest.  {0} is the
 * beginning of a page.
 */
enum markup_state {
	MARKUP_TEXT,
	MARKUP_RAW,     /* inside an element whose text is no markup */
	MARKUP_RAW_TAG, /* there, after `<` and while what follows may be its end tag */
	MARKUP_OPEN,    /* after `<` */
	MARKUP_OPEN_END,
	MARKUP_OPEN_DECLARATION,
	MARKUP_DECLARATION,
	MARKUP_COMMENT,
	MARKUP_TAG_NAME,
	MARKUP_TAG,      /* between attributes */
	MARKUP_NAME_END, /* just after a name that ended where a section begins or ends: no name may go on */
	MARKUP_ATTRIBUTE,
	MARKUP_AFTER_ATTRIBUTE,
	MARKUP_BEFORE_VALUE,
	MARKUP_QUOTED,
	MARKUP_UNQUOTED,
};

enum { MARKUP_NAME_LIMIT = 24 };

struct markup {
	enum markup_state state;
	char quote;
	bool end_tag;
	bool query;  /* in an address: after ? or # */
	bool broken; /* a tag or a name in it is cut by a section; reported and reset by the caller */
	bool order;  /* in a <meta> that has http-equiv: browsers do what its content says */
	bool valued; /* in a <meta>: a value stands in its content */
	bool late;   /* one stood there before http-equiv came; reported and reset by the caller */
	unsigned char dashes; /* just read in a comment; characters matched of an end tag */
	unsigned char name_len;
	char name[MARKUP_NAME_LIMIT]; /* of the tag or attribute being read, lower case, cut */
	unsigned char raw_len;
	char raw[12]; /* the element of raw text */
	enum markup_attribute attribute;
	unsigned values; /* attribute values begun so far: tells one from the next */
};

/*
 * Follows the bytes up to where an address begins or ends, that is, past the quote before or after it, or to their end;
 * past a tag that is all there, for no value will stand in it.  Returns how many these were; at least one, where there
 * are any.
 */
size_t markup_feed(struct markup *m, struct str html);

/* Where a value would stand here; false where none may, then markup_place_name() tells. */
bool markup_place(const struct markup *m, enum place *place);

/* This place in words: "the text", "a <script> element", "a comment". */
const char *markup_place_name(const struct markup *m);

/* A value was put here. */
void markup_note_value(struct markup *m);

/* From text to the value of an attribute that people are shown, and back: of a tag whose bytes need not be followed. */
void markup_begin_prose(struct markup *m);
void markup_end_prose(struct markup *m);

/* Whether an address is being read. */
bool markup_in_url(const struct markup *m);

/* A section begins or ends here: a name that was being read is over. */
void markup_pause(struct markup *m);

/* Whether the text goes on after both in the same way; then *m is what holds after either. */
bool markup_merge(struct markup *m, const struct markup *other);

/* Where a value stands that was put there before http-equiv came: what markup_place_name() would have told. */
extern const char markup_place_obeyed[];

#endif

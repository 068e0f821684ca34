#ifndef TEXT_MARKDOWN_ITEM_H
#define TEXT_MARKDOWN_ITEM_H

#include "text/document/document.h"

struct html_element;

/*
 * A block's words on their way from cmark's tree to a document's spans: flat,
 * with the raw tags and tildes that cmark leaves to us, until markdown_nest
 * has paired them or made them text.
 */
enum item_kind {
	ITEM_NONE,
	ITEM_TEXT,
	ITEM_SOFT, /* the end of a line */
	ITEM_OPEN, /* of a code; without a code: the beginning of what no pair may cross */
	ITEM_CLOSE,
	ITEM_ALONE,
	ITEM_TAG,       /* raw, of an allowed element */
	ITEM_TILDES,    /* one or two that may strike out what is between them */
	ITEM_BLOCK,     /* a tag around blocks, to be published as it is */
	ITEM_SEPARATOR, /* between two fragments of raw HTML */
};

struct item {
	enum item_kind kind;
	struct str text; /* text; tag and tildes as written, block as published */
	struct code *code;
	const struct html_element *element; /* tag, block */
	bool closing;                       /* tag, block: an end tag */
	bool opens, closes;                 /* tildes: what they may do */
	struct str attributes;              /* tag: as written; code: the id it gives this place */
	struct position position;
};

struct items {
	struct item *at;
	size_t n;
	bool unpaired; /* markdown_inline: there may be tags or tildes among them */
};

#endif

#ifndef TEXT_MARKUP_ATTRIBUTE_H
#define TEXT_MARKUP_ATTRIBUTE_H

#include "base/str.h"

/* What the value of an attribute of HTML or SVG is to a browser; an unknown one is data. */
enum markup_attribute {
	ATTRIBUTE_DATA,
	ATTRIBUTE_PROSE,
	ATTRIBUTE_URL,
	ATTRIBUTE_URLS, /* a list of addresses: srcset */
	ATTRIBUTE_SCRIPT,
	ATTRIBUTE_STYLE,
	ATTRIBUTE_MARKUP,  /* srcdoc */
	ATTRIBUTE_CONTENT, /* of <meta> */
	ATTRIBUTE_ORDER,   /* of <meta>: http-equiv and charset, which browsers obey */
};

/* name: in lower case. */
enum markup_attribute markup_attribute_of(struct str name, bool in_meta);

#endif

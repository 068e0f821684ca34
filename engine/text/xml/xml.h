#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/source.h"

struct arena;
struct diagnostics;

/*
 * XML as a stream of events, for files that strangers wrote: nothing is
 * declared, expanded, included or fetched.  Values and texts are as lasting as
 * the source and the arena that they are read with; names are valid during the call,
 * namespaces as long as the file is read.
 */
struct xml_attribute {
	struct str name; /* attributes with a namespace are left out */
	struct str value;
};

struct xml_element {
	struct str space, name; /* space: the namespace, empty when it has none */
	const struct xml_attribute *attributes;
	size_t n_attributes;
	struct position position; /* of the start tag */
};

/* before: all text since the last tag, mostly the white space between two. */
struct xml_handler {
	void (*start)(void *context, struct str before, const struct xml_element *e);
	void (*end)(void *context, struct str before);
};

/* The value of an attribute; {0} when it has none (an empty value has an address). */
static inline struct str xml_value(const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (str_is(e->attributes[i].name, name))
			return e->attributes[i].value;
	return (struct str){0};
}

enum { XML_DEPTH_LIMIT = 64, XML_ATTRIBUTES_LIMIT = 64 };

/*
 * Refuses a document type, another encoding than the text's own, XInclude,
 * elements nested deeper and tags with more attributes than these.
 * false: the file is not well-formed or was refused (said).
 */
bool xml_read(struct diagnostics *d, struct arena *a, const struct source *s,
              const struct xml_handler *handler, void *context);

#endif

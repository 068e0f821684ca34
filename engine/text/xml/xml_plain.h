#ifndef TEXT_XML_PLAIN_H
#define TEXT_XML_PLAIN_H

#include "text/xml/xml.h"

/*
 * XML as this program writes it: elements, attributes in double quotes and text of one
 * namespace.  Nearly every catalogue is nothing else, and is read so for
 * a fifth of what a parser of all XML takes.  Whatever else XML may have, and
 * every mistake, is not plain: reading ends before it.
 *
 * Returns how many tags, of start and end, the handler was told, with the text
 * before each; *whole: they were all of the file.
 */
size_t xml_plain_read(struct arena *a, const struct source *s, const struct xml_handler *handler,
                      void *context, bool *whole);

#endif

#ifndef TEXT_XML_WRITE_H
#define TEXT_XML_WRITE_H

#include "base/buf.h"

/* Escaped; what XML cannot hold at all becomes U+FFFD. */
void xml_write_text(struct buf *out, struct str text);
/* ` name="value"`; nothing where the value is empty. */
void xml_write_attribute(struct buf *out, const char *name, struct str value);

#endif

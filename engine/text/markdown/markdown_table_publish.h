#ifndef TEXT_MARKDOWN_TABLE_PUBLISH_H
#define TEXT_MARKDOWN_TABLE_PUBLISH_H

#include "text/markdown/markdown_section.h"

/* Publishes the table whose mark is child i; returns the child that is its end. */
size_t markdown_table_publish(struct markdown_page *p, const struct children *all, size_t i);

#endif

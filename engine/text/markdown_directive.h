#ifndef TEXT_MARKDOWN_DIRECTIVE_H
#define TEXT_MARKDOWN_DIRECTIVE_H

#include "base/buf.h"

/* Lines of DocFX, the publisher's dialect that imported pages are written in. */

/* [!INCLUDE [title](path)] */
bool markdown_directive_include(struct str line, struct str *path);

/* :::image type="content" source="path" alt-text="words":::, written again as ![words](<path>). */
bool markdown_directive_image(struct str line, struct buf *out);

#endif

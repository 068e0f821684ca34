#ifndef TEXT_MARKDOWN_DIRECTIVE_H
#define TEXT_MARKDOWN_DIRECTIVE_H

#include "base/buf.h"

/* Lines of DocFX, the publisher's dialect that imported pages are written in. */

/* Whether s begins with [!INCLUDE and goes on, however it is written. */
bool markdown_directive_begins_include(struct str s);
/* [!INCLUDE [title](path)]: the length of one that s begins with, or 0; one that is all of a line */
size_t markdown_directive_include_at(struct str s, struct str *path);
bool markdown_directive_include(struct str line, struct str *path);
/* The next one at or after *at in the words of a paragraph, outside code and tags, and its length. */
bool markdown_directive_find_include(struct str words, size_t *at, size_t *length, struct str *path);

/*
 * What Markdown has words for, written again in them; false: the line has none of it.
 *
 *   :::image type="content" source="path" alt-text="words":::   ![words](<path>), anywhere in the line
 *     with lightbox="large" or link="address"                   [![words](<path>)](<large>)
 *   :::code language="c" source="path":::                       [path](<path>)
 *   [!code-c[words](path)]                                      [words](<path>)
 *   [!VIDEO address]                                            [address](<address>)
 *   ![words](path =200x100), of which a side may be left out    ![words](path#=200x100)
 */
bool markdown_directive_rewrite(struct str line, struct buf *out);

/* An image, as it is written. */
struct directive_image {
	struct str source, words, link; /* link: where it leads, or empty */
	struct str attributes;          /* all that it holds */
	bool more;                      /* than is published */
};

/* One that is all of a line, as nearly all are. */
bool markdown_directive_image(struct str line, struct directive_image *image);

/* The next attribute of an image at or after *at that nothing is published of, but for what is for translators. */
bool markdown_directive_dropped(struct str line, size_t *at, struct str *name);

/* Takes such a size, `200x100`, from an image's address; empty: it has none. */
struct str markdown_directive_size(struct str *url);

/* `:::zone pivot="a"`, `:::row:::`, `:::zone-end`: where a part of the page begins or ends. */
bool markdown_directive_part(struct str line, struct str *name);

/* [!div class="nextstepaction"]: what kind of division a quote is.  The class is letters, digits, '-' and '_'. */
bool markdown_directive_division(struct str line, struct str *class);

#endif

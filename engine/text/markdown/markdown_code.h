#ifndef TEXT_MARKDOWN_CODE_H
#define TEXT_MARKDOWN_CODE_H

#include "text/document/document.h"

struct arena;

/* Codes, each with its canonical spelling in Markdown. */

/* Strong, emphasis, strike, break. */
struct code markdown_code_plain(enum code_kind kind);
struct code markdown_code_span(struct arena *a, struct str text);
struct code markdown_code_slot(struct arena *a, struct str name, struct str written);
struct code markdown_code_link(struct arena *a, struct str url, struct str title);
/* words: its alternative text, plain; size: `200x100`, `200x`, `x100`, or empty */
struct code markdown_code_image(struct arena *a, struct str url, struct str title, struct str words,
                                struct str size);
/* How the same link or image is spelled with another alternative text, another title, or both: a tag as a tag. */
struct code markdown_code_reworded(struct arena *a, const struct code *code, struct str words,
                                   struct str title);
/* Without its words. */
struct code markdown_code_include(struct str path, struct str written);
/* HTML is its own spelling.  A pair has an end, written and published. */
struct code markdown_code_html(struct str published, struct str written);
struct code markdown_code_pair(struct str published, struct str end, struct str written,
                               struct str written_end);

#endif

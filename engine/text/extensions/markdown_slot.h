#ifndef TEXT_MARKDOWN_SLOT_H
#define TEXT_MARKDOWN_SLOT_H

#include "base/str.h"

/* The tags of a page: {{name}}, {{#name}}, {{^name}}, {{/name}}, {{> name}}.  Whatever else has braces is text. */
enum slot_kind { SLOT_NONE, SLOT_NAME, SLOT_SECTION, SLOT_INVERTED, SLOT_END, SLOT_PARTIAL };

struct slot {
	enum slot_kind kind;
	struct str name;
	size_t length; /* with its braces */
};

/* The tag that s begins with. */
struct slot markdown_slot_at(struct str s);

/* The section tag or partial that is all there is on this line. */
struct slot markdown_slot_line(struct str line);

/* Whether every `{{` in an address begins a slot. */
bool markdown_slot_fit(struct str url);

#endif

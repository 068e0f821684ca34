#include "text/extensions/markdown_slot.h"

#include <string.h>

#include "base/ascii.h"
#include "text/template/assembly.h"

static bool is_partial_name(struct str name)
{
	if (!name.len || *name.at == '.' || *name.at == '/' || name.at[name.len - 1] == '/')
		return false;
	if (str_find(name, STR(".."), 0) != SIZE_MAX)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!ascii_is_alnum(c) && !strchr("_-./", c))
			return false;
	}
	return true;
}

static enum slot_kind kind_of(char c)
{
	switch (c) {
	case '#':
		return SLOT_SECTION;
	case '^':
		return SLOT_INVERTED;
	case '/':
		return SLOT_END;
	case '>':
		return SLOT_PARTIAL;
	}
	return SLOT_NAME;
}

struct slot markdown_slot_at(struct str s)
{
	enum { LONGEST = 200 }; /* so that many `{{` without an end cost nothing */
	struct slot slot = {.kind = SLOT_NONE};
	struct str inside;
	size_t end;

	if (!str_starts(s, STR("{{")) || str_starts(s, STR("{{{")))
		return slot;
	end = str_find(str_slice(s, 0, s.len < LONGEST ? s.len : LONGEST), STR("}}"), 2);
	if (end == SIZE_MAX || (end + 2 < s.len && s.at[end + 2] == '}'))
		return slot;
	inside = str_trim(str_slice(s, 2, end));
	if (!inside.len)
		return slot;
	slot.kind = kind_of(*inside.at);
	slot.name = slot.kind == SLOT_NAME ? inside : str_trim(str_slice(inside, 1, inside.len));
	slot.length = end + 2;
	if (slot.kind == SLOT_PARTIAL ? !is_partial_name(slot.name) : !assembly_is_name(slot.name))
		return (struct slot){.kind = SLOT_NONE};
	return slot;
}

struct slot markdown_slot_line(struct str line)
{
	struct slot slot;

	line = str_trim(line);
	slot = markdown_slot_at(line);
	if (slot.kind == SLOT_NAME || slot.length != line.len)
		slot.kind = SLOT_NONE;
	return slot;
}

bool markdown_slot_fit(struct str url)
{
	size_t i = 0;

	while ((i = str_find(url, STR("{{"), i)) != SIZE_MAX) {
		struct slot slot = markdown_slot_at(str_slice(url, i, url.len));

		if (slot.kind != SLOT_NAME)
			return false;
		i += slot.length;
	}
	return true;
}

#include "text/extensions/markdown_column.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "text/extensions/markdown_directive.h"

struct columns {
	size_t base; /* where the row itself is indented, in a list item */
	size_t extra; /* what stands in the column is indented so much more, as its first line tells; or UNKNOWN */
	bool row, column;
	struct str fence; /* of the code that we are in */
};

enum { TAB = 4 };
static const size_t UNKNOWN = SIZE_MAX;

/* White space at the line's beginning, at most so many columns of it; its bytes. */
static size_t indent(struct str line, size_t most, size_t *bytes)
{
	size_t width = 0, i = 0, next;

	for (; i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'); i++, width = next) {
		next = line.at[i] == ' ' ? width + 1 : width + TAB - width % TAB;
		if (next > most)
			break;
	}
	*bytes = i;
	return width;
}

/* Whether the line is of code between fences, or a fence. */
static bool is_code(struct columns *c, struct str line)
{
	bool opens = str_starts(line, STR("```")) || str_starts(line, STR("~~~"));

	if (c->fence.len == 0) {
		if (opens)
			c->fence = str_slice(line, 0, 3);
		return opens;
	}
	if (str_starts(line, c->fence))
		c->fence.len = 0;
	return true;
}

/* Whether the line begins or ends a row or a column, whose own indentation says nothing. */
static bool follow(struct columns *c, struct str line, size_t width)
{
	struct str name;
	bool ends, column;

	if (!markdown_directive_part(line, &name))
		return false;
	column = str_is(name, "column");
	if (!column && !str_is(name, "row"))
		return false;
	ends = str_find(line, STR("-end"), 0) != SIZE_MAX;
	if (!column || (!c->row && !ends))
		c->base = width;
	if (!column)
		c->row = !ends;
	c->column = column && !ends;
	c->extra = UNKNOWN;
	return true;
}

/* How many bytes at the line's beginning are the column's. */
static size_t taken(struct columns *c, struct str line)
{
	struct str words = str_trim(line);
	size_t bytes, width = indent(line, UNKNOWN, &bytes), most = 0;

	if (words.len == 0)
		return 0;
	if (!is_code(c, words) && follow(c, words, width))
		most = width - (c->base < width ? c->base : width);
	else if (c->column && c->extra == UNKNOWN)
		most = c->extra = width - (c->base < width ? c->base : width);
	else if (c->column)
		most = c->extra;
	indent(line, most, &bytes);
	return bytes;
}

struct text *markdown_column_straighten(struct arena *a, struct text *t)
{
	struct columns c = {0};
	struct text *straight;
	struct buf bytes = {0};

	/* what all directives begin with is found faster, and mostly there is none */
	if (str_find(t->bytes, STR("column-end"), str_find(t->bytes, STR(":::"), 0)) == SIZE_MAX)
		return t;
	straight = arena_alloc(a, sizeof(*straight));
	*straight = (struct text){.source = t->source, .inner = t->inner};
	for (size_t i = 1; i <= t->n_lines; i++) {
		size_t from = taken(&c, markdown_text_line(t, i));

		*ARRAY_ADD(a, straight->lines, straight->n_lines) = (struct text_line){
			.at = (uint32_t)bytes.len, .origin = t->lines[i - 1].origin + (uint32_t)from};
		buf_add(&bytes,
		        str_slice(markdown_text_lines(t, i, i), from, markdown_text_lines(t, i, i).len));
	}
	straight->bytes = buf_keep(&bytes, a);
	return straight;
}

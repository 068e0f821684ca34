#include "text/cmark/markdown_trail.h"

#include <cmark.h>
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/bisect.h"
#include "base/buf.h"
#include "base/wide.h"
#include "text/cmark/markdown_container.h"
#include "text/cmark/markdown_entity.h"

static bool is_at(const struct trail *r, char c)
{
	return r->at < r->joined.len && r->joined.at[r->at] == c;
}

static void skip_run(struct trail *r, char c)
{
	while (is_at(r, c))
		r->at++;
}

/* `## `, which belongs to no inline node. */
static void skip_heading_mark(struct trail *r)
{
	size_t from = r->at;

	skip_run(r, '#');
	if (r->at - from > 6 || (!is_at(r, ' ') && !is_at(r, '\t')))
		r->at = from;
	while (is_at(r, ' ') || is_at(r, '\t'))
		r->at++;
}

static size_t clip(size_t at, struct str line)
{
	return at < line.len ? at : line.len;
}

/* Most leaves are one line, which is there already. */
static bool open_one(struct trail *r, struct str line, size_t column)
{
	if (line.len == 0 || line.at[line.len - 1] != '\n' || str_ends(line, STR("\r\n")))
		return false;
	r->lines = arena_array(r->arena, r->n_lines = 1, sizeof(*r->lines));
	r->lines->at = clip(column, str_slice(line, 0, line.len - 1));
	r->joined = str_slice(line, r->lines->at, line.len);
	return true;
}

static void join_lines(struct trail *r, cmark_node *leaf, size_t last, size_t column)
{
	struct container_chain chain;
	size_t length = 0;
	/* no longer than its lines, with an end for the last of the text */
	char *joined = arena_bytes(r->arena, markdown_text_lines(r->text, r->first, last).len + 1);

	markdown_container_chain(r->text, leaf, &chain);
	for (size_t i = r->first; i <= last; i++) {
		struct str line = markdown_text_line(r->text, i);
		size_t at = clip(i == r->first ? column : markdown_container_enter(line, &chain).at, line);

		*ARRAY_ADD(r->arena, r->lines, r->n_lines) = (struct trail_line){length, at};
		if (at < line.len)
			memcpy(joined + length, line.at + at, line.len - at);
		length += line.len - at;
		joined[length++] = '\n';
	}
	r->joined = (struct str){joined, length};
}

void markdown_trail_open(struct trail *r, struct arena *a, const struct text *t, cmark_node *leaf)
{
	size_t first = (size_t)cmark_node_get_start_line(leaf), last = (size_t)cmark_node_get_end_line(leaf),
	       column = (size_t)cmark_node_get_start_column(leaf) - 1;

	*r = (struct trail){.text = t, .arena = a, .first = first};
	if (last > t->n_lines)
		last = t->n_lines;
	if (first != last || !open_one(r, markdown_text_lines(t, first, first), column))
		join_lines(r, leaf, last, column);
	if (cmark_node_get_type(leaf) == CMARK_NODE_HEADING && first == last)
		skip_heading_mark(r);
}

/* One character of a literal against the text: how far both move; false when they differ. */
static bool step(const struct trail *r, struct str literal, size_t *at, size_t *i)
{
	struct str rest = str_slice(r->joined, *at, r->joined.len), characters;
	size_t length;

	if (!rest.len)
		return false;
	if (rest.len > 1 && *rest.at == '\\' && ispunct((unsigned char)rest.at[1]) &&
	    rest.at[1] == literal.at[*i]) {
		*at += 2;
		*i += 1;
		return true;
	}
	length = *rest.at == '&' ? markdown_entity_at(r->arena, rest, &characters) : 0;
	if (length && str_starts_at(literal, *i, characters)) {
		*at += length;
		*i += characters.len;
		return true;
	}
	if (*rest.at != literal.at[*i])
		return false;
	*at += 1;
	*i += 1;
	return true;
}

/* As far as both are the same to the byte, which is nearly all of it; then step has to look. */
static void skip_same(const struct trail *r, struct str literal, size_t to, size_t *at, size_t *i)
{
	while (*i < to && *at < r->joined.len && r->joined.at[*at] == literal.at[*i] &&
	       literal.at[*i] != '\\' && literal.at[*i] != '&') {
		++*at;
		++*i;
	}
}

void markdown_trail_walk_slowly(const struct trail *r, struct str literal, size_t from, size_t to, size_t *at)
{
	do
		skip_same(r, literal, to, at, &from);
	while (from < to && step(r, literal, at, &from));
}

static wide find_escapes(wide w)
{
	return (w == '\\') | (w == '&');
}

static bool has_escape(struct str s)
{
	if (s.len >= WIDE_LEAST)
		return wide_any_in(s.at, s.len, find_escapes);
	return str_find_byte(s, '\\', 0) < s.len || str_find_byte(s, '&', 0) < s.len;
}

/* Most texts and addresses have nothing that could be written otherwise, and stand where what is before them ends. */
static bool stands_at(const struct trail *r, size_t at, struct str literal)
{
	return str_starts_at(r->joined, at, literal) && !has_escape(literal);
}

size_t markdown_trail_text(struct trail *r, struct str literal)
{
	enum { PATIENCE = 4096, FAILURES = 16 }; /* what stands between two nodes is short */
	size_t limit = r->joined.len - r->at > PATIENCE ? r->at + PATIENCE : r->joined.len;

	r->exact = stands_at(r, r->at, literal);
	if (r->exact) {
		r->at += literal.len;
		return r->at - literal.len;
	}
	for (size_t start = r->at; start < limit && r->failures < FAILURES; start++) {
		size_t at = start, i = 0;

		do
			skip_same(r, literal, literal.len, &at, &i);
		while (i < literal.len && step(r, literal, &at, &i));
		if (i < literal.len)
			continue;
		r->at = at;
		return start;
	}
	r->failures++;
	return SIZE_MAX;
}

static void skip_to_line(struct trail *r)
{
	const char *end = r->at < r->joined.len ? memchr(r->joined.at + r->at, '\n', r->joined.len - r->at)
	                                        : NULL;

	r->at = end ? (size_t)(end - r->joined.at) + 1 : r->joined.len;
}

/* `` `code` ``: to the next run of as many backticks. */
static void skip_code(struct trail *r)
{
	size_t from = r->at, run;

	skip_run(r, '`');
	run = r->at - from;
	while (run && r->at < r->joined.len) {
		size_t begin = r->at;

		skip_run(r, '`');
		if (r->at - begin == run)
			return;
		r->at += r->at == begin;
	}
}

static void skip_raw_html(struct trail *r, struct str literal)
{
	if (str_starts_at(r->joined, r->at, literal))
		r->at += literal.len;
}

void markdown_trail_enter(struct trail *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		skip_to_line(r);
		break;
	case CMARK_NODE_CODE:
		skip_code(r);
		break;
	case CMARK_NODE_HTML_INLINE:
		skip_raw_html(r, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_EMPH:
		r->at += is_at(r, '*') || is_at(r, '_');
		break;
	case CMARK_NODE_STRONG:
		for (int i = 0; i < 2; i++)
			r->at += is_at(r, '*') || is_at(r, '_');
		break;
	case CMARK_NODE_IMAGE:
		r->at += is_at(r, '!');
		r->at += is_at(r, '[');
		break;
	case CMARK_NODE_LINK:
		r->at += is_at(r, '[') || is_at(r, '<');
		break;
	default:
		break;
	}
}

/* Over a pair of brackets, which may hold others if nest says so; what is known of what is in it has none but pairs. */
static void skip_brackets(struct trail *r, char open, char close, bool nest, struct str known)
{
	size_t depth = 1, at = r->at + 1;
	char quote = 0;

	if (stands_at(r, at, known))
		at += known.len;
	for (; at < r->joined.len; at++) {
		char c = r->joined.at[at];

		if (c == '\\')
			at++;
		else if (quote)
			quote = c == quote ? 0 : quote;
		else if (nest && (c == '"' || c == '\'') &&
		         (r->joined.at[at - 1] == ' ' || r->joined.at[at - 1] == '\n'))
			quote = c;
		else if (c == open && nest)
			depth++;
		else if (c == close && --depth == 0)
			break;
	}
	if (at < r->joined.len)
		r->at = at + 1;
}

/* `](url "title")`, `][label]`, `]`, `>` */
static void skip_link_end(struct trail *r, cmark_node *link)
{
	if (is_at(r, '>')) {
		r->at++;
		return;
	}
	if (!is_at(r, ']'))
		return;
	r->at++;
	if (is_at(r, '('))
		skip_brackets(r, '(', ')', true, str_from(cmark_node_get_url(link)));
	else if (is_at(r, '['))
		skip_brackets(r, '[', ']', false, (struct str){0});
}

void markdown_trail_leave(struct trail *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		markdown_trail_enter(r, node);
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		skip_link_end(r, node);
		break;
	default:
		break;
	}
}

struct position markdown_trail_place(const struct trail *r, size_t at, size_t length)
{
	size_t line = BISECT(i, 1, r->n_lines, r->lines[i].joined <= at) - 1, end;

	if (!r->n_lines)
		return (struct position){.source = r->text->source};
	/* What goes on to the next line is shown to the end of this one. */
	end = line + 1 < r->n_lines ? r->lines[line + 1].joined - 1 : r->joined.len - 1;
	if (at > end)
		at = end;
	if (length > end - at)
		length = end - at;
	return markdown_text_place_in(r->text, r->first + line,
	                              r->lines[line].at + (at - r->lines[line].joined), length);
}

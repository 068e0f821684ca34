#include "policy/script/layout.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/visible.h"
#include "policy/script/layout_lines.h"
#include "policy/script/lexer.h"

enum { INDENT = 2 };

bool layout_item_is(const struct layout_item *i, const char *z)
{
	return i->kind != LAYOUT_TEXT && i->kind != LAYOUT_COMMENT && str_is(i->text, z);
}

static bool is_keyword(struct str s)
{
	static const char *const words[] = {"and",   "break", "do",       "else",  "elseif", "end",
	                                    "false", "for",   "function", "goto",  "if",     "in",
	                                    "local", "nil",   "not",      "or",    "repeat", "return",
	                                    "then",  "true",  "until",    "while", NULL};

	return str_is_among(s, words);
}

int layout_turn(const struct layout_item *i)
{
	static const char *const opening[] = {"function", "then", "do", "repeat", "else", NULL},
				 *const closing[] = {"end", "until", "elseif", "else", NULL};

	if (i->kind == LAYOUT_SYMBOL && i->text.len == 1 && strchr("{([", i->text.at[0]))
		return 1;
	if (i->kind == LAYOUT_SYMBOL && i->text.len == 1 && strchr("})]", i->text.at[0]))
		return -1;
	if (i->kind != LAYOUT_KEYWORD)
		return 0;
	return str_is_among(i->text, opening) - str_is_among(i->text, closing);
}

size_t layout_width(struct str s)
{
	struct buf scratch = {0};
	size_t width = 0;

	for (size_t i = 0; i < s.len;)
		width += visible_add_next(&scratch, s, &i);
	buf_free(&scratch);
	return width;
}

size_t layout_width_before(const struct layout_line *l, size_t item)
{
	size_t width = 0;

	for (size_t i = 0; i < item; i++)
		width += (i > 0 ? l->items[i].gap : 0) + layout_width(l->items[i].text);
	return width;
}

/* While the text is cut into lines. */
struct reader {
	struct arena *arena;
	struct layout_lines lines;
	struct str text;
	bool begun; /* a line is open */
};

static void begin_line(struct reader *r, bool blank_before)
{
	bool first = r->lines.n == 0;

	ARRAY_ADD(r->arena, r->lines.at, r->lines.n)->blank_before = blank_before && !first;
}

static void add_item(struct reader *r, struct layout_item i)
{
	struct layout_line *l = &r->lines.at[r->lines.n - 1];

	assert(r->lines.n > 0 && r->lines.at);
	*ARRAY_ADD(r->arena, l->items, l->n) = i;
}

static struct str trim_end(struct str s)
{
	while (s.len > 0 && strchr(" \t\r", s.at[s.len - 1]))
		s.len--;
	return s;
}

/* White space and comments between two tokens: comments become items, line ends lines. */
static void read_gap(struct reader *r, size_t from, size_t to)
{
	size_t newlines = r->lines.n == 0;

	while (from < to) {
		size_t end;

		if (r->text.at[from] != '-') {
			newlines += r->text.at[from++] == '\n';
			continue;
		}
		end = lexer_skip_comment(r->text, from);
		if (newlines > 0)
			begin_line(r, newlines > 1);
		add_item(r, (struct layout_item){LAYOUT_COMMENT, trim_end(str_slice(r->text, from, end)), 0});
		newlines = 0;
		from = end;
	}
	if (newlines > 0 && to < r->text.len)
		begin_line(r, newlines > 1);
}

/* "..", "...", "//": the lexer knows one character at a time. */
static bool is_glued(const struct tokens *t, size_t i)
{
	struct str one = lexer_text(t, i);

	return i > 0 && t->at[i].kind == TOKEN_SYMBOL && one.len == 1 && strchr("./<>:", one.at[0]) &&
	       t->at[i - 1].kind == TOKEN_SYMBOL && str_equal(one, lexer_text(t, i - 1)) &&
	       t->at[i - 1].offset + 1 == t->at[i].offset;
}

static void read_token(struct reader *r, const struct tokens *t, size_t i)
{
	static const enum layout_kind kinds[] = {[TOKEN_NAME] = LAYOUT_NAME,
	                                         [TOKEN_TEXT] = LAYOUT_TEXT,
	                                         [TOKEN_NUMBER] = LAYOUT_NUMBER,
	                                         [TOKEN_SYMBOL] = LAYOUT_SYMBOL};
	struct str text = lexer_text(t, i);
	struct layout_line *l = &r->lines.at[r->lines.n - 1];

	if (is_glued(t, i)) {
		l->items[l->n - 1].text.len += text.len;
		return;
	}
	add_item(r, (struct layout_item){kinds[t->at[i].kind], text, 0});
	if (is_keyword(text) && t->at[i].kind == TOKEN_NAME)
		r->lines.at[r->lines.n - 1].items[r->lines.at[r->lines.n - 1].n - 1].kind = LAYOUT_KEYWORD;
}

static struct layout_lines read_lines(struct arena *a, const struct source *s)
{
	struct tokens t = lexer_read(a, s);
	struct reader r = {.arena = a, .text = s->text};
	size_t end = 0;

	for (size_t i = 0; i < t.n; i++) {
		read_gap(&r, end, t.at[i].offset);
		read_token(&r, &t, i);
		end = t.at[i].offset + t.at[i].length;
	}
	read_gap(&r, end, s->text.len);
	return r.lines;
}

/* Whether an operator stands here for one value alone: -3, #rows. */
static bool is_unary(const struct layout_item *items, size_t i)
{
	const struct layout_item *before = i > 0 ? &items[i - 1] : NULL;

	if (layout_item_is(&items[i], "#"))
		return true;
	if (!layout_item_is(&items[i], "-"))
		return false;
	return !before || before->kind == LAYOUT_KEYWORD ||
	       (before->kind == LAYOUT_SYMBOL && !layout_item_is(before, ")") &&
	        !layout_item_is(before, "]") && !layout_item_is(before, "}"));
}

static bool is_value_end(const struct layout_item *i)
{
	return i->kind == LAYOUT_NAME || i->kind == LAYOUT_TEXT || layout_item_is(i, ")") ||
	       layout_item_is(i, "]");
}

static size_t gap_before(const struct layout_item *items, size_t i)
{
	static const char *const tight_after[] = {"(", "[", ".", ":", NULL}, *const tight_before[] = {
										     ")", "]", ",", ";",
										     ".", ":", NULL};
	const struct layout_item *before = &items[i - 1], *at = &items[i];

	if (at->kind == LAYOUT_COMMENT)
		return 2;
	if (at->kind == LAYOUT_SYMBOL && str_is_among(at->text, tight_before))
		return 0;
	if (layout_item_is(before, "-") && layout_item_is(at, "-"))
		return 1; /* two together would begin a comment */
	if (before->kind == LAYOUT_SYMBOL &&
	    (str_is_among(before->text, tight_after) || is_unary(items, i - 1)))
		return 0;
	if (layout_item_is(before, "{") && layout_item_is(at, "}"))
		return 0;
	if (layout_item_is(at, "(") || layout_item_is(at, "["))
		return !is_value_end(before) && !layout_item_is(before, "function");
	return 1;
}

/* What waits to be closed, and how far the line was indented that opened it. */
struct nesting {
	size_t *indents;
	size_t n, room;
	struct arena *arena;
};

static bool is_continued(const struct layout_line *l)
{
	static const char *const operators[] = {"=",  "+",  "-",  "*",  "/",   "..", "//",  "<", ">",
	                                        "<=", ">=", "==", "~=", "and", "or", "not", NULL};
	const struct layout_item *last = l->n > 0 ? &l->items[l->n - 1] : NULL;

	return last && (last->kind == LAYOUT_SYMBOL || last->kind == LAYOUT_KEYWORD) &&
	       str_is_among(last->text, operators);
}

/* A line that begins by closing something stands where that was opened. */
static void indent_line(struct nesting *w, struct layout_line *l, const struct layout_line *before)
{
	size_t first = 0;

	while (first + 1 < l->n && layout_turn(&l->items[first]) < 0 && layout_turn(&l->items[first + 1]) < 0)
		first++;
	if (l->n > 0 && (layout_turn(&l->items[first]) < 0 || layout_item_is(&l->items[first], "else")))
		l->indent = w->n > first ? w->indents[w->n - 1 - first] : 0;
	else
		l->indent = w->n > 0 ? w->indents[w->n - 1] + INDENT : 0;
	if (before && is_continued(before))
		l->indent += INDENT;
	for (size_t i = 0; i < l->n; i++) {
		int turn = layout_turn(&l->items[i]);
		bool both = layout_item_is(&l->items[i], "else");

		if (turn < 0 || both)
			w->n -= w->n > 0;
		if (turn > 0 || both)
			*ARRAY_PUSH(w->arena, w->indents, w->n, w->room) = l->indent;
		l->opens += turn;
	}
}

/* The last item that is no comment, or NULL. */
static struct layout_item *last_of(const struct layout_line *l)
{
	size_t n = l->n;

	while (n > 0 && l->items[n - 1].kind == LAYOUT_COMMENT)
		n--;
	return n > 0 ? &l->items[n - 1] : NULL;
}

/* The last entry of a table ends with a comma too, where the closing brace has a line of its own. */
static void add_comma(struct reader *r, size_t line)
{
	struct layout_line *l = &r->lines.at[line];
	struct layout_item *last = last_of(l), *items;
	size_t at;

	if (!last || layout_item_is(last, ",") || layout_item_is(last, ";") || layout_item_is(last, "{"))
		return;
	at = (size_t)(last - l->items) + 1;
	items = arena_array(r->arena, l->n + 1, sizeof(*items));
	memcpy(items, l->items, at * sizeof(*items));
	items[at] = (struct layout_item){LAYOUT_SYMBOL, STR(","), 0};
	if (at < l->n)
		memcpy(items + at + 1, l->items + at, (l->n - at) * sizeof(*items));
	l->items = items;
	l->n++;
}

/* A brace that begins a line closes a table, whatever stands before it. */
static void add_commas(struct reader *r)
{
	for (size_t i = 1; i < r->lines.n; i++) {
		size_t before = i - 1;

		if (!layout_item_is(&r->lines.at[i].items[0], "}"))
			continue;
		while (before > 0 && !last_of(&r->lines.at[before]))
			before--;
		add_comma(r, before);
	}
}

static void render_line(struct buf *out, const struct layout_line *l)
{
	if (l->blank_before)
		buf_add_char(out, '\n');
	for (size_t i = 0; i < l->indent; i++)
		buf_add_char(out, ' ');
	for (size_t i = 0; i < l->n; i++) {
		for (size_t k = 0; i > 0 && k < l->items[i].gap; k++)
			buf_add_char(out, ' ');
		buf_add(out, l->items[i].text);
	}
	buf_add_char(out, '\n');
}

void layout_render(struct buf *out, struct arena *a, const struct source *s)
{
	struct reader r = {.arena = a, .lines = read_lines(a, s)};
	struct nesting w = {.arena = a};

	add_commas(&r);
	for (size_t i = 0; i < r.lines.n; i++) {
		struct layout_line *l = &r.lines.at[i];

		indent_line(&w, l, i > 0 ? l - 1 : NULL);
		for (size_t k = 1; k < l->n; k++)
			l->items[k].gap = gap_before(l->items, k);
	}
	layout_align(a, &r.lines);
	for (size_t i = 0; i < r.lines.n; i++)
		render_line(out, &r.lines.at[i]);
}

bool layout_is_same(struct arena *a, const struct source *before, const struct source *after)
{
	struct tokens x = lexer_read(a, before), y = lexer_read(a, after);
	size_t i = 0, k = 0;

	while (i < x.n && k < y.n) {
		if (str_equal(lexer_text(&x, i), lexer_text(&y, k))) {
			i++;
			k++;
		} else if (lexer_is(&y, k, ",") && lexer_is(&y, k + 1, "}") && lexer_is(&x, i, "}")) {
			k++;
		} else {
			return false;
		}
	}
	return i == x.n && k == y.n;
}

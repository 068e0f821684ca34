#include "text/template/pattern.h"

#include "base/ascii.h"
#include "base/diag.h"
#include "text/template/assembly.h"
#include "text/words/locale.h"

enum { CASES = 64, OFFSET_LIMIT = 255 };

struct parser {
	struct assembly p;
	struct str text;
	size_t at;
	struct position where;
	bool exact;   /* the file has these very bytes there */
	bool lost;    /* after a mistake the rest is not read: it could mean anything */
	size_t brace; /* the innermost that is open */
	size_t depth;
};

/* The plural that a message is a case of, for its #. */
struct plural {
	struct str name;
	struct position position;
	uint32_t offset;
};

static void read_message(struct parser *r, const struct plural *plural);

static struct position position_of(const struct parser *r, size_t from, size_t to)
{
	if (!r->exact)
		return r->where;
	return (struct position){r->where.source, r->where.offset + (uint32_t)from, (uint32_t)(to - from)};
}

static void skip_space(struct parser *r)
{
	while (r->at < r->text.len && ascii_is_space(r->text.at[r->at]))
		r->at++;
}

static bool sees(const struct parser *r, char c)
{
	return r->at < r->text.len && r->text.at[r->at] == c;
}

static bool take(struct parser *r, char c)
{
	bool there = sees(r, c);

	r->at += there;
	return there;
}

static void give_up(struct parser *r)
{
	r->at = r->text.len;
	r->lost = true;
}

static bool expect(struct parser *r, char c, const char *what)
{
	if (take(r, c))
		return true;
	if (!r->lost && r->at == r->text.len)
		diag_add(r->p.d, MESSAGE_UNCLOSED, position_of(r, r->brace, r->brace + 1));
	else if (!r->lost)
		diag_add(r->p.d, MESSAGE_EXPECTED, position_of(r, r->at, r->at + 1), what);
	give_up(r);
	return false;
}

/* Up to white space or a character of the syntax. */
static struct str read_word(struct parser *r)
{
	size_t from;

	skip_space(r);
	from = r->at;
	while (r->at < r->text.len && !ascii_is_space(r->text.at[r->at]) &&
	       !ascii_is_one_of(r->text.at[r->at], "{},'"))
		r->at++;
	return str_slice(r->text, from, r->at);
}

static struct position word_position(const struct parser *r, struct str word)
{
	size_t from = (size_t)(word.at - r->text.at);

	return position_of(r, from, from + (word.len ? word.len : r->at < r->text.len));
}

static bool is_argument_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] != '_' && !ascii_is_alnum(name.at[i]))
			return false;
	return name.len > 0;
}

static void add_slot(struct parser *r, struct str name, struct position where, uint8_t format,
                     uint32_t offset)
{
	struct op op = {.kind = OP_SLOT, .place = PLACE_PLAIN, .small = format, .jump = offset};

	assembly_set_name(&r->p, &op, name, where);
	assembly_add_op(&r->p, op);
}

static void say_style(struct parser *r, struct str style, const char *of, const struct str *known, size_t n)
{
	diag_add(r->p.d, MESSAGE_STYLE, word_position(r, style), str_z(r->p.arena, style), of);
	diag_suggest(r->p.d, style, known, n);
	give_up(r);
}

/* {n, number} or {day, date}, from after the kind. */
static void read_formatted(struct parser *r, struct str name, struct position where, bool date)
{
	static const struct str dates[] = {
		[DATE_LONG] = STR("long"),
		[DATE_MEDIUM] = STR("medium"),
		[DATE_SHORT] = STR("short"),
		[DATE_FULL] = STR("full"),
	};
	static const struct str numbers[] = {STR("integer"), STR("::percent")};
	uint8_t format = date ? FORMAT_DATE + DATE_MEDIUM : FORMAT_PLAIN;
	size_t n = date ? sizeof(dates) / sizeof(*dates) : 2, index;
	struct str style;

	if (take(r, ',')) {
		style = read_word(r);
		index = str_index(style, date ? dates : numbers, n);
		if (index == SIZE_MAX) {
			say_style(r, style, date ? "date" : "number", date ? dates : numbers, n);
			return;
		}
		format = date ? (uint8_t)(FORMAT_DATE + index) : index == 1 ? FORMAT_PERCENT : FORMAT_PLAIN;
	}
	skip_space(r);
	if (expect(r, '}', "'}'"))
		add_slot(r, name, where, format, 0);
}

static const struct str categories[] = {
	STR("zero"), STR("one"), STR("two"), STR("few"), STR("many"), STR("other"),
};

enum { N_CATEGORIES = sizeof(categories) / sizeof(*categories) };

/* Fills the case's op; false: said. */
static bool set_case(struct parser *r, struct op *op, struct str word, bool plural)
{
	int64_t n;

	if (!plural || word.at[0] != '=') {
		assembly_set_word(&r->p, op, word);
		if (!plural || str_index(word, categories, N_CATEGORIES) != SIZE_MAX)
			return true;
	} else if (str_integer(str_slice(word, 1, word.len), &n) && n >= 0 && n <= UINT32_MAX) {
		op->small = 1;
		op->at = (uint32_t)n;
		return true;
	}
	diag_add(r->p.d, MESSAGE_CASE, word_position(r, word), str_z(r->p.arena, word));
	diag_suggest(r->p.d, word, categories, N_CATEGORIES);
	return false;
}

/* One `word {message}`; *last is the case before it, or the choice itself. */
static void read_case(struct parser *r, struct str word, bool is_plural, const struct plural *plural,
                      uint32_t *last)
{
	struct op op = {.kind = OP_CASE};
	uint32_t index;
	size_t outer = r->brace;

	if (!set_case(r, &op, word, is_plural)) {
		give_up(r);
		return;
	}
	index = assembly_add_op(&r->p, op);
	if (assembly_op(&r->p, *last)->kind == OP_CASE)
		assembly_op(&r->p, *last)->jump = index;
	*last = index;
	skip_space(r);
	if (!expect(r, '{', "'{' and the case's words"))
		return;
	r->brace = r->at - 1;
	read_message(r, is_plural ? plural : NULL);
	expect(r, '}', "'}'");
	r->brace = outer;
}

static bool is_repeated(struct parser *r, struct str word, const struct str *words, size_t n)
{
	if (str_index(word, words, n) != SIZE_MAX)
		diag_add(r->p.d, MESSAGE_REPEATED_CASE, word_position(r, word), str_z(r->p.arena, word));
	else if (n == CASES)
		diag_add(r->p.d, MESSAGE_MANY_CASES, word_position(r, word), "64");
	else
		return false;
	give_up(r);
	return true;
}

/* The cases of a choice, up to its brace. */
static void read_cases(struct parser *r, uint32_t choice, bool is_plural, const struct plural *plural)
{
	struct str words[CASES];
	size_t n = 0;
	uint32_t last = choice, done;

	for (;;) {
		struct str word = read_word(r);

		if (!word.len || is_repeated(r, word, words, n))
			break;
		words[n++] = word;
		read_case(r, word, is_plural, plural, &last);
	}
	if (r->lost || !expect(r, '}', "a case, or '}'"))
		return;
	if (str_index(STR("other"), words, n) == SIZE_MAX)
		diag_add(r->p.d, MESSAGE_NO_OTHER, plural->position, str_z(r->p.arena, plural->name));
	done = assembly_add_op(&r->p, (struct op){.kind = OP_DONE});
	assembly_op(&r->p, choice)->jump = done;
	if (last != choice)
		assembly_op(&r->p, last)->jump = done;
}

/* offset:N before a plural's cases. */
static bool read_offset(struct parser *r, uint32_t *offset)
{
	size_t before = r->at;
	struct str word = read_word(r);
	int64_t n;

	if (!str_starts(word, STR("offset:"))) {
		r->at = before;
		return true;
	}
	if (word.len == 7)
		word = read_word(r);
	else
		word = str_slice(word, 7, word.len);
	if (!str_integer(word, &n) || n < 0 || n > OFFSET_LIMIT) {
		diag_add(r->p.d, MESSAGE_EXPECTED, word_position(r, word), "a number from 0 to 255");
		give_up(r);
		return false;
	}
	*offset = (uint32_t)n;
	return true;
}

static void read_choice(struct parser *r, struct str name, struct position where, bool is_plural)
{
	struct plural plural = {.name = name, .position = where};
	struct op op = {.kind = is_plural ? OP_PLURAL : OP_SELECT};
	uint32_t choice;

	if (!expect(r, ',', "',' and the cases") || (is_plural && !read_offset(r, &plural.offset)))
		return;
	op.small = (uint8_t)plural.offset;
	assembly_set_name(&r->p, &op, name, where);
	choice = assembly_add_op(&r->p, op);
	if (r->depth == ASSEMBLY_DEPTH) {
		diag_add(r->p.d, TEMPLATE_TOO_DEEP, where, "choices");
		give_up(r);
		return;
	}
	r->depth++;
	read_cases(r, choice, is_plural, &plural);
	r->depth--;
}

/* From after the brace. */
static void read_argument(struct parser *r, size_t brace)
{
	static const struct str kinds[] = {STR("number"), STR("date"), STR("plural"), STR("select")};
	struct str name = read_word(r), kind;
	struct position where = position_of(r, brace, r->at);

	r->brace = brace;
	if (!is_argument_name(name)) {
		diag_add(r->p.d, MESSAGE_ARGUMENT, word_position(r, name));
		give_up(r);
		return;
	}
	skip_space(r);
	if (take(r, '}')) {
		add_slot(r, name, position_of(r, brace, r->at), FORMAT_PLAIN, 0);
		return;
	}
	if (!expect(r, ',', "',' or '}'"))
		return;
	kind = read_word(r);
	skip_space(r);
	if (str_is(kind, "number") || str_is(kind, "date")) {
		read_formatted(r, name, where, str_is(kind, "date"));
	} else if (str_is(kind, "plural") || str_is(kind, "select")) {
		read_choice(r, name, where, str_is(kind, "plural"));
	} else {
		diag_add(r->p.d, MESSAGE_FORMAT, word_position(r, kind), str_z(r->p.arena, kind));
		diag_suggest(r->p.d, kind, kinds, sizeof(kinds) / sizeof(*kinds));
		give_up(r);
	}
}

/* From an apostrophe: quoted characters, or the apostrophe itself. */
static void read_apostrophe(struct parser *r, const struct plural *plural)
{
	struct str text = r->text;
	char next = r->at + 1 < text.len ? text.at[r->at + 1] : 0;

	r->at++;
	if (next == '\'') {
		r->at++;
	} else if (next == '{' || next == '}' || (next == '#' && plural)) {
		while (r->at < text.len) {
			size_t end = str_find(text, STR("'"), r->at);

			end = end == SIZE_MAX ? text.len : end;
			assembly_add_words(&r->p, str_slice(text, r->at, end));
			r->at = end + (end < text.len);
			if (!sees(r, '\''))
				return;
			assembly_add_words(&r->p, STR("'"));
			r->at++;
		}
		return;
	}
	assembly_add_words(&r->p, STR("'"));
}

static size_t find_special(const struct parser *r)
{
	size_t i = r->at;

	while (i < r->text.len && !ascii_is_one_of(r->text.at[i], "'{}#"))
		i++;
	return i;
}

/* Up to the end, or to the brace that ends a case. */
static void read_message(struct parser *r, const struct plural *plural)
{
	while (r->at < r->text.len) {
		size_t from = r->at, end = find_special(r);

		assembly_add_words(&r->p, str_slice(r->text, from, end));
		r->at = end;
		if (sees(r, '\'')) {
			read_apostrophe(r, plural);
		} else if (take(r, '{')) {
			size_t outer = r->brace;

			read_argument(r, end);
			r->brace = outer;
		} else if (take(r, '#')) {
			if (plural)
				add_slot(r, plural->name, plural->position, FORMAT_PLAIN, plural->offset);
			else
				assembly_add_words(&r->p, STR("#"));
		} else if (sees(r, '}')) {
			if (r->depth)
				return;
			diag_add(r->p.d, MESSAGE_STRAY_BRACE, position_of(r, end, end + 1));
			give_up(r);
		}
	}
}

const struct template *pattern_compile(struct diagnostics *d, struct arena *a, struct str text,
                                       struct position where)
{
	struct parser r = {.text = text, .where = where};

	r.exact = where.source && where.length == text.len &&
	          str_equal(str_slice(where.source->text, where.offset, where.offset + where.length), text);
	assembly_open(&r.p, d, a, true);
	read_message(&r, NULL);
	return assembly_close(&r.p, POSITION_NONE);
}

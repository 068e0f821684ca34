#include "policy/script/syntax.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"

/* The message begins with it, and holds it. */
static const struct {
	const char *begins, *holds, *means;
} table[] = {
	{"unexpected symbol", "near '}'", "there is a closing brace too many"},
	{"'<eof>' expected", "near '}'", "there is a closing brace too many"},
	{"unexpected symbol", "near '['", "a list stands in braces: { \"a\", \"b\" }"},
	{"unexpected symbol", "near '//'", "a comment begins with --"},
	{"unexpected symbol", "near '#'", "a comment begins with --"},
	{"<name> expected", "", "a field is given its value by = : name = value"},
	{"')' expected", "near '='", "fields stand in braces, not in parentheses: { name = value }"},
	{"'}' expected", "", "a comma is missing before this, or a closing brace"},
	{"')' expected", "", "a comma is missing before this, or a closing parenthesis"},
	{"unfinished string", "", "a quotation mark is missing at the end of this text"},
	{"unfinished long", "", "a long text or comment is never closed"},
	{"'end' expected", "", "an `end` is missing before this"},
	{"malformed number", "", "this is neither a number nor a name"},
	{"syntax error", "", "a declaration is a word, a name in quotes and a table in braces"},
	{"'=' expected", "", "a declaration is a word, a name in quotes and a table in braces"},
};

static const char *meaning(struct str message)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (str_starts(message, str_from(table[i].begins)) &&
		    str_find(message, str_from(table[i].holds), 0) != SIZE_MAX)
			return table[i].means;
	return "this can't stand here";
}

/* What Lua stumbled over ends where it has read to. */
static struct position find_token(const struct source *file, struct str message, size_t read)
{
	struct position p = {file, (uint32_t)read, 0};
	size_t near = SIZE_MAX;
	struct str token;

	for (size_t i = str_find(message, STR(" near "), 0); i != SIZE_MAX;
	     i = str_find(message, STR(" near "), i + 1))
		near = i;
	if (near == SIZE_MAX)
		return p;
	token = str_slice(message, near + 6, message.len);
	if (token.len > 2 && token.at[0] == '\'' && token.at[token.len - 1] == '\'')
		token = str_slice(token, 1, token.len - 1);
	for (size_t i = read + 1; i-- > 0 && i + 200 > read;)
		if (str_starts_at(file->text, i, token)) {
			p.offset = (uint32_t)i;
			p.length = (uint32_t)token.len;
			break;
		}
	return p;
}

/* `tier "gold"` at the beginning of a line: nobody means it as a value. */
static bool begins_declaration(struct str line)
{
	size_t word = 0;

	while (word < line.len && line.at[word] >= 'a' && line.at[word] <= 'z')
		word++;
	return word > 0 && str_starts_at(line, word, STR(" \""));
}

/* The line of what Lua misses the end of, where that is another one; or 0. */
static uint32_t open_line(struct str message)
{
	static const struct str at_line = STR("' at line ");
	size_t open = str_find(message, STR("(to close '"), 0);
	size_t at = open == SIZE_MAX ? SIZE_MAX : str_find(message, at_line, open);

	return at == SIZE_MAX ? 0 : (uint32_t)strtoul(message.at + at + at_line.len, NULL, 10);
}

/*
 * Within braces that are never closed a declaration can pass for a value, so Lua
 * stumbles over the second that follows: the first is where the brace is missing.
 */
static bool say_unclosed(struct diagnostics *d, struct str message, uint32_t open, struct position stumbled)
{
	const struct source *file = stumbled.source;
	uint32_t line;
	struct str text;
	char number[11];

	if (!open || str_find(message, STR("(to close '{'"), 0) == SIZE_MAX)
		return false;
	for (line = open + 1; line <= source_line(file, stumbled.offset); line++) {
		text = source_line_text(file, line);
		if (!begins_declaration(text))
			continue;
		snprintf(number, sizeof(number), "%" PRIu32, open);
		diag_add(d, UNCLOSED_BRACE, source_at(file, text), number);
		return true;
	}
	return false;
}

/* Where one mark is missing texts and what is between them change places, until something does not fit. */
static bool say_unpaired(struct diagnostics *d, struct position stumbled)
{
	struct str line = source_line_text(stumbled.source, source_line(stumbled.source, stumbled.offset));
	size_t marks = 0;

	for (size_t i = 0; i < line.len; i++)
		marks += line.at[i] == '"' && (i == 0 || line.at[i - 1] != '\\');
	if (marks % 2 == 0)
		return false;
	diag_add(d, UNPAIRED_QUOTES, source_at(stumbled.source, str_trim(line)));
	return true;
}

size_t syntax_say(struct diagnostics *d, const struct source *file, struct str message, size_t read)
{
	size_t place = str_find(message, STR(": "), 0);
	struct position p;
	struct arena *a;
	uint32_t open;

	if (place != SIZE_MAX)
		message = str_slice(message, place + 2, message.len);
	p = find_token(file, message, read);
	open = open_line(message);
	if (!say_unclosed(d, message, open, p) && !say_unpaired(d, p)) {
		a = arena_open();
		diag_add(d, LUA_SYNTAX, p, meaning(message), str_z(a, message));
		arena_close(a);
	}
	return open ? source_offset(file, open, 0) : p.offset > 0 ? p.offset - 1 : 0;
}

/* What word processors and other keyboards put for Lua's own signs. */
static const struct lookalike {
	const char *is, *wanted;
} lookalikes[] = {
	{"“", "\""}, {"”", "\""}, {"„", "\""},  {"«", "\""}, {"»", "\""},     {"「", "\""}, {"」", "\""},
	{"‘", "\""}, {"’", "\""}, {"＂", "\""}, {"，", ","}, {"、", ","},     {"；", ","},  {"｛", "{"},
	{"｝", "}"}, {"（", "("}, {"）", ")"},  {"［", "["}, {"］", "]"},     {"＝", "="},  {"．", "."},
	{"－", "-"}, {"–", "-"},  {"—", "-"},   {"　", " "}, {"\u00a0", " "},
};

static const struct lookalike *lookalike_at(struct str text)
{
	if ((unsigned char)*text.at < 0x80)
		return NULL;
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(*lookalikes); i++)
		if (str_starts(text, str_from(lookalikes[i].is)))
			return &lookalikes[i];
	return NULL;
}

bool syntax_is_foreign(struct diagnostics *d, const struct token *t, const struct source *file,
                       uint32_t *said)
{
	for (uint32_t i = t->offset; i < t->offset + t->length; i++) {
		const struct lookalike *found = lookalike_at(str_slice(file->text, i, file->text.len));
		uint32_t line = found ? source_line(file, i) : 0;

		if (!found)
			continue;
		if (line != *said)
			diag_add(d, FOREIGN_MARK,
			         ((struct position){file, i, (uint32_t)str_from(found->is).len}), found->is,
			         found->wanted);
		*said = line;
		return true;
	}
	return false;
}

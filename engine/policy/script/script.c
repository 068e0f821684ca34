#include "policy/script/script.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/script/environment.h"
#include "policy/script/lexer.h"
#include "policy/script/syntax.h"

enum { SLOW_LIMIT = 5000, MISTAKES = 20 /* of syntax, said of one file */ };

/* Lua tells a syntax error's line; handing it one byte at a time tells the column too. */
struct reading {
	struct str text;
	size_t at;
};

static const char *read_byte(lua_State *L, void *context, size_t *size)
{
	struct reading *r = context;

	(void)L;
	*size = r->at < r->text.len;
	return *size ? r->text.at + r->at++ : NULL;
}

static bool touches(const struct tokens *t, size_t i)
{
	return i + 1 < t->n && t->at[i].offset + t->at[i].length == t->at[i + 1].offset;
}

/*
 * Debian's Lua 5.4.4 computes 1 ~ (2 or 3) wrongly in a large function, and
 * powers differ in the last digit from one processor to the next.
 */
static bool refuse_operator(struct diagnostics *d, const struct tokens *t, size_t i)
{
	static const char *const bitwise = "bits have no meaning here";
	struct position p = {t->source, t->at[i].offset, t->at[i].length};

	if ((lexer_is(t, i, "<") || lexer_is(t, i, ">")) && touches(t, i) &&
	    str_equal(lexer_text(t, i), lexer_text(t, i + 1))) {
		p.length = 2;
		diag_add(d, REFUSED_OPERATOR, p, lexer_is(t, i, "<") ? "<<" : ">>", bitwise);
	} else if (lexer_is(t, i, "&") || lexer_is(t, i, "|") || lexer_is(t, i, "~")) {
		diag_add(d, REFUSED_OPERATOR, p, (char[]){lexer_text(t, i).at[0], 0}, bitwise);
	} else if (lexer_is(t, i, "^")) {
		diag_add(d, REFUSED_OPERATOR, p, "^", "write a product");
	} else if (lexer_is(t, i, ":") && touches(t, i) && lexer_is(t, i + 1, ":")) {
		p.length = 2;
		diag_add(d, REFUSED_OPERATOR, p, "::", "a loop or a function says it better than labels");
	} else {
		return false;
	}
	return true;
}

/* What Lua would read as a binary fraction, or let wrap around. */
static bool is_inexact(const struct tokens *t, size_t i)
{
	struct str number = lexer_text(t, i);
	bool hex = number.len > 1 && (number.at[1] == 'x' || number.at[1] == 'X');
	int64_t whole;

	/* .5 is a point and a number to the lexer, "a"..5 has two points */
	if (i && touches(t, i - 1) && lexer_is(t, i - 1, ".") &&
	    !(i > 1 && touches(t, i - 2) && lexer_is(t, i - 2, ".")))
		return true;
	for (size_t k = 0; hex && k < number.len; k++)
		if (strchr(".pP", number.at[k]))
			return true;
	return hex ? number.len > 2 + 15 : !str_integer(number, &whole);
}

static bool refuse_number(struct diagnostics *d, const struct tokens *t, size_t i)
{
	struct str number = lexer_text(t, i);
	struct arena *a;

	if (!is_inexact(t, i))
		return false;
	a = arena_open();
	diag_add(d, DECIMAL_NUMBER, ((struct position){t->source, t->at[i].offset, t->at[i].length}),
	         str_z(a, number));
	arena_close(a);
	return true;
}

/* Lua's compiler goes through all of these that came before for each one more. */
static bool is_slow(const struct tokens *t, size_t i)
{
	return lexer_is(t, i, "and") || lexer_is(t, i, "or") || lexer_is(t, i, "elseif") ||
	       lexer_is(t, i, "break");
}

/* Whether the token is none that rules have: said. */
static bool refuse(struct diagnostics *d, const struct tokens *t, size_t i, uint32_t *foreign_line)
{
	enum token_kind kind = t->at[i].kind;

	return (kind == TOKEN_SYMBOL && refuse_operator(d, t, i)) ||
	       (kind != TOKEN_TEXT && syntax_is_foreign(d, &t->at[i], t->source, foreign_line)) ||
	       (kind == TOKEN_NUMBER && refuse_number(d, t, i));
}

/* Whether Lua may read the file; what it may not read of it is left out where there are parts. */
static bool check_tokens(struct diagnostics *d, const struct tokens *t, struct parts *parts)
{
	uint32_t foreign_line = 0;
	size_t slow = 0;
	bool fine = true;

	for (size_t i = 0; i < t->n; i++) {
		if (is_slow(t, i) && ++slow == SLOW_LIMIT) {
			diag_add(d, LUA_LIMIT,
			         ((struct position){t->source, t->at[i].offset, t->at[i].length}),
			         "more than 5000 uses of 'and', 'or', 'elseif' and 'break'; split the file");
			fine = false;
		}
		if (!refuse(d, t, i, &foreign_line))
			continue;
		if (!parts)
			fine = false;
		else if (t->at[i].kind != TOKEN_NUMBER || !parts_hide_number(parts, t, i))
			parts_leave_out(parts, t, t->at[i].offset);
		/* said once, though it is two symbols */
		i += t->at[i].kind == TOKEN_SYMBOL && touches(t, i) &&
		     str_equal(lexer_text(t, i), lexer_text(t, i + 1));
	}
	return fine;
}

static int set_environment(lua_State *L)
{
	environment_push(L);
	lua_setupvalue(L, 1, 1);
	return 1;
}

/* Pushes the function, or Lua's message. */
static bool compile(lua_State *L, struct reading *r, struct str text, size_t file)
{
	char name[24];

	*r = (struct reading){text, 0};
	snprintf(name, sizeof(name), "=%zu", file);
	return lua_load(L, read_byte, r, name, "t") == LUA_OK;
}

/* Pushes the function that the file is, without what must be left out of it. */
static bool load(struct sandbox *s, struct diagnostics *d, const struct tokens *t, struct parts *parts)
{
	lua_State *L = sandbox_state(s);
	const struct source *file = t->source;
	size_t number = sandbox_number_file(s, file), before = SIZE_MAX;

	for (int mistakes = 0;; mistakes++) {
		struct str text = parts && parts->text ? (struct str){parts->text, file->text.len}
		                                       : file->text;
		struct reading r;
		struct str message;
		size_t blamed;

		sandbox_refill(s, SANDBOX_LOAD_STEPS + SANDBOX_LOAD_STEPS_A_BYTE * (int64_t)text.len);
		if (compile(L, &r, text, number))
			return true;
		if (sandbox_limited(s)) {
			/* nothing ran yet, so the sandbox knows no place */
			diag_add(d, LUA_LIMIT, ((struct position){file, 0, 0}), sandbox_failure(s)->message);
			return false;
		}
		/* What was left out has not helped. */
		if (r.at == before)
			return false;
		before = r.at;
		message.at = lua_tolstring(L, -1, &message.len);
		blamed = syntax_say(d, file, message, r.at);
		lua_pop(L, 1);
		if (!parts || mistakes == MISTAKES || !parts_leave_out(parts, t, blamed))
			return false;
	}
}

/* Pushes it with its environment. */
static bool load_checked(struct sandbox *s, struct diagnostics *d, const struct tokens *t,
                         struct parts *parts)
{
	lua_State *L = sandbox_state(s);
	int top = lua_gettop(L);

	lua_pushcfunction(L, set_environment);
	if (!load(s, d, t, parts)) {
		lua_settop(L, top);
		return false;
	}
	if (!sandbox_call(L, 1, 1)) {
		script_say(s, d);
		return false;
	}
	return true;
}

bool script_load(struct sandbox *s, struct diagnostics *d, const struct source *file, struct parts *parts)
{
	struct arena *a = arena_open();
	struct tokens t = lexer_read(a, file);
	bool fine = check_tokens(d, &t, parts) && load_checked(s, d, &t, parts);

	arena_close(a);
	return fine;
}

/* The name in that line, else the line without the white space around it. */
static struct position place(const struct source *file, uint32_t line, const char *name)
{
	struct str text, found;
	size_t at;

	if (!file || !line)
		return (struct position){file, 0, 0};
	text = str_trim(source_line_text(file, line));
	at = name ? str_find(text, str_from(name), 0) : SIZE_MAX;
	found = at == SIZE_MAX ? text : str_slice(text, at, at + strlen(name));
	return source_at(file, found);
}

static void suggest_word(struct sandbox *s, struct diagnostics *d, const char *name)
{
	lua_State *L = sandbox_state(s);
	struct arena *a = arena_open();
	struct str *words;
	size_t n = 0;

	sandbox_push_words(s);
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
		n++;
	words = arena_array(a, n, sizeof(*words));
	n = 0;
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		if (lua_type(L, -2) == LUA_TSTRING) {
			words[n].at = lua_tolstring(L, -2, &words[n].len);
			n++;
		}
	}
	lua_pop(L, 1);
	diag_suggest(d, str_from(name), words, n);
	arena_close(a);
}

void script_say(struct sandbox *s, struct diagnostics *d)
{
	const struct sandbox_failure *f = sandbox_failure(s);

	switch (f->end) {
	case SANDBOX_ERROR:
		diag_add(d, LUA_ERROR, place(f->file, f->line, NULL), f->message);
		break;
	case SANDBOX_UNKNOWN_WORD:
		diag_add(d, UNKNOWN_WORD, place(f->file, f->line, f->message), f->message);
		suggest_word(s, d, f->message);
		break;
	default:
		diag_add(d, LUA_LIMIT, place(f->file, f->line, NULL), f->message);
	}
}

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/catalogue/catalogue_check.h"
#include "text/exchange/exchange_po.h"

enum { CODES = 1024, NESTING = 64 };

/* The strings of an entry, in the order in which PO has them. */
enum field { CONTEXT, ID, STRING, IGNORED, N_FIELDS };

struct reader {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct catalogue *c;
	struct buf fields[N_FIELDS];
	struct buf note;
	enum field now;
	bool fuzzy, begun, complete, broken;
	struct position position; /* of the entry's msgid */
};

static void forget_entry(struct reader *r)
{
	for (int i = 0; i < N_FIELDS; i++)
		buf_clear(&r->fields[i]);
	buf_clear(&r->note);
	r->fuzzy = r->begun = r->complete = r->broken = false;
}

/* Codes and characters of one string */

struct sentence {
	struct reader *r;
	struct unit *u;
	struct span *spans;
	size_t n;
	struct buf text;
	bool names; /* the source: it says which codes there are */
};

static void add_span(struct sentence *s, enum span_kind kind, uint16_t code)
{
	if (s->text.len > 0)
		*ARRAY_ADD(s->r->arena, s->spans,
		           s->n) = (struct span){SPAN_TEXT, 0, str_copy(s->r->arena, buf_str(&s->text))};
	buf_clear(&s->text);
	if (kind != SPAN_TEXT)
		*ARRAY_ADD(s->r->arena, s->spans, s->n) = (struct span){kind, code, {0}};
}

/* `<g1>`, `</g1>`, `<x1/>`: its length, or 0. */
static size_t code_at(struct str text, enum span_kind *kind, unsigned *number)
{
	size_t i = 1, digits;

	*kind = SPAN_OPEN;
	*number = 0;
	if (i < text.len && text.at[i] == '/') {
		*kind = SPAN_CLOSE;
		i++;
	} else if (i < text.len && text.at[i] == 'x')
		*kind = SPAN_ALONE;
	if (i >= text.len || text.at[i] != (*kind == SPAN_ALONE ? 'x' : 'g'))
		return 0;
	for (digits = ++i; i < text.len && ascii_is_digit(text.at[i]) && i - digits < 5; i++)
		*number = *number * 10 + (unsigned)(text.at[i] - '0');
	if (i == digits || *number == 0)
		return 0;
	if (*kind == SPAN_ALONE && (i >= text.len || text.at[i++] != '/'))
		return 0;
	return i < text.len && text.at[i] == '>' ? i + 1 : 0;
}

/* A code of the source is new when its number is the next; of a target, it has to be the source's. */
static bool take_code(struct sentence *s, enum span_kind kind, unsigned number, struct str written)
{
	struct unit *u = s->u;

	if (s->names && number == u->n_codes + 1 && number <= CODES && kind != SPAN_CLOSE)
		*ARRAY_ADD(s->r->arena, u->codes, u->n_codes) = (struct unit_code){
			kind == SPAN_OPEN ? CODE_HTML_PAIR : CODE_HTML, str_copy(s->r->arena, written)};
	if (number > u->n_codes) {
		diag_add(s->r->d, XLIFF_UNKNOWN_CODE, s->r->position, str_z(s->r->arena, written));
		return false;
	}
	add_span(s, kind, (uint16_t)(number - 1));
	return true;
}

static struct span *read_sentence(struct reader *r, struct unit *u, struct str text, bool names, size_t *n)
{
	static const struct {
		struct str entity;
		char c;
	} entities[] = {{STR("&lt;"), '<'}, {STR("&gt;"), '>'}, {STR("&amp;"), '&'}, {STR("&quot;"), '"'}};
	struct sentence s = {.r = r, .u = u, .names = names};

	for (size_t i = 0; i < text.len;) {
		struct str rest = str_slice(text, i, text.len);
		enum span_kind kind;
		unsigned number;
		size_t length = text.at[i] == '<' ? code_at(rest, &kind, &number) : 0, e = 0;

		if (length > 0) {
			if (!take_code(&s, kind, number, str_slice(rest, 0, length)))
				r->broken = true;
			i += length;
			continue;
		}
		while (e < 4 && !str_starts(rest, entities[e].entity))
			e++;
		buf_add_char(&s.text, e < 4 ? entities[e].c : text.at[i]);
		i += e < 4 ? entities[e].entity.len : 1;
	}
	add_span(&s, SPAN_TEXT, 0);
	buf_free(&s.text);
	*n = s.n;
	return s.spans;
}

/* Entries */

static struct str header_value(struct reader *r, struct str header, const char *name)
{
	struct str line;

	while (str_cut(&header, '\n', &line)) {
		struct str key;

		if (str_cut(&line, ':', &key) && str_is(key, name))
			return str_copy(r->arena, str_trim(line));
	}
	return (struct str){0};
}

static struct str language_tag(struct reader *r, struct str name)
{
	char *tag = str_z(r->arena, name);

	for (char *p = tag; *p; p++)
		if (*p == '_')
			*p = '-';
	return str_from(tag);
}

static void read_header(struct reader *r, struct str header)
{
	r->c->position = r->position;
	r->c->target_language = language_tag(r, header_value(r, header, "Language"));
	r->c->source_language = language_tag(r, header_value(r, header, "X-Source-Language"));
	r->c->original = header_value(r, header, "X-Original");
}

/* What escapes by number made. */
static bool is_text(const struct reader *r)
{
	for (int i = 0; i < N_FIELDS; i++)
		if (utf8_bad(buf_str(&r->fields[i])) != SIZE_MAX ||
		    str_find(buf_str(&r->fields[i]), (struct str){"", 1}, 0) != SIZE_MAX)
			return false;
	return true;
}

static void end_entry(struct reader *r)
{
	size_t errors = diag_errors(r->d);
	struct unit u = {.position = r->position};

	if (!r->begun)
		return;
	if (r->fields[ID].len == 0 && r->fields[CONTEXT].len == 0) {
		read_header(r, buf_str(&r->fields[STRING]));
	} else if (!r->complete && !r->broken) {
		diag_add(r->d, PO_BROKEN, r->position, "an entry without its msgid or msgstr");
	} else if (!r->broken && !is_text(r)) {
		diag_add(r->d, PO_BROKEN, r->position, "escapes whose bytes are no UTF-8");
	} else if (r->complete && !r->broken) {
		u.id = str_copy(r->arena, buf_str(&r->fields[CONTEXT]));
		u.source = read_sentence(r, &u, buf_str(&r->fields[ID]), true, &u.n_source);
		u.target = read_sentence(r, &u, buf_str(&r->fields[STRING]), false, &u.n_target);
		u.note = str_copy(r->arena, str_trim(buf_str(&r->note)));
		if (u.n_target > 0) {
			u.state = r->fuzzy ? UNIT_NEEDS_ADAPTATION : UNIT_TRANSLATED;
			u.origin = ORIGIN_HUMAN;
		}
		if (!r->broken)
			catalogue_check_unit(r->d, r->arena, &u);
		if (diag_errors(r->d) == errors)
			*ARRAY_ADD(r->arena, r->c->units, r->c->n_units) = u;
	}
	forget_entry(r);
}

static struct position place(const struct reader *r, struct str line)
{
	return source_at(r->file, line);
}

static void say_broken(struct reader *r, struct str line, const char *what)
{
	if (!r->broken)
		diag_add(r->d, PO_BROKEN, place(r, line), what);
	r->broken = true;
}

/* The byte of an escape, which *i is moved past; -1: none that PO knows. */
static int read_escape(struct str line, size_t *i)
{
	static const char from[] = "ntrabfv\\\"", to[] = "\n\t\r\a\b\f\v\\\"";
	const char *known = *i < line.len ? memchr(from, line.at[*i], sizeof(from) - 1) : NULL;
	bool hex = !known && *i < line.len && line.at[*i] == 'x';
	size_t first = *i += known || hex;
	unsigned c = 0;

	if (known)
		return to[known - from];
	for (; *i < line.len && (hex || *i - first < 3); (*i)++) {
		int digit = ascii_hex(line.at[*i]);

		if (digit < 0 || (!hex && digit > 7))
			break;
		c = c * (hex ? 16 : 8) + (unsigned)digit;
	}
	return *i > first ? (int)(c & 0xFF) : -1;
}

/* One string of a line, and the white space behind it; false: said. */
static bool add_string(struct reader *r, struct str line, struct str *rest)
{
	struct buf *out = &r->fields[r->now];
	size_t i = 1;

	while (i < rest->len && rest->at[i] != '"') {
		int c = (unsigned char)rest->at[i++];

		if (c == '\\')
			c = read_escape(*rest, &i);
		if (c < 0) {
			say_broken(r, line, "an escape that PO does not know");
			return false;
		}
		buf_add_char(out, (char)c);
	}
	if (rest->len == 0 || *rest->at != '"' || i >= rest->len) {
		say_broken(r, line, "a string without its quotes");
		return false;
	}
	*rest = str_trim(str_slice(*rest, i + 1, rest->len));
	return true;
}

/* What stands between the quotes, its escapes resolved; several strings are one. */
static void add_quoted(struct reader *r, struct str line, struct str quoted)
{
	while (add_string(r, line, &quoted) && quoted.len > 0)
		if (*quoted.at != '"') {
			say_broken(r, line, "a quote within a string, not written \\\"");
			return;
		}
}

static bool take_keyword(struct reader *r, struct str line, const char *keyword, enum field field)
{
	struct str word = str_from(keyword);

	if (!str_starts(line, word) || line.len == word.len ||
	    (!ascii_is_blank(line.at[word.len]) && line.at[word.len] != '"'))
		return false;
	r->now = field;
	r->begun = true;
	if (field == ID)
		r->position = place(r, line);
	r->complete |= field == STRING;
	add_quoted(r, line, str_trim(str_slice(line, word.len, line.len)));
	return true;
}

static void take_comment(struct reader *r, struct str line)
{
	if (r->complete)
		end_entry(r);
	if (str_starts(line, STR("#,")) && str_find(line, STR("fuzzy"), 0) != SIZE_MAX)
		r->fuzzy = true;
	if (line.len == 1 || line.at[1] == ' ')
		buf_add_format(&r->note, "%.*s\n", STR_ARG(str_trim(str_slice(line, 1, line.len))));
}

static void take_line(struct reader *r, struct str line)
{
	if (line.len == 0) {
		if (r->complete || r->broken)
			end_entry(r);
		else if (!r->begun)
			forget_entry(r);
		return;
	}
	if (line.at[0] == '#') {
		take_comment(r, line);
		return;
	}
	if (line.at[0] == '"' && r->begun) {
		add_quoted(r, line, line);
		return;
	}
	if (r->complete)
		end_entry(r);
	if (str_starts(line, STR("msgid_plural")) || str_starts(line, STR("msgstr["))) {
		r->now = IGNORED;
		say_broken(r, line, "plural forms; a sentence has them in its own text, {n, plural, ...}");
	} else if (!take_keyword(r, line, "msgctxt", CONTEXT) && !take_keyword(r, line, "msgid", ID) &&
	           !take_keyword(r, line, "msgstr", STRING))
		say_broken(r, line, "a line that is none of PO's");
}

bool exchange_po_load(struct diagnostics *d, struct arena *a, const struct source *s, struct exchange *out)
{
	struct reader r = {.d = d, .arena = a, .file = s, .c = arena_alloc(a, sizeof(*r.c))};
	struct str rest = s->text, line;
	size_t errors = diag_errors(d);

	r.c->file = s;
	while (str_cut(&rest, '\n', &line))
		take_line(&r, str_trim(line));
	end_entry(&r);
	for (int i = 0; i < N_FIELDS; i++)
		buf_free(&r.fields[i]);
	buf_free(&r.note);
	if (r.c->n_units == 0 && !r.c->position.source) {
		if (diag_errors(d) == errors)
			diag_add(d, PO_BROKEN, ((struct position){s, 0, 0}),
			         "no header and no entry: neither PO nor XLIFF");
		return false;
	}
	catalogue_index(a, r.c);
	*ARRAY_ADD(a, out->catalogues, out->n) = r.c;
	return true;
}

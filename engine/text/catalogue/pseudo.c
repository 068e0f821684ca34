#include "text/catalogue/pseudo.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"

static const struct {
	enum pseudo how;
	const char *tag;
} tags[] = {{PSEUDO_ACCENTED, "en-XA"}, {PSEUDO_LONG, "en-XC"}, {PSEUDO_RTL, "ar-XB"}};

enum { N_TAGS = sizeof(tags) / sizeof(tags[0]) };

enum pseudo pseudo_of(struct str tag)
{
	for (size_t i = 0; i < N_TAGS; i++)
		if (str_is(tag, tags[i].tag))
			return tags[i].how;
	return PSEUDO_NONE;
}

const char *pseudo_tag(size_t i)
{
	return i < N_TAGS ? tags[i].tag : NULL;
}

enum { N_LETTERS = 26 };

/* a to z */
static const char *const accented[N_LETTERS] = {"å", "ƀ", "ç", "đ", "é", "ƒ", "ĝ", "ĥ", "í",
                                                "ĵ", "ķ", "ļ", "ɱ", "ñ", "ö", "þ", "ǫ", "ŕ",
                                                "š", "ţ", "û", "ṽ", "ŵ", "ẋ", "ý", "ž"};
static const char *const capital[N_LETTERS] = {"Å", "Ɓ", "Ç", "Đ", "É", "Ƒ", "Ĝ", "Ĥ", "Í",
                                               "Ĵ", "Ķ", "Ļ", "Ṁ", "Ñ", "Ö", "Þ", "Ǫ", "Ŕ",
                                               "Š", "Ţ", "Û", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
static const char *const arabic[N_LETTERS] = {"ا", "ب", "ث", "د", "ه", "ف", "ج", "ح", "ي",
                                              "ژ", "ك", "ل", "م", "ن", "و", "پ", "ق", "ر",
                                              "س", "ت", "ع", "ڤ", "ش", "خ", "ى", "ز"};
static const char *const filler[] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};

/* Letters as the language has them; everything else as it is. */
static void add_letter(struct buf *out, char c, enum pseudo how)
{
	size_t letter = (size_t)(ascii_small(c) - 'a'); /* far beyond z where it comes before a */

	if (how == PSEUDO_LONG || letter >= N_LETTERS)
		buf_add_char(out, c);
	else if (how == PSEUDO_RTL)
		buf_add_z(out, arabic[letter]);
	else
		buf_add_z(out, ascii_is_small(c) ? accented[letter] : capital[letter]);
}

/* ICU quotes syntax in text by apostrophes: '{' to the next one. */
static size_t quoted_length(struct str text, size_t at)
{
	size_t end;

	if (text.at[at] != '\'' || at + 1 == text.len || !(text.at[at + 1] == '{' || text.at[at + 1] == '}'))
		return 0;
	end = str_find(text, STR("'"), at + 1);
	return (end == SIZE_MAX ? text.len : end + 1) - at;
}

/* Braces lie in turns around an argument, whose words are syntax, and around a text that one of its cases shows. */
static void add_message(struct buf *out, struct str text, enum pseudo how)
{
	size_t depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		size_t quoted = depth % 2 == 0 ? quoted_length(text, i) : 0;

		if (quoted > 0) {
			buf_add(out, str_slice(text, i, i + quoted));
			i += quoted - 1;
			continue;
		}
		if (text.at[i] == '}' && depth > 0)
			depth--;
		if (depth % 2 == 0)
			add_letter(out, text.at[i], how);
		else
			buf_add_char(out, text.at[i]);
		if (text.at[i] == '{')
			depth++;
	}
}

static void add_text(struct buf *out, struct str text, enum pseudo how)
{
	for (size_t i = 0; i < text.len; i++)
		add_letter(out, text.at[i], how);
}

/* About a third more, and never less than a word. */
static void add_filler(struct buf *out, size_t length)
{
	size_t wanted = out->len + length / 3 + 1;

	for (size_t i = 0; out->len < wanted; i++)
		buf_add_format(out, " %s", filler[i % 8]);
}

static struct str change(struct arena *a, const struct unit *u, size_t i, enum pseudo how, size_t length)
{
	struct buf b = {0};
	struct str text = u->source[i].text;
	bool marked = how != PSEUDO_RTL;

	if (marked && i == 0)
		buf_add_z(&b, "⟦");
	/* Messages are the units without a block. */
	if (u->group.len == 0)
		add_message(&b, text, how);
	else
		add_text(&b, text, how);
	if (how == PSEUDO_LONG && i + 1 == u->n_source)
		add_filler(&b, length);
	if (marked && i + 1 == u->n_source)
		buf_add_z(&b, "⟧");
	return buf_keep(&b, a);
}

static void fill(struct arena *a, struct unit *u, enum pseudo how)
{
	size_t length = 0;

	u->target = arena_array(a, u->n_source, sizeof(*u->target));
	u->n_target = u->n_source;
	u->state = UNIT_TRANSLATED;
	u->origin = ORIGIN_MACHINE;
	for (size_t i = 0; i < u->n_source; i++)
		length += u->source[i].text.len;
	for (size_t i = 0; i < u->n_source; i++) {
		u->target[i] = u->source[i];
		if (u->source[i].kind == SPAN_TEXT)
			u->target[i].text = change(a, u, i, how, length);
	}
}

struct catalogue *pseudo_translate(struct arena *a, struct catalogue *c, enum pseudo how)
{
	for (size_t i = 0; i < c->n_units; i++)
		fill(a, &c->units[i], how);
	return c;
}

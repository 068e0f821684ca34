#include "site/build/search_words.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "text/words/cjk.h"
#include "text/words/letters.h"

enum { LONGEST = 40 }; /* code points of a word */

/* Words are views of the letters, which are the text's, made small; one that has come by takes none. */
struct gathering {
	struct arena *arena;
	struct tally words;
	char *letters; /* where the word at hand begins; there is SEARCH_SPARE behind what is written */
	size_t length; /* of it, in code points; those beyond LONGEST are left out */
	size_t size;   /* and in bytes */
	size_t last;   /* the size of the last character in a run of a script without spaces */
};

static void put(char *at, uint64_t eight)
{
	eight = htole64(eight);
	memcpy(at, &eight, sizeof(eight));
}

/* Whether it had not come by. */
static inline bool add_key(struct gathering *g, const char *at, size_t size, uint64_t key)
{
	return tally_enter_key(&g->words, g->arena, (struct str){at, size}, key)->count++ == 0;
}

static bool add_term(struct gathering *g, const char *at, size_t size)
{
	return add_key(g, at, size, search_words_key((struct str){at, size}));
}

static void finish_word(struct gathering *g)
{
	if (g->length > 0)
		g->letters += add_term(g, g->letters, g->size) * g->size;
	g->length = g->size = g->last = 0;
}

static inline bool is_within(const struct gathering *g)
{
	return g->length > 0 || g->last > 0;
}

static inline void end_word(struct gathering *g)
{
	if (is_within(g))
		finish_word(g);
}

static void add_cjk(struct gathering *g, int32_t c)
{
	size_t size;

	if (g->length > 0)
		finish_word(g);
	size = utf8_encode(c, g->letters);
	add_term(g, g->letters, size);
	if (g->last > 0)
		add_term(g, g->letters - g->last, g->last + size);
	g->letters += size;
	g->last = size;
}

/* Eight bytes from there on, zeros behind the text's end. */
static uint64_t take_within(struct str text, size_t at)
{
	char bytes[SEARCH_EIGHT] = {0};

	if (text.len - at >= SEARCH_EIGHT)
		return search_words_take(text.at + at);
	memcpy(bytes, text.at + at, text.len - at);
	return search_words_take(bytes);
}

/* Whether a word ends before it for certain: behind a tag it may go on. */
static bool is_between(char c)
{
	return (uint8_t)c < 0x80 && c != '<' && c != '&';
}

/* A run of letters and digits of ASCII, with what ends the word; where that ends. */
static size_t add_ascii(struct gathering *g, struct str text, size_t at)
{
	uint64_t run;
	size_t n;

	if (g->last > 0)
		finish_word(g);
	do {
		size_t room = g->length < LONGEST ? LONGEST - g->length : 0;

		n = letters_ascii_run(take_within(text, at), &run);
		put(g->letters + g->size, run);
		g->size += n < room ? n : room;
		g->length += n;
		at += n;
	} while (n == SEARCH_EIGHT);
	if (at == text.len || !is_between(text.at[at]))
		return at;
	finish_word(g);
	return at + 1;
}

static void add_folded(struct gathering *g, int32_t c)
{
	if (!letters_is(c)) {
		end_word(g);
	} else if (cjk_is(c)) {
		add_cjk(g, c);
	} else {
		if (g->last > 0)
			finish_word(g);
		if (g->length++ < LONGEST)
			g->size += utf8_encode(c, g->letters + g->size);
	}
}

static void add_character(struct gathering *g, int32_t c)
{
	int32_t folded[LETTERS_FOLDED];
	size_t n = letters_fold(c, folded);

	for (size_t i = 0; i < n; i++)
		add_folded(g, folded[i]);
}

/* &amp; and the like are no letters; what they stand for is none either. */
static size_t skip_reference(struct str html, size_t i)
{
	size_t end = str_find(html, STR(";"), i);

	return end != SIZE_MAX && end - i < 10 ? end + 1 : i + 1;
}

/* Words go on across them. */
static bool is_inline(struct str name)
{
	static const struct str names[] = {STR("a"),    STR("em"),  STR("strong"), STR("span"),
	                                   STR("code"), STR("sub"), STR("sup")};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_equal(name, names[i]))
			return true;
	return false;
}

/* A tag's name, behind its < or </. */
static struct str name_of(struct str html, size_t tag)
{
	size_t begin = tag + 1, end;

	if (begin < html.len && html.at[begin] == '/')
		begin++;
	for (end = begin; end < html.len && letters_ascii[(uint8_t)html.at[end]];)
		end++;
	return str_slice(html, begin, end);
}

static size_t skip_tag(struct str html, size_t i)
{
	while (i < html.len) {
		char c = html.at[i++];
		const char *end;

		if (c == '>')
			return i;
		if (c != '"' && c != '\'')
			continue;
		end = memchr(html.at + i, c, html.len - i);
		i = end ? (size_t)(end - html.at) + 1 : html.len;
	}
	return i;
}

static size_t gather_markup(struct gathering *g, struct str html, size_t i)
{
	if (html.at[i] == '<') {
		if (is_within(g) && !is_inline(name_of(html, i)))
			finish_word(g);
		return skip_tag(html, i + 1);
	}
	end_word(g);
	return skip_reference(html, i);
}

/* Most words have less than sixteen letters, and stand by themselves. */
static size_t gather_ascii(struct gathering *g, struct str text, size_t i)
{
	uint64_t eight = take_within(text, i), key, run;
	size_t n = letters_ascii_run(eight, &key), size = n;

	put(g->letters + g->size, key);
	if (n == SEARCH_EIGHT) {
		eight = take_within(text, i + SEARCH_EIGHT);
		n = letters_ascii_run(eight, &run);
		put(g->letters + g->size + SEARCH_EIGHT, run);
		key = n > 0 ? search_words_mix(0, key) ^ run : key;
		size += n;
	}
	if (n == SEARCH_EIGHT || is_within(g) || !is_between((char)(eight >> 8 * n)))
		return add_ascii(g, text, i);
	g->letters += add_key(g, g->letters, size, key) * size;
	return i + size + 1; /* one beyond the end, where there was nothing between */
}

static void gather(struct gathering *g, struct str text, bool plain)
{
	for (size_t i = 0; i < text.len;) {
		uint8_t c = (uint8_t)text.at[i];

		if (letters_ascii[c]) {
			i = gather_ascii(g, text, i);
		} else if (!plain && (c == '<' || c == '&')) {
			i = gather_markup(g, text, i);
		} else if (c < 0x80) {
			end_word(g);
			i++;
		} else {
			add_character(g, utf8_next(text, &i));
		}
	}
	end_word(g);
}

static struct tally list_words(struct arena *a, struct str text, bool plain)
{
	/* a letter of one byte stays one, any other takes four at most */
	struct gathering g = {.arena = a, .letters = arena_bytes(a, 2 * text.len + SEARCH_SPARE)};

	gather(&g, text, plain);
	return g.words;
}

struct tally search_words_html(struct arena *a, struct str html)
{
	return list_words(a, html, false);
}

struct tally search_words_plain(struct arena *a, struct str text)
{
	return list_words(a, text, true);
}

#include "site/build/search_words.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "text/words/cjk.h"
#include "text/words/letters.h"

enum { LONGEST = 40 }; /* code points of a word */

/* Words are views of the letters, which are the text's, made small. */
struct gathering {
	struct arena *arena;
	struct tally words;
	char *letters; /* behind the last one; there is room for eight bytes more than are written */
	size_t length; /* of the word, in code points; those beyond LONGEST are left out */
	size_t size;   /* and in bytes */
	size_t last;   /* the size of its last character, if that is CJK */
	bool cjk;      /* the run at hand is of a script without spaces */
};

static void put(char *at, uint64_t eight)
{
	eight = htole64(eight);
	memcpy(at, &eight, sizeof(eight));
}

/* The first n of them, of which there is one at least. */
static uint64_t first(uint64_t eight, size_t n)
{
	return eight & UINT64_MAX >> (64 - 8 * n);
}

/* The last bytes of the letters are a term. */
static void add_term(struct gathering *g, size_t size)
{
	struct str term = {g->letters - size, size};

	tally_enter_key(&g->words, g->arena, term, search_words_key(term))->count++;
}

static void finish_word(struct gathering *g)
{
	if (!g->cjk)
		add_term(g, g->size);
	g->length = g->size = g->last = 0;
	g->cjk = false;
}

static inline bool is_within(const struct gathering *g)
{
	return g->length > 0 || g->cjk;
}

static inline void end_word(struct gathering *g)
{
	if (is_within(g))
		finish_word(g);
}

static size_t add_letter(struct gathering *g, int32_t c)
{
	size_t size = utf8_encode(c, g->letters);

	g->letters += size;
	return size;
}

static void add_cjk(struct gathering *g, int32_t c)
{
	size_t size;

	if (!g->cjk)
		end_word(g);
	g->cjk = true;
	size = add_letter(g, c);
	add_term(g, size);
	if (g->last > 0)
		add_term(g, g->last + size);
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

/* A word by itself: one that has come by takes no letters. */
static void add_short(struct gathering *g, uint64_t letters, size_t size)
{
	struct tally_entry *e;

	put(g->letters, letters);
	e = tally_enter_key(&g->words, g->arena, (struct str){g->letters, size}, letters);
	g->letters += e->count++ == 0 ? size : 0;
}

/* A run of ASCII letters and digits, which most of a text is, with what stands behind a word; where that ends. */
static size_t add_ascii(struct gathering *g, struct str text, size_t at)
{
	size_t n;

	if (g->cjk)
		end_word(g);
	do {
		uint64_t eight = take_within(text, at);
		size_t room, added;

		n = letters_ascii_run(eight);
		eight |= 0x2020202020202020; /* digits have this bit */
		if (g->length == 0 && n < SEARCH_EIGHT && at + n < text.len && is_between(text.at[at + n])) {
			add_short(g, first(eight, n), n);
			return at + n + 1;
		}
		room = g->length < LONGEST ? LONGEST - g->length : 0;
		added = n < room ? n : room;
		put(g->letters, eight);
		g->letters += added;
		g->size += added;
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
		if (g->cjk)
			end_word(g);
		if (g->length++ < LONGEST)
			g->size += add_letter(g, c);
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

static void gather(struct gathering *g, struct str text, bool plain)
{
	for (size_t i = 0; i < text.len;) {
		uint8_t c = (uint8_t)text.at[i];

		if (letters_ascii[c]) {
			i = add_ascii(g, text, i);
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
	struct gathering g = {.arena = a, .letters = arena_bytes(a, 2 * text.len + SEARCH_EIGHT)};

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

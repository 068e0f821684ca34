#include "text/markdown/markdown_code.h"

#include <string.h>

#include "base/buf.h"
#include "text/words/escape.h"
#include "text/words/tag.h"

struct code markdown_code_plain(enum code_kind kind)
{
	static const struct str spelling[] = {[CODE_STRONG] = STR("**"),
	                                      [CODE_EMPHASIS] = STR("*"),
	                                      [CODE_STRIKE] = STR("~~"),
	                                      [CODE_BREAK] = STR("\\\n")};
	struct code c = {.kind = kind};

	c.markdown = spelling[kind];
	if (kind != CODE_BREAK)
		c.markdown_close = c.markdown;
	return c;
}

/* As many backticks as it takes, and spaces where the text's own edges would be misread. */
struct code markdown_code_span(struct arena *a, struct str text)
{
	struct code c = {.kind = CODE_CODE};
	size_t longest = 0, run = 0;
	struct buf b = {0};
	bool edge = false;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (text.len)
		edge = *text.at == '`' || text.at[text.len - 1] == '`' ||
		       (*text.at == ' ' && text.at[text.len - 1] == ' ' && str_trim(text).len);
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(&b, '`');
	if (edge)
		buf_add_char(&b, ' ');
	buf_add(&b, text);
	if (edge)
		buf_add_char(&b, ' ');
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(&b, '`');
	c.text = text;
	c.markdown = buf_keep(&b, a);
	return c;
}

struct code markdown_code_slot(struct arena *a, struct str name, struct str written)
{
	struct code c = {.kind = CODE_SLOT};

	c.text = str_copy(a, name);
	c.markdown = str_copy(a, written);
	return c;
}

/* What must be escaped, by where it stands. */
enum { IN_WORDS = 1, IN_ANGLES = 2, IN_QUOTES = 4 };

static void add_escaped(struct buf *b, struct str s, uint8_t where)
{
	static const uint8_t escaped[256] = {
		['\\'] = IN_WORDS | IN_ANGLES | IN_QUOTES,
		['<'] = IN_WORDS | IN_ANGLES,
		['>'] = IN_ANGLES,
		['"'] = IN_QUOTES,
		['['] = IN_WORDS,
		[']'] = IN_WORDS,
		['*'] = IN_WORDS,
		['_'] = IN_WORDS,
		['`'] = IN_WORDS,
		['&'] = IN_WORDS,
	};
	size_t from = 0;

	for (size_t i = 0; (i = str_find_class(s, i, escaped, where)) < s.len; i++) {
		buf_add(b, str_slice(s, from, i));
		buf_add_char(b, '\\');
		from = i;
	}
	buf_add(b, str_slice(s, from, s.len));
}

/* An address that could not stand alone goes between < and >. */
static bool is_simple(struct str url)
{
	static const uint8_t odd[256] = {
		[0 ... ' '] = 1, ['<'] = 1, ['>'] = 1, ['('] = 1, [')'] = 1, ['\\'] = 1,
	};

	return url.len > 0 && str_find_class(url, 0, odd, 1) == url.len;
}

/* `](url =200x100 "title")` */
static struct str make_target(struct arena *a, struct str url, struct str size, struct str title)
{
	struct buf b = {0};

	if (is_simple(url) && !size.len && !title.len)
		return str_join(a, (struct str[]){STR("]("), url, STR(")")}, 3);
	buf_add(&b, STR("]("));
	if (is_simple(url)) {
		buf_add(&b, url);
	} else {
		buf_add_char(&b, '<');
		add_escaped(&b, url, IN_ANGLES);
		buf_add_char(&b, '>');
	}
	if (size.len) {
		buf_add(&b, STR(" ="));
		buf_add(&b, size);
	}
	if (title.len) {
		buf_add(&b, STR(" \""));
		add_escaped(&b, title, IN_QUOTES);
		buf_add_char(&b, '"');
	}
	buf_add_char(&b, ')');
	return buf_keep(&b, a);
}

struct code markdown_code_link(struct arena *a, struct str url, struct str title)
{
	struct code c = {.kind = CODE_LINK};

	c.url = url;
	c.markdown = STR("[");
	c.markdown_close = make_target(a, url, (struct str){0}, title);
	return c;
}

/* ` width="200" height="100"` of `200x100`. */
static struct str size_attributes(struct arena *a, struct str size)
{
	struct str width, height = size;
	struct buf b = {0};

	str_cut(&height, 'x', &width);
	if (width.len)
		buf_add_format(&b, " width=\"%.*s\"", STR_ARG(width));
	if (height.len)
		buf_add_format(&b, " height=\"%.*s\"", STR_ARG(height));
	return buf_keep(&b, a);
}

static void add_image(struct buf *b, struct str words, struct str target)
{
	buf_add(b, STR("!["));
	add_escaped(b, words, IN_WORDS);
	buf_add(b, target);
}

struct code markdown_code_image(struct arena *a, struct str url, struct str title, struct str words,
                                struct str size)
{
	struct code c = {.kind = CODE_IMAGE};
	struct buf b = {0};

	c.markdown_close = make_target(a, url, size, title);
	add_image(&b, words, c.markdown_close);
	c.url = url;
	c.markdown = buf_keep(&b, a);
	if (size.len)
		c.text = size_attributes(a, size);
	return c;
}

/* The tag with another value of an attribute that it has. */
static struct str tag_with(struct arena *a, struct str tag, const char *attribute, struct str words)
{
	struct str rest = tag_at(tag).attributes, name, value;
	struct buf b = {0};

	while (words.len > 0 && tag_attribute(&rest, &name, &value))
		if (str_is_alike(name, str_from(attribute)) && value.len > 0) {
			size_t at = (size_t)(value.at - tag.at);
			const char *quote = strchr("\"'", tag.at[at - 1]) ? "" : "\"";

			buf_add(&b, str_slice(tag, 0, at));
			buf_add_z(&b, quote);
			escape_add_words(&b, words, PLACE_PROSE);
			buf_add_z(&b, quote);
			buf_add(&b, str_slice(tag, at + value.len, tag.len));
			return buf_keep(&b, a);
		}
	return tag;
}

/* `](url "title")` with another title, if it has one: the quotation marks within are escaped, so none follows a space. */
static struct str target_with(struct arena *a, struct str target, struct str title)
{
	size_t at = target.len - STR("\")").len;
	struct buf b = {0};

	while (at > 1 && memcmp(target.at + at - 2, " \"", 2) != 0)
		at--;
	buf_add(&b, str_slice(target, 0, at));
	add_escaped(&b, title, IN_QUOTES);
	buf_add(&b, STR("\")"));
	return buf_keep(&b, a);
}

struct code markdown_code_reworded(struct arena *a, const struct code *code, struct str words,
                                   struct str title)
{
	struct code c = *code;
	struct buf b = {0};

	if (str_starts(c.markdown, STR("<"))) {
		c.markdown = tag_with(a, tag_with(a, c.markdown, "alt", words), "title", title);
		return c;
	}
	if (title.len > 0)
		c.markdown_close = target_with(a, c.markdown_close, title);
	if (c.kind != CODE_IMAGE)
		return c;
	if (words.len > 0) {
		add_image(&b, words, c.markdown_close);
	} else {
		buf_add(&b, str_slice(c.markdown, 0, c.markdown.len - code->markdown_close.len));
		buf_add(&b, c.markdown_close);
	}
	c.markdown = buf_keep(&b, a);
	return c;
}

struct code markdown_code_include(struct str path, struct str written)
{
	struct code c = {.kind = CODE_INCLUDE};

	c.text = path;
	c.markdown = written;
	return c;
}

struct code markdown_code_html(struct str published, struct str written)
{
	struct code c = {.kind = CODE_HTML};

	c.text = published;
	c.markdown = written;
	return c;
}

struct code markdown_code_pair(struct str published, struct str end, struct str written,
                               struct str written_end)
{
	struct code c = {.kind = CODE_HTML_PAIR};

	c.text = published;
	c.close = end;
	c.markdown = written;
	c.markdown_close = written_end;
	return c;
}

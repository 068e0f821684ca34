#include "text/extensions/markdown_directive.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "text/words/tag.h"

/* Nobody writes more in one of them; what has no end is not looked for to the end of the page, again and again. */
enum { LONGEST = 4096 };

static const struct str include = STR("[!include");

bool markdown_directive_begins_include(struct str s)
{
	return s.len > include.len && str_is_alike(str_slice(s, 0, include.len), include);
}

size_t markdown_directive_include_at(struct str s, struct str *path)
{
	size_t title = include.len, target, end;

	if (s.len > LONGEST)
		s.len = LONGEST;
	if (!markdown_directive_begins_include(s))
		return 0;
	while (title < s.len && s.at[title] == ' ')
		title++;
	target = str_starts_at(s, title, STR("[")) ? str_find(s, STR("]("), title) : SIZE_MAX;
	end = target == SIZE_MAX ? SIZE_MAX : str_find(s, STR(")]"), target);
	if (end == SIZE_MAX || end > str_find_byte(s, '\n', 0))
		return 0;
	*path = str_trim(str_slice(s, target + 2, end));
	return path->len > 0 ? end + 2 : 0;
}

bool markdown_directive_include(struct str line, struct str *path)
{
	line = str_trim(line);
	return line.len > 0 && markdown_directive_include_at(line, path) == line.len;
}

static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		/* Entities stay entities. */
		if (ispunct((unsigned char)s.at[i]) && !strchr("&#;", s.at[i]))
			buf_add_char(out, '\\');
		buf_add_char(out, s.at[i]);
	}
}

static void add_link(struct buf *out, const char *open, struct str words, struct str address)
{
	buf_add_z(out, open);
	add_escaped(out, words);
	buf_add(out, STR("](<"));
	add_escaped(out, address);
	buf_add(out, STR(">)"));
}

/* `:::name a="b":::` at the line's beginning, what it holds and its length; 0 when it is none. */
static size_t directive_length(struct str line, const char *name, struct str *held)
{
	size_t n = strlen(name), end;

	if (!str_starts(line, STR(":::")) || !str_starts_at(line, 3, str_from(name)))
		return 0;
	end = str_find(line, STR(":::"), 3 + n);
	if (end == SIZE_MAX)
		return 0;
	*held = str_slice(line, 3 + n, end);
	return end + 3;
}

static struct str attribute(struct str held, const char *wanted)
{
	struct str name, value, rest = held;

	while (tag_attribute(&rest, &name, &value))
		if (str_is(name, wanted))
			return value;
	return (struct str){0};
}

/* Attributes of an image; the last two say nothing to its readers. */
static const struct str published[] = {STR("source"), STR("alt-text"), STR("lightbox"),
                                       STR("link"),   STR("type"),     STR("loc-scope")};
enum { PUBLISHED = sizeof(published) / sizeof(published[0]) };

/* What it leads to is the larger picture, or else any link; without words nobody would hear of one. */
static struct directive_image image_of(struct str held)
{
	struct directive_image image = {.attributes = held};
	struct str name, value, values[PUBLISHED] = {0};

	while (tag_attribute(&held, &name, &value)) {
		size_t i = str_index(name, published, PUBLISHED);

		if (i == SIZE_MAX)
			image.more = true;
		else if (values[i].len == 0)
			values[i] = value;
	}
	image.source = values[0];
	image.words = values[1];
	if (str_trim(image.words).len > 0)
		image.link = values[values[2].len > 0 ? 2 : 3];
	return image;
}

/* The image that the line begins with, and its length; 0: there is none. */
static size_t image_length(struct str line, struct directive_image *image)
{
	size_t length = directive_length(line, "image ", &image->attributes);

	if (length > 0)
		*image = image_of(image->attributes);
	return length > 0 && image->source.len > 0 ? length : 0;
}

bool markdown_directive_image(struct str line, struct directive_image *image)
{
	line = str_trim(line);
	return line.len > 0 && image_length(line, image) == line.len;
}

/* The next image at or after *at, and its length; one that is shown as code is none. */
static bool find_image(struct str line, size_t *at, struct directive_image *image, size_t *length)
{
	for (; (*at = str_find(line, STR(":::image "), *at)) != SIZE_MAX; *at += 3) {
		*length = image_length(str_slice(line, *at, line.len), image);
		if (*length > 0 && (*at == 0 || line.at[*at - 1] != '`'))
			return true;
	}
	return false;
}

static void add_image(struct buf *out, const struct directive_image *image)
{
	if (image->link.len > 0)
		buf_add_char(out, '[');
	add_link(out, "![", image->words, image->source);
	if (image->link.len > 0)
		add_link(out, "", (struct str){0}, image->link);
}

static bool rewrite_images(struct str line, struct buf *out)
{
	size_t from = 0, length;
	struct directive_image image;

	for (size_t at = 0; find_image(line, &at, &image, &length); at += length) {
		buf_add(out, str_slice(line, from, at));
		add_image(out, &image);
		from = at + length;
	}
	if (from > 0)
		buf_add(out, str_slice(line, from, line.len));
	return from > 0;
}

bool markdown_directive_dropped(struct str line, size_t *at, struct str *name)
{
	struct directive_image image;
	size_t from = 0, length;
	struct str value;

	for (; find_image(line, &from, &image, &length); from += length)
		while (tag_attribute(&image.attributes, name, &value)) {
			/* no theme of ours draws borders */
			if (str_index(*name, published, PUBLISHED) != SIZE_MAX ||
			    (str_is(*name, "border") && str_is(value, "false")) ||
			    (size_t)(name->at - line.at) < *at)
				continue;
			*at = (size_t)(name->at + name->len - line.at);
			return true;
		}
	return false;
}

/* ` =200x100`, ` =200x`, ` =x100` before the end of a link's target; its length. */
static size_t size_length(struct str s)
{
	size_t i = 2, width;

	if (!str_starts(s, STR(" =")))
		return 0;
	while (i < s.len && i < 7 && ascii_is_digit(s.at[i]))
		i++;
	width = i - 2;
	if (i == s.len || s.at[i] != 'x')
		return 0;
	for (i++; i < s.len && i < width + 8 && ascii_is_digit(s.at[i]);)
		i++;
	return i > 3 && i < s.len && (s.at[i] == ')' || s.at[i] == ' ') ? i : 0;
}

/* Past a code span that begins the text and is not endless; else past what may begin one.  No span goes over a mark. */
static size_t code_length(struct str s)
{
	size_t n = 0, run = 0;

	while (n < s.len && s.at[n] == '`')
		n++;
	for (size_t i = n; i < s.len && i < LONGEST && s.at[i] != '\x01'; i++) {
		run = s.at[i] == '`' ? run + 1 : 0;
		if (run == n && (i + 1 == s.len || s.at[i + 1] != '`'))
			return i + 1;
	}
	return n;
}

/* Past an escape, a code span or a tag, within which nothing is an include; else past one character. */
static size_t opaque_length(struct str s)
{
	enum { LONGEST_TAG = 512 };
	struct tag tag;

	if (s.at[0] == '`')
		return code_length(s);
	if (s.at[0] == '\\' && s.len > 1)
		return 2;
	if (s.at[0] != '<')
		return 1;
	tag = tag_at(str_slice(s, 0, s.len < LONGEST_TAG ? s.len : LONGEST_TAG));
	return tag.kind == TAG_NONE || tag.kind == TAG_COMMENT_UNCLOSED ? 1 : tag.length;
}

bool markdown_directive_find_include(struct str words, size_t *at, size_t *length, struct str *path)
{
	static const uint8_t stops[256] = {['['] = 1, ['`'] = 1, ['<'] = 1, ['\\'] = 1};

	while ((*at = str_find_class(words, *at, stops, 1)) < words.len) {
		struct str rest = str_slice(words, *at, words.len);

		*length = markdown_directive_include_at(rest, path);
		if (*length > 0)
			return true;
		*at += opaque_length(rest);
	}
	return false;
}

/* A title that begins with this mark, to its end; an endless one: the mark alone. */
static size_t title_length(struct str s)
{
	size_t end = 1;

	while (end < s.len && s.at[end] != s.at[0])
		end += s.at[end] == '\\' ? 2 : 1;
	return end < s.len ? end + 1 : 1;
}

/* A size that is written after the title stands before it then. */
static void put_size(char *size, size_t length, size_t title)
{
	char copy[16];

	memcpy(copy, size, length);
	memmove(size - title + length, size - title, title);
	memcpy(size - title, copy, length);
	size[-(ptrdiff_t)title] = '#';
}

/*
 * `![words](path =200x100)`: with '#' for the space it is a link to cmark, and every byte stays in its place but for
 * a title's, which may come first.
 */
static bool rewrite_sizes(struct str line, struct buf *out)
{
	enum { TEXT, WORDS, TARGET } within = TEXT;
	size_t begin = out->len, title = 0, titled = 0, n;
	bool found = false;

	if (str_find(line, STR("!["), 0) == SIZE_MAX)
		return false;
	buf_add(out, line);
	for (size_t i = 0; i < line.len; i += n) {
		struct str rest = str_slice(line, i, line.len);
		size_t size = within == TARGET ? size_length(rest) : 0;

		n = 1;
		if (rest.at[0] == '`' && within != TARGET)
			n = code_length(rest);
		else if (rest.at[0] == '\\')
			n = 2;
		else if (str_starts(rest, STR("![")))
			within = WORDS;
		else if (within == WORDS && str_starts(rest, STR("](")))
			within = TARGET, title = 0, n = 2;
		else if (within == TARGET && rest.at[0] == ')')
			within = TEXT;
		else if (within == TARGET && (rest.at[0] == '"' || rest.at[0] == '\'') && rest.at[-1] == ' ')
			n = title_length(rest), title = n + 1, titled = i + n;
		else if (size > 0 && (title == 0 || titled == i)) {
			put_size(out->at + begin + i, size, title);
			found = true;
			n = size;
		}
	}
	if (!found)
		out->len = begin;
	return found;
}

struct str markdown_directive_size(struct str *url)
{
	struct str size;
	size_t at = url->len;

	while (at > 0 && url->at[at - 1] != '#')
		at--;
	size = str_slice(*url, at, url->len);
	if (at == 0 || size.len < 3 || size.at[0] != '=')
		return (struct str){0};
	*url = str_slice(*url, 0, at - 1);
	return str_slice(size, 1, size.len);
}

/* `[!name` of this name, or of this and what follows a '-'; what stands between it and the last `]`. */
static bool is_bracket(struct str line, const char *name, struct str *held)
{
	size_t n = strlen(name);

	if (!str_starts(line, STR("[!")) || !str_ends(line, STR("]")) || line.len < n + 4 ||
	    strncasecmp(line.at + 2, name, n) != 0)
		return false;
	*held = str_trim(str_slice(line, 2 + n, line.len - 1));
	return true;
}

/* Past "-csharp", `[words](path?name=part "title")`. */
static bool rewrite_code(struct str held, struct buf *out)
{
	size_t open = str_find(held, STR("["), 0), middle = str_find(held, STR("]("), 0), end;
	struct str path;

	if (open == SIZE_MAX || middle == SIZE_MAX || middle < open || !str_ends(held, STR(")")))
		return false;
	path = str_slice(held, middle + 2, held.len - 1);
	end = str_find(path, STR(" "), 0);
	add_link(out, "[", str_slice(held, open + 1, middle),
	         str_slice(path, 0, end < path.len ? end : path.len));
	return true;
}

bool markdown_directive_rewrite(struct str line, struct buf *out)
{
	struct str held, source;

	line = str_trim(line);
	if (is_bracket(line, "video ", &held)) {
		add_link(out, "[", held, held);
		return true;
	}
	if (is_bracket(line, "code", &held))
		return rewrite_code(held, out);
	if (directive_length(line, "code ", &held) == line.len && line.len > 0) {
		source = attribute(held, "source");
		add_link(out, "[", source, source);
		return source.len > 0;
	}
	return rewrite_images(line, out) || rewrite_sizes(line, out);
}

bool markdown_directive_part(struct str line, struct str *name)
{
	static const char *const parts[] = {"zone", "moniker", "row", "column", "image-end", NULL};
	size_t n = 0;

	line = str_trim(line);
	if (!str_starts(line, STR(":::")))
		return false;
	line = str_trim(str_slice(line, 3, line.len));
	while (n < line.len && (ascii_is_letter(line.at[n]) || line.at[n] == '-'))
		n++;
	*name = str_slice(line, 0, n);
	if (str_ends(*name, STR("-end")) && !str_is(*name, "image-end"))
		*name = str_slice(*name, 0, n - 4);
	return str_is_among(*name, parts);
}

bool markdown_directive_division(struct str line, struct str *class)
{
	struct str held;

	if (!is_bracket(str_trim(line), "div ", &held))
		return false;
	*class = attribute(held, "class");
	for (size_t i = 0; i < class->len; i++)
		if (!ascii_is_alnum(class->at[i]) && class->at[i] != '-' && class->at[i] != '_')
			return false;
	return class->len > 0;
}

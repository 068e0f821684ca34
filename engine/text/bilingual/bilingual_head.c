#include "text/bilingual/bilingual_head.h"

#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "text/document/frontmatter.h"

static bool is_fence(struct str line)
{
	while (line.len > 0 && strchr(" \t\r", line.at[line.len - 1]))
		line.len--;
	return str_is(line, "---");
}

/* The line at *at, without its LF, or the CR that some heads have instead; *at moves past it. */
static bool next_line(struct str text, size_t *at, struct str *line)
{
	size_t end = *at;

	if (*at >= text.len)
		return false;
	while (end < text.len && text.at[end] != '\n' &&
	       (text.at[end] != '\r' || str_starts_at(text, end, STR("\r\n"))))
		end++;
	*line = str_slice(text, *at, end);
	*at = end < text.len ? end + 1 : end;
	return true;
}

size_t bilingual_head_end(struct str text)
{
	struct str line;
	size_t at = 0;

	if (!next_line(text, &at, &line) || !is_fence(line))
		return 0;
	while (next_line(text, &at, &line))
		if (is_fence(line))
			return at;
	return 0;
}

/* The length of a plain key at the line's start, or 0. */
static size_t key_length(struct str line)
{
	size_t n = 0;

	while (n < line.len && (ascii_is_alnum(line.at[n]) || strchr("_.-", line.at[n])))
		n++;
	if (n == 0 || n == line.len || line.at[0] == '-' || line.at[n] != ':')
		return 0;
	return n + 1 == line.len || strchr(" \t\r", line.at[n + 1]) ? n : 0;
}

/* What YAML makes of this one key. */
static struct str decode(struct arena *a, const struct bilingual_field *f)
{
	struct str yaml = str_format(a, "%.*s: %.*s\n", STR_ARG(f->key), STR_ARG(f->written));
	struct diagnostics *unheard = diag_open();
	const struct front_node *root = frontmatter_load_yaml(unheard, a, source_make(a, STR("head"), yaml));
	struct str text = {0};

	if (root && root->kind == FRONT_MAP && root->n == 1 && root->items[0].kind == FRONT_SCALAR)
		text = root->items[0].text;
	diag_close(unheard);
	return text;
}

struct bilingual_head bilingual_head_read(struct arena *a, const struct source *s)
{
	struct bilingual_head head = {0};
	struct str text = s->text, line;
	size_t at = 0, value = 0, start;

	if (!next_line(text, &at, &line) || !is_fence(line))
		return head;
	while (start = at, next_line(text, &at, &line) && !is_fence(line)) {
		size_t key = key_length(line);
		struct bilingual_field *f;

		if (key > 0) {
			f = ARRAY_ADD(a, head.fields, head.n);
			f->key = str_slice(line, 0, key);
			f->position = source_at(s, f->key);
			value = start + key + 1;
		}
		if (head.n > 0)
			head.fields[head.n - 1].written = str_trim(str_slice(text, value, start + line.len));
	}
	if (!is_fence(line))
		return (struct bilingual_head){0};
	head.body = at;
	for (size_t i = 0; i < head.n; i++)
		head.fields[i].text = decode(a, &head.fields[i]);
	return head;
}

const struct bilingual_field *bilingual_head_field(const struct bilingual_head *head, const char *key)
{
	for (size_t i = 0; i < head->n; i++)
		if (str_is(head->fields[i].key, key))
			return &head->fields[i];
	return NULL;
}

struct str bilingual_head_text(const struct bilingual_head *head, const char *key)
{
	const struct bilingual_field *f = bilingual_head_field(head, key);

	return f ? f->text : (struct str){0};
}

void bilingual_head_quote(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7F)
			buf_add_format(out, "\\x%02x", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

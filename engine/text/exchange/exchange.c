#include "text/exchange/exchange.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/utf8.h"
#include "text/exchange/exchange_po.h"
#include "text/exchange/exchange_xliff2.h"
#include "text/words/charset.h"
#include "text/words/tag.h"
#include "text/words/utf16.h"

static const struct {
	const char *name, *suffix;
} formats[EXCHANGE_FORMATS] = {
	[EXCHANGE_XLIFF] = {"xliff", ".xlf"},
	[EXCHANGE_XLIFF2] = {"xliff2", ".xlf"},
	[EXCHANGE_PO] = {"po", ".po"},
};

bool exchange_find(const char *name, enum exchange_format *format)
{
	for (int i = 0; i < EXCHANGE_FORMATS; i++)
		if (strcmp(name, formats[i].name) == 0) {
			*format = (enum exchange_format)i;
			return true;
		}
	return false;
}

const char *exchange_suffix(enum exchange_format format)
{
	return formats[format].suffix;
}

/* What a translator has no use for stays at home: orphans, how an imported file was spelled. */
static struct catalogue stripped(struct arena *a, const struct catalogue *c)
{
	struct catalogue s = *c;

	s.skeleton = (struct str){0};
	s.n_record = s.n_units = 0;
	s.units = arena_array(a, c->n_units, sizeof(*s.units));
	for (size_t i = 0; i < c->n_units; i++) {
		struct unit *u = &s.units[s.n_units];

		if (c->units[i].orphan)
			continue;
		*u = c->units[i];
		u->name = (struct str){0};
		u->written_source_of = u->written_target_of = 0;
		u->n_outside = 0;
		s.n_units++;
	}
	return s;
}

void exchange_render(enum exchange_format format, const struct catalogue *c, struct buf *out)
{
	struct arena *scratch = arena_open();
	struct catalogue s = stripped(scratch, c);

	if (format == EXCHANGE_PO)
		exchange_po_render(&s, out);
	else if (format == EXCHANGE_XLIFF2)
		exchange_xliff2_render(&s, out);
	else
		catalogue_render(&s, out);
	arena_close(scratch);
}

/* What `"Content-Type: text/plain; charset=ISO-8859-1\n"` names, near the beginning; empty: nothing does. */
static struct str find_charset(struct str bytes)
{
	enum { HEAD = 8192 };
	struct str head = str_slice(bytes, 0, bytes.len < HEAD ? bytes.len : HEAD), word = STR("charset=");
	size_t type = str_find(head, STR("\"Content-Type:"), 0), from, to;

	from = type == SIZE_MAX ? SIZE_MAX : str_find(head, word, type);
	if (from == SIZE_MAX)
		return (struct str){0};
	to = from += word.len;
	while (to < head.len && (ascii_is_alnum(head.at[to]) || ascii_is_one_of(head.at[to], "-_.:")))
		to++;
	return str_slice(bytes, from, to);
}

/* Accents are UTF-8 by chance almost never, so that counts more than what a tool forgot to write anew. */
static bool is_utf8(struct str bytes)
{
	return utf8_bad(bytes) == SIZE_MAX && utf8_ascii(bytes) < bytes.len;
}

const struct source *exchange_read(struct diagnostics *d, struct arena *a, struct str path)
{
	struct str bytes, charset, text;
	const struct source *s;
	const char *why;

	if (!file_read(d, a, file_path(a, ".", path), CATALOGUE_LIMIT, &bytes))
		return NULL;
	charset = find_charset(bytes);
	if (!charset.len || str_is_alike(charset, STR("utf-8")) || is_utf8(bytes))
		return utf16_take(d, a, path, bytes);
	why = charset_convert(a, bytes, charset, &text);
	if (!why)
		return source_take(d, a, path, text);
	if (utf8_ascii(bytes) == bytes.len)
		return source_take(d, a, path, bytes);
	s = source_make(a, path, bytes);
	charset.at = s->text.at + (charset.at - bytes.at);
	diag_add(d, PO_CHARSET, source_at(s, charset), str_z(a, charset), why);
	return NULL;
}

/* Where the root's start tag begins, behind declarations and comments. */
static size_t find_root(struct str text)
{
	size_t at = 0;

	while ((at = str_find(text, STR("<"), at)) < text.len) {
		bool comment = str_starts_at(text, at, STR("<!--"));

		if (at + 1 < text.len && ascii_is_letter(text.at[at + 1]))
			return at;
		at = str_find(text, comment ? STR("-->") : STR(">"), at + 1);
	}
	return text.len;
}

/* XLIFF 2 by its root's version: not by that of another namespace, such as its:version. */
static bool is_xliff2(struct str text)
{
	size_t i = find_root(text), end = str_find(text, STR(">"), i);
	struct str attributes, name, value;

	if (end == SIZE_MAX)
		return false;
	while (i < end && !ascii_is_white(text.at[i]))
		i++;
	attributes = str_slice(text, i, end);
	while (tag_attribute(&attributes, &name, &value))
		if (str_is(name, "version"))
			return str_starts(value, STR("2."));
	return false;
}

bool exchange_load(struct diagnostics *d, struct arena *a, const struct source *s, struct exchange *out)
{
	*out = (struct exchange){0};
	/* what is no XML is PO */
	if (!str_starts(str_trim(s->text), STR("<"))) {
		out->two_states = true;
		return exchange_po_load(d, a, s, out);
	}
	if (is_xliff2(s->text))
		return exchange_xliff2_load(d, a, s, out);
	return catalogue_load_foreign(d, a, s, &out->catalogues, &out->n);
}

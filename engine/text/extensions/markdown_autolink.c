#include "text/extensions/markdown_autolink.h"

#include <cmark.h>
#include <ctype.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/cmark/markdown_trail.h"
#include "text/cmark/markdown_tree.h"
#include "text/words/cjk.h"
#include "text/words/url.h"

enum { DOMAIN_LENGTH = 253 }; /* RFC 1035; also bounds what looking in vain costs */

static bool is_host(int32_t c)
{
	return c < 0x80 ? ascii_is_alnum(c) || c == '-' : !u_isUWhiteSpace(c) && !u_ispunct(c);
}

/* The length of the domain there, 0 if it is none: no underscore in its last two parts. */
static size_t domain_at(struct str s, bool dotted)
{
	bool last = false, before = false;
	size_t i = 0, dots = 0;

	while (i < s.len && i <= DOMAIN_LENGTH) {
		size_t next = i;
		int32_t c = utf8_next(s, &next);

		if (c == '.') {
			dots++;
			before = last;
			last = false;
		} else if (c == '_') {
			last = true;
		} else if (!is_host(c)) {
			break;
		}
		i = next;
	}
	return i <= DOMAIN_LENGTH && !last && !before && (dots || !dotted) ? i : 0;
}

/* White space, `<`, and what Chinese puts behind an address without a space. */
static bool is_end(int32_t c)
{
	return c == '<' || c <= ' ' || c == 0x7F || c == 0x3000 || (c > 0x7F && u_ispunct(c) && cjk_is(c)) ||
	       (c >= 0x2018 && c <= 0x201F);
}

/* `&name;` at the end of s: its length. */
static size_t entity_at_end(struct str s)
{
	size_t i = s.len - 1;

	while (i > 0 && ascii_is_alnum(s.at[i - 1]))
		i--;
	return i > 0 && i < s.len - 1 && s.at[i - 1] == '&' ? s.len - i + 1 : 0;
}

/* Without the punctuation that belongs to the sentence, and without `)` that it did not open. */
static struct str trim(struct str s)
{
	size_t opened = 0, closed = 0;

	for (size_t i = 0; i < s.len; i++) {
		opened += s.at[i] == '(';
		closed += s.at[i] == ')';
	}
	for (; s.len; s.len--) {
		char c = s.at[s.len - 1];

		if (c == ';') {
			size_t entity = entity_at_end(s);

			s.len -= entity ? entity - 1 : 0;
		} else if (c == ')' && closed > opened) {
			closed--;
		} else if (!strchr("?!.,:*_~'\"", c)) {
			break;
		}
	}
	return s;
}

/* From a valid domain to the end of the address; false if there is nothing. */
static bool take(struct str text, size_t from, size_t domain, bool dotted, struct autolink *link)
{
	size_t length = domain_at(str_slice(text, domain, text.len), dotted), i = domain + length;

	if (!length)
		return false;
	while (i < text.len) {
		size_t next = i;

		if (is_end(utf8_next(text, &next)))
			break;
		i = next;
	}
	link->from = from;
	link->to = from + trim(str_slice(text, from, i)).len;
	return link->to > domain;
}

static bool find_scheme(struct str text, size_t done, size_t at, struct autolink *link)
{
	size_t from = at;

	while (from > done && ascii_is_letter(text.at[from - 1]))
		from--;
	return url_is_web(str_slice(text, from, text.len)) && take(text, from, at + 3, false, link);
}

static bool find_www(struct str text, size_t done, size_t at, struct autolink *link)
{
	char before = at > done ? text.at[at - 1] : ' ';

	if (!str_starts_at(text, at, STR("www.")) ||
	    (isascii(before) && !ascii_is_space(before) && !strchr("*_~(", before)))
		return false;
	return take(text, at, at, true, link);
}

static bool is_mailbox(char c)
{
	return ascii_is_alnum(c) || ascii_is_one_of(c, ".+-_");
}

static bool find_mail(struct str text, size_t done, size_t at, struct autolink *link)
{
	static const struct str scheme = STR("mailto:");
	size_t from = at, to = at + 1, dots = 0;
	struct str before;

	while (from > done && is_mailbox(text.at[from - 1]))
		from--;
	for (; to < text.len; to++) {
		char c = text.at[to];

		if (c == '.' && to + 1 < text.len && ascii_is_alnum(text.at[to + 1]))
			dots++;
		else if (!ascii_is_alnum(c) && c != '-' && c != '_')
			break;
	}
	if (from == at || !dots || !ascii_is_alnum(text.at[to - 1]) ||
	    (to < text.len && text.at[to] == '@') || (from > done && text.at[from - 1] == '@'))
		return false;
	before = str_slice(text, done, from);
	*link = (struct autolink){.from = from, .to = to};
	if (str_ends(before, scheme) &&
	    (before.len == scheme.len || !ascii_is_alnum(before.at[before.len - scheme.len - 1])))
		link->from -= scheme.len;
	else if (from > done && (text.at[from - 1] == ':' || text.at[from - 1] == '/') &&
	         str_ends(before, STR("xmpp:")))
		return false;
	return true;
}

bool markdown_autolink_find(struct arena *a, struct str text, size_t done, size_t at, struct autolink *link)
{
	const char *scheme = "";
	struct str written;

	switch (text.at[at]) {
	case ':':
		if (!find_scheme(text, done, at, link))
			return false;
		break;
	case 'w':
		if (!find_www(text, done, at, link))
			return false;
		scheme = "http://";
		break;
	case '@':
		if (!find_mail(text, done, at, link))
			return false;
		scheme = "mailto:";
		break;
	default:
		return false;
	}
	written = str_slice(text, link->from, link->to);
	if (str_starts(written, STR("mailto:")))
		scheme = "";
	link->url = str_format(a, "%s%.*s", scheme, STR_ARG(written));
	return true;
}

/* Whether an address begun in this text, or before it, goes on past its end. */
static bool is_open_at_end(struct str text, bool open)
{
	size_t from = text.len;

	while (from > 0 && text.at[from - 1] != '<' && !ascii_is_space(text.at[from - 1]))
		from--;
	if (open && from == 0)
		return true;
	if (str_starts_at(text, from, STR("www.")))
		return true;
	while (from < text.len && !url_is_web(str_slice(text, from, text.len)))
		from++;
	return from < text.len;
}

static bool is_pair(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
}

static bool is_text(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

/* Puts the words of a pair in its place, between its marks, the first of which is returned. */
static cmark_node *flatten(cmark_node *pair, const char *mark)
{
	cmark_node *first = markdown_tree_text(mark), *child;

	cmark_node_insert_before(pair, first);
	while ((child = cmark_node_first_child(pair)))
		cmark_node_insert_before(pair, child);
	cmark_node_insert_before(pair, markdown_tree_text(mark));
	cmark_node_unlink(pair);
	return first;
}

/* The mark that a pair begins with, as it is written. */
static const char *mark_of(struct arena *a, const struct trail *r, cmark_node *pair)
{
	size_t length = cmark_node_get_type(pair) == CMARK_NODE_STRONG ? 2 : 1;

	return str_z(a, str_slice(r->joined, r->at, r->at + length));
}

/* Most texts stand alone or beside what ends an address. */
static bool is_broken(cmark_node *text)
{
	cmark_node *next = cmark_node_next(text);

	return next && (is_text(next) ||
	                (is_pair(next) && is_open_at_end(str_from(cmark_node_get_literal(text)), false)));
}

void markdown_autolink_join(struct arena *a, const struct trail *at, cmark_node *text)
{
	struct trail trail = *at;
	struct buf words = {0};
	bool open = false;

	if (!is_broken(text))
		return;
	for (cmark_node *node = text, *next; node && (is_text(node) || (open && is_pair(node)));
	     node = next) {
		struct str literal;

		if (!is_text(node)) {
			next = flatten(node, mark_of(a, &trail, node));
			continue;
		}
		literal = str_from(cmark_node_get_literal(node));
		markdown_trail_text(&trail, literal);
		open = is_open_at_end(literal, open);
		buf_add(&words, literal);
		next = cmark_node_next(node);
		if (node != text)
			cmark_node_free(node);
	}
	cmark_node_set_literal(text, buf_keep(&words, a).at);
}

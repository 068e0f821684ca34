#include "text/xml/xml_guard.h"

#include <stdio.h>
#include <strings.h>

#include "base/diag.h"
#include "text/xml/xml.h"

static struct position place(const struct source *s, size_t at, size_t length)
{
	return (struct position){s, (uint32_t)at, (uint32_t)length};
}

static size_t past(struct str text, size_t from, struct str what)
{
	size_t at = str_find(text, what, from);

	return at == SIZE_MAX ? text.len : at + what.len;
}

/* The declared encoding must be one that the text has been read as. */
static bool check_encoding(struct diagnostics *d, const struct source *s)
{
	struct str head = s->text, name;
	size_t at, end;
	char declared[32];

	if (!str_starts(head, STR("<?xml")))
		return true;
	head = str_slice(head, 0, past(head, 0, STR("?>")));
	at = str_find(head, STR("encoding"), 0);
	while (at != SIZE_MAX && at < head.len && head.at[at] != '"' && head.at[at] != '\'')
		at++;
	if (at == SIZE_MAX || at == head.len)
		return true;
	end = str_find(head, (struct str){head.at + at, 1}, at + 1);
	if (end == SIZE_MAX)
		return true;
	name = str_slice(head, at + 1, end);
	snprintf(declared, sizeof(declared), "%.*s", STR_ARG(name));
	if (strcasecmp(declared, "UTF-8") == 0 || strcasecmp(declared, "UTF-16") == 0)
		return true;
	diag_add(d, XML_ENCODING, source_at(s, name), declared);
	return false;
}

/* Past the '>' of the tag at `at`, or SIZE_MAX when it has too many attributes: those are counted by their values. */
static size_t skip_tag(struct str text, size_t at)
{
	int n = 0;

	for (; at < text.len && text.at[at] != '>'; at++) {
		if (text.at[at] != '"' && text.at[at] != '\'')
			continue;
		if (++n > XML_ATTRIBUTES_LIMIT)
			return SIZE_MAX;
		at = str_find(text, (struct str){text.at + at, 1}, at + 1);
		if (at == SIZE_MAX)
			return text.len;
	}
	return at;
}

bool xml_guard(struct diagnostics *d, const struct source *s)
{
	struct str text = s->text;
	size_t at = 0, next;
	char limit[16];

	if (!check_encoding(d, s))
		return false;
	for (; (at = str_find(text, STR("<"), at)) != SIZE_MAX; at = next) {
		char c = at + 1 < text.len ? text.at[at + 1] : 0;

		if (c != '!' && c != '?')
			next = skip_tag(text, at);
		else if (str_starts_at(text, at, STR("<!--")))
			next = past(text, at + 4, STR("-->"));
		else if (str_starts_at(text, at, STR("<![CDATA[")))
			next = past(text, at, STR("]]>"));
		else if (c == '?')
			next = past(text, at, STR("?>"));
		else {
			diag_add(d, XML_DOCTYPE, place(s, at, 9));
			return false;
		}
		if (next == SIZE_MAX) {
			snprintf(limit, sizeof(limit), "%d", XML_ATTRIBUTES_LIMIT);
			diag_add(d, XML_ATTRIBUTES, place(s, at, 1), limit);
			return false;
		}
	}
	return true;
}

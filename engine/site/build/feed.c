#include "site/build/feed.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "site/content/address.h"
#include "site/content/outline.h"
#include "text/words/escape.h"
#include "text/words/url.h"

enum { ENTRIES = 50 };

static int newest_first(const void *a, const void *b)
{
	const struct outline *x = *(const struct outline *const *)a, *y = *(const struct outline *const *)b;

	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return str_compare(x->path, y->path);
}

static const struct outline **list_dated(const struct site *s, struct arena *a, size_t *n)
{
	const struct outline **list = arena_array(a, s->outlines->n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < s->outlines->n; i++) {
		const struct outline *o = &s->outlines->list[i];

		if (o->date != DATE_NONE && !o->hidden && !str_equal(o->path, s->config.statement_page))
			list[(*n)++] = o;
	}
	if (*n > 0)
		qsort(list, *n, sizeof(*list), newest_first);
	*n = *n < ENTRIES ? *n : ENTRIES;
	return list;
}

static void add_element(struct buf *out, const char *name, struct str words)
{
	buf_add_format(out, "<%s>", name);
	escape_add_words(out, words, PLACE_TEXT);
	buf_add_format(out, "</%s>\n", name);
}

static void add_id(struct buf *out, struct str url)
{
	buf_add_z(out, "<id>");
	url_add(out, url, URL_IN_MARKUP);
	buf_add_z(out, "</id>\n");
}

static void add_day(struct buf *out, int32_t day)
{
	char text[11];

	buf_add_format(out, "<updated>%sT00:00:00Z</updated>\n", date_format(day, text));
}

static void add_link(struct buf *out, const char *rel, struct str url)
{
	buf_add_format(out, "<link rel=\"%s\" href=\"", rel);
	url_add(out, url, URL_IN_MARKUP);
	buf_add_z(out, "\"/>\n");
}

static void add_entry(const struct site *s, const struct outline *o, size_t l, struct arena *a,
                      struct buf *out)
{
	struct str url = address_url(a, &s->config, s->languages[l].tag, o->path);

	buf_add_z(out, "<entry>\n");
	add_element(out, "title", o->titles[l].text);
	add_id(out, url);
	add_link(out, "alternate", url);
	add_day(out, o->date);
	if (o->descriptions[l].text.len > 0)
		add_element(out, "summary", o->descriptions[l].text);
	buf_add_z(out, "</entry>\n");
}

void feed_render(const struct site *s, size_t l, struct arena *a, struct buf *out)
{
	struct str tag = s->languages[l].tag, url = s->config.base_url;
	size_t n;
	const struct outline **list = list_dated(s, a, &n);
	struct str self = str_format(a, "%.*s%.*s/feed.xml", STR_ARG(url), STR_ARG(tag));

	buf_add_z(
		out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	escape_add_words(out, tag, PLACE_DATA);
	buf_add_z(out, "\">\n");
	add_element(out, "title", s->config.name);
	add_id(out, self);
	add_link(out, "self", self);
	add_link(out, "alternate", address_url(a, &s->config, tag, STR("index")));
	/* a feed without entries has been as it is since days began */
	add_day(out, n > 0 ? list[0]->date : 0);
	buf_add_z(out, "<author>");
	buf_add_z(out, "<name>");
	escape_add_words(out, s->config.name, PLACE_TEXT);
	buf_add_z(out, "</name></author>\n");
	for (size_t i = 0; i < n; i++)
		add_entry(s, list[i], l, a, out);
	buf_add_z(out, "</feed>\n");
}

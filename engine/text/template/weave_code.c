#include "text/template/weave_code.h"

#include <assert.h>

#include "text/template/mustache.h"
#include "text/template/weave_sentence.h"
#include "text/words/url.h"

static void add_markup(struct loom *l, const char *z)
{
	assembly_add_markup(&l->p, str_from(z));
}

static void add_tag(struct loom *l, const char *z)
{
	assembly_add_tags(&l->p, str_from(z));
}

/* An attribute's address, in which slots may stand. */
static void add_url(struct loom *l, struct str url, struct position where)
{
	while (url.len) {
		size_t from = str_find(url, STR("{{"), 0);
		size_t to = from == SIZE_MAX ? SIZE_MAX : str_find(url, STR("}}"), from);

		from = to == SIZE_MAX ? url.len : from;
		buf_clear(&l->tag);
		url_add(&l->tag, str_slice(url, 0, from), URL_IN_MARKUP);
		assembly_add_markup(&l->p, buf_str(&l->tag));
		if (to != SIZE_MAX)
			mustache_add_slot(&l->p, &l->theme, str_trim(str_slice(url, from + 2, to)), where);
		url = str_slice(url, to == SIZE_MAX ? url.len : to + 2, url.len);
	}
}

static struct str address(const struct code *c)
{
	return c->href.len ? c->href : c->url;
}

static void add_title(struct loom *l, const struct document_block *title)
{
	int32_t last = l->last;

	if (!title)
		return;
	add_markup(l, " title=\"");
	weave_words_plain(l, title, false);
	add_markup(l, "\"");
	l->last = last;
}

/* Without a title or a slot in its address, as nearly all are, the tag is added whole. */
static void add_link(struct loom *l, const struct code *c)
{
	struct str url = address(c);

	if (c->title || str_find(url, STR("{{"), 0) != SIZE_MAX) {
		add_markup(l, "<a href=\"");
		add_url(l, url, c->position);
		add_markup(l, "\"");
		add_title(l, c->title);
		add_markup(l, ">");
		return;
	}
	buf_clear(&l->tag);
	buf_add_z(&l->tag, "<a href=\"");
	url_add(&l->tag, url, URL_IN_MARKUP);
	buf_add_z(&l->tag, "\">");
	assembly_add_tags(&l->p, buf_str(&l->tag));
}

/* Elements that must not stand twice, or in each other, are written once. */
static bool is_written(const struct code *c, enum weave_detail detail)
{
	if (detail == WEAVE_WORDS)
		return false;
	if (c->kind == CODE_LINK)
		return detail == WEAVE_FULL && url_is_allowed(address(c));
	/* the tag alone, without attributes: without an id */
	if (c->kind == CODE_HTML_PAIR || c->kind == CODE_HTML)
		return detail == WEAVE_FULL ||
		       (str_find(c->text, STR(" "), 0) == SIZE_MAX && !str_starts(c->text, STR("<a")));
	return true;
}

void weave_code_open(struct loom *l, const struct code *c, enum weave_detail detail)
{
	/* what is included into a link, or was moved there by a translator, may be one */
	if ((c->kind == CODE_LINK && l->link) || !is_written(c, detail))
		return;
	switch (c->kind) {
	case CODE_STRONG:
		add_tag(l, "<strong>");
		break;
	case CODE_EMPHASIS:
		add_tag(l, "<em>");
		break;
	case CODE_STRIKE:
		add_tag(l, "<del>");
		break;
	case CODE_LINK:
		l->link = c;
		add_link(l, c);
		break;
	default:
		assembly_add_markup(&l->p, c->text);
	}
}

void weave_code_close(struct loom *l, const struct code *c, enum weave_detail detail)
{
	if (c->kind == CODE_LINK ? l->link != c : !is_written(c, detail))
		return;
	switch (c->kind) {
	case CODE_STRONG:
		add_tag(l, "</strong>");
		break;
	case CODE_EMPHASIS:
		add_tag(l, "</em>");
		break;
	case CODE_STRIKE:
		add_tag(l, "</del>");
		break;
	case CODE_LINK:
		l->link = NULL;
		add_tag(l, "</a>");
		break;
	default:
		assembly_add_markup(&l->p, c->close);
	}
}

static void add_image(struct loom *l, const struct code *c, enum weave_detail detail)
{
	if (detail == WEAVE_FULL && url_is_allowed(address(c))) {
		add_markup(l, "<img src=\"");
		add_url(l, address(c), c->position);
		add_markup(l, "\" alt=\"");
		if (c->alt)
			weave_words_plain(l, c->alt, false);
		add_markup(l, "\"");
		add_title(l, c->title);
		assembly_add_markup(&l->p, c->text);
		add_markup(l, ">");
	} else if (c->alt) {
		weave_words_plain(l, c->alt, detail == WEAVE_QUIET);
	}
}

static void add_break(struct loom *l, const struct code *c, enum weave_detail detail)
{
	if (detail == WEAVE_WORDS)
		assembly_add_words(&l->p, STR(" "));
	else if (c->kind == CODE_BREAK)
		add_tag(l, "<br>\n");
	else if (is_written(c, detail))
		assembly_add_markup(&l->p, c->text);
}

void weave_code_alone(struct loom *l, const struct code *c, enum weave_detail detail)
{
	switch (c->kind) {
	case CODE_CODE:
		if (detail != WEAVE_WORDS)
			add_tag(l, "<code>");
		assembly_add_words(&l->p, c->text);
		if (detail != WEAVE_WORDS)
			add_tag(l, "</code>");
		break;
	case CODE_SLOT:
		mustache_add_slot(&l->p, &l->theme, c->text, c->position);
		break;
	case CODE_IMAGE:
		add_image(l, c, detail);
		break;
	case CODE_BREAK:
	case CODE_HTML:
		add_break(l, c, detail);
		break;
	case CODE_FOOTNOTE:
		if (detail == WEAVE_FULL)
			assembly_add_markup(&l->p, l->link ? c->close : c->text);
		break;
	case CODE_INCLUDE:
		if (c->included)
			weave_sentence_included(l, c->included, detail);
		break;
	default:
		assert(!"a code that encloses words");
	}
}

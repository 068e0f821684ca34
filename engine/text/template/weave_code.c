#include "text/template/weave_code.h"

#include <assert.h>

#include "text/template/mustache.h"
#include "text/template/weave_sentence.h"
#include "text/words/url.h"

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

/* A tag up to its address's end; without a slot in that, as nearly all are, it is kept, to be added whole. */
static void begin_tag(struct loom *l, const char *z, const struct code *c)
{
	struct str url = address(c);

	buf_clear(&l->tag);
	buf_add_z(&l->tag, z);
	if (str_find(url, STR("{{"), 0) == SIZE_MAX) {
		url_add(&l->tag, url, URL_IN_MARKUP);
		return;
	}
	assembly_add_markup(&l->p, buf_str(&l->tag));
	add_url(l, url, c->position);
	buf_clear(&l->tag);
}

/* The next attribute, behind what is kept of the tag. */
static void add_prose(struct loom *l, const char *z, const struct document_block *words)
{
	buf_add_z(&l->tag, z);
	assembly_add_tags(&l->p, buf_str(&l->tag));
	assembly_begin_prose(&l->p);
	if (words)
		weave_words_plain(l, words, false);
	assembly_end_prose(&l->p);
	buf_clear(&l->tag);
}

static void add_title(struct loom *l, const struct document_block *title)
{
	int32_t last = l->last;

	if (title)
		add_prose(l, "\" title=\"", title);
	l->last = last;
}

static void add_link(struct loom *l, const struct code *c)
{
	begin_tag(l, "<a href=\"", c);
	add_title(l, c->title);
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
		begin_tag(l, "<img src=\"", c);
		add_prose(l, "\" alt=\"", c->alt);
		add_title(l, c->title);
		buf_add_z(&l->tag, "\"");
		buf_add(&l->tag, c->text);
		buf_add_z(&l->tag, ">");
		assembly_add_tags(&l->p, buf_str(&l->tag));
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

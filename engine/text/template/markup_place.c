#include "text/template/markup.h"

/* Of the elements of raw text, those that people read. */
static bool is_readable(const struct markup *m)
{
	struct str raw = {m->raw, m->raw_len};

	return str_is(raw, "title") || str_is(raw, "textarea");
}

bool markup_place(const struct markup *m, enum place *place)
{
	if (m->state == MARKUP_TEXT || (m->state == MARKUP_RAW && is_readable(m))) {
		*place = PLACE_TEXT;
		return true;
	}
	if (m->state != MARKUP_QUOTED)
		return false;
	switch (m->attribute) {
	case ATTRIBUTE_CONTENT:
		*place = PLACE_DATA;
		return !m->order;
	case ATTRIBUTE_DATA:
		*place = PLACE_DATA;
		return true;
	case ATTRIBUTE_PROSE:
		*place = PLACE_PROSE;
		return true;
	case ATTRIBUTE_URL:
		*place = m->query ? PLACE_QUERY : PLACE_URL;
		return true;
	case ATTRIBUTE_URLS:
	case ATTRIBUTE_SCRIPT:
	case ATTRIBUTE_STYLE:
	case ATTRIBUTE_MARKUP:
	case ATTRIBUTE_ORDER:
		return false;
	}
	return false;
}

const char markup_place_obeyed[] = "a <meta> that browsers obey (http-equiv, charset)";

static const char *where_quoted(const struct markup *m)
{
	switch (m->attribute) {
	case ATTRIBUTE_DATA:
	case ATTRIBUTE_PROSE:
		return "an attribute value";
	case ATTRIBUTE_URL:
		return "an address";
	case ATTRIBUTE_URLS:
		return "a list of addresses";
	case ATTRIBUTE_SCRIPT:
		return "an event handler";
	case ATTRIBUTE_STYLE:
		return "a style attribute";
	case ATTRIBUTE_MARKUP:
		return "an attribute that holds markup";
	case ATTRIBUTE_CONTENT:
	case ATTRIBUTE_ORDER:
		return markup_place_obeyed;
	}
	return "";
}

static const char *where_raw(const struct markup *m)
{
	struct str raw = {m->raw, m->raw_len};

	if (str_is(raw, "script"))
		return "a <script> element";
	if (str_is(raw, "style"))
		return "a <style> element";
	return is_readable(m) ? "the text of a <title> or <textarea>" : "an element of raw text";
}

const char *markup_place_name(const struct markup *m)
{
	switch (m->state) {
	case MARKUP_TEXT:
		return "the text";
	case MARKUP_RAW:
	case MARKUP_RAW_TAG:
		return where_raw(m);
	case MARKUP_OPEN_DECLARATION:
	case MARKUP_DECLARATION:
		return "a declaration";
	case MARKUP_COMMENT:
		return "a comment";
	case MARKUP_OPEN:
	case MARKUP_OPEN_END:
	case MARKUP_TAG_NAME:
		return "a tag name";
	case MARKUP_TAG:
	case MARKUP_NAME_END:
		return "a tag, between its attributes";
	case MARKUP_ATTRIBUTE:
	case MARKUP_AFTER_ATTRIBUTE:
		return "an attribute name";
	case MARKUP_BEFORE_VALUE:
	case MARKUP_UNQUOTED:
		return "an attribute value without quotes";
	case MARKUP_QUOTED:
		return where_quoted(m);
	}
	return "";
}

#include "text/template/markup_attribute.h"

#define IS_AMONG(name, list) (str_index((name), (list), sizeof(list) / sizeof(*(list))) != SIZE_MAX)

enum markup_attribute markup_attribute_of(struct str name, bool in_meta)
{
	static const struct str urls[] = {
		STR("href"),
		STR("src"),
		STR("action"),
		STR("formaction"),
		STR("cite"),
		STR("poster"),
		STR("data"),
		STR("background"),
		STR("longdesc"),
		STR("manifest"),
		STR("xlink:href"),
		STR("icon"),
		STR("profile"),
		STR("codebase"),
		STR("classid"),
		STR("usemap"),
		/* what SVG's <set> and <animate> give to another attribute, such as href */
		STR("to"),
		STR("from"),
		STR("by"),
	};
	static const struct str lists[] = {
		STR("srcset"), STR("imagesrcset"), STR("ping"), STR("archive"), STR("values"),
	};
	static const struct str prose[] = {
		STR("alt"),
		STR("title"),
		STR("placeholder"),
		STR("label"),
		STR("summary"),
		STR("abbr"),
		STR("aria-label"),
		STR("aria-description"),
		STR("aria-placeholder"),
		STR("aria-roledescription"),
		STR("aria-valuetext"),
	};

	if (IS_AMONG(name, urls))
		return ATTRIBUTE_URL;
	if (IS_AMONG(name, lists))
		return ATTRIBUTE_URLS;
	if (IS_AMONG(name, prose))
		return ATTRIBUTE_PROSE;
	if (str_starts(name, STR("on")))
		return ATTRIBUTE_SCRIPT;
	if (str_is(name, "style"))
		return ATTRIBUTE_STYLE;
	if (str_is(name, "srcdoc"))
		return ATTRIBUTE_MARKUP;
	if (in_meta && str_is(name, "content"))
		return ATTRIBUTE_CONTENT;
	if (in_meta && (str_is(name, "http-equiv") || str_is(name, "charset")))
		return ATTRIBUTE_ORDER;
	return ATTRIBUTE_DATA;
}

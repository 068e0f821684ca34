#include "text/markdown/markdown_element.h"

#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_html.h"

/* `<a>`: a link, an anchor, both, or nothing at all. */
static bool read_link(struct markdown_page *p, const struct item *start, struct code *code,
                      struct str *anchor)
{
	enum { HREF, TITLE, ID, NAME, N };
	static const char *const names[N] = {"href", "title", "id", "name"};
	struct str given[N], url;

	markdown_html_find(p->arena, start->attributes, names, N, given);
	*anchor = given[ID].len > 0 ? given[ID] : given[NAME];
	*code = markdown_code_pair((struct str){0}, STR("</a>"), start->text, STR("</a>"));
	if (given[HREF].len > 0 && markdown_page_address(p, given[HREF], false, start->position, &url)) {
		code->kind = CODE_LINK;
		code->url = url;
		code->title = markdown_block_attribute(p, BLOCK_TITLE, given[TITLE], false, start->position);
	}
	return code->kind == CODE_LINK || anchor->len;
}

void markdown_element_pair(struct markdown_page *p, struct item *start, struct item *end)
{
	const struct html_element *e = start->element;
	struct str anchor = {0}, tag;
	struct code code;
	bool published;

	if (str_is(str_from(e->name), "a")) {
		published = read_link(p, start, &code, &anchor);
	} else {
		tag = markdown_html_start(p->arena, e, start->attributes);
		code = markdown_code_pair(tag, str_format(p->arena, "</%s>", e->name), start->text,
		                          end->text);
		published = !str_is(tag, "<span>"); /* which means nothing without attributes */
	}
	if (published)
		markdown_page_set_code(p, start, ITEM_OPEN, code);
	else
		start->kind = ITEM_NONE;
	start->attributes = anchor;
	end->kind = published ? ITEM_CLOSE : ITEM_NONE;
	end->code = start->code;
}

static void read_image(struct markdown_page *p, struct item *item)
{
	enum { SRC, ALT, TITLE, N };
	static const char *const names[N] = {"src", "alt", "title"};
	struct arena *a = p->arena;
	struct str given[N], words, url;
	struct code code;

	markdown_html_find(a, item->attributes, names, N, given);
	words = given[ALT];
	if (!given[SRC].len || !markdown_page_address(p, given[SRC], false, item->position, &url)) {
		item->kind = ITEM_TEXT;
		item->text = words;
		return;
	}
	code = markdown_code_image(a, url, (struct str){0}, words, (struct str){0});
	code.markdown = item->text;
	code.markdown_close = (struct str){0};
	code.text = markdown_html_attributes(a, item->element, item->attributes);
	code.alt = markdown_block_attribute(p, BLOCK_ALT, words, false, item->position);
	code.title = markdown_block_attribute(p, BLOCK_TITLE, given[TITLE], false, item->position);
	markdown_page_set_code(p, item, ITEM_ALONE, code);
}

void markdown_element_void(struct markdown_page *p, struct item *item)
{
	struct code code;

	if (str_is(str_from(item->element->name), "img")) {
		read_image(p, item);
	} else if (str_is(str_from(item->element->name), "br")) {
		code = markdown_code_plain(CODE_BREAK);
		code.markdown = item->text;
		markdown_page_set_code(p, item, ITEM_ALONE, code);
	} else {
		code = markdown_code_html(markdown_html_start(p->arena, item->element, item->attributes),
		                          item->text);
		markdown_page_set_code(p, item, ITEM_ALONE, code);
	}
}

#include "text/document/document.h"

#include "base/buf.h"
#include "base/utf8.h"

struct str document_plain(struct arena *a, const struct span *spans, size_t n, const struct code *codes)
{
	struct buf out = {0};

	for (size_t i = 0; i < n; i++) {
		const struct code *code = spans[i].kind == SPAN_ALONE ? &codes[spans[i].code] : NULL;

		if (spans[i].kind == SPAN_TEXT)
			buf_add(&out, spans[i].text);
		else if (code && code->kind == CODE_CODE)
			buf_add(&out, code->text);
		else if (code && code->kind == CODE_SLOT)
			buf_add_format(&out, "{{%.*s}}", STR_ARG(code->text));
		else if (code && code->kind == CODE_INCLUDE)
			buf_add(&out, code->markdown);
		else if (code && code->kind == CODE_BREAK)
			buf_add_char(&out, ' ');
	}
	return buf_keep(&out, a);
}

bool document_is_blank(const struct span *spans, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (spans[i].kind == SPAN_ALONE ||
		    (spans[i].kind == SPAN_TEXT && !utf8_is_blank(spans[i].text)))
			return false;
	return true;
}

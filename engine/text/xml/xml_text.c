#include "text/xml/xml_text.h"

void xml_text_add(struct xml_text *t, struct str text)
{
	if (t->whole.len == 0 && t->pieces.len == 0) {
		t->whole = text;
		return;
	}
	buf_add(&t->pieces, t->whole);
	t->whole.len = 0;
	buf_add(&t->pieces, text);
}

struct str xml_text_take(struct xml_text *t, struct arena *a)
{
	struct str text = t->pieces.len > 0 ? str_copy(a, buf_str(&t->pieces)) : t->whole;

	xml_text_clear(t);
	return text;
}

void xml_text_clear(struct xml_text *t)
{
	t->whole.len = 0;
	buf_clear(&t->pieces);
}

void xml_text_free(struct xml_text *t)
{
	buf_free(&t->pieces);
}

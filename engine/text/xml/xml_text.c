#include "text/xml/xml_text.h"

void xml_text_join(struct xml_text *t, struct str text)
{
	buf_add(&t->pieces, t->whole);
	t->whole.len = 0;
	buf_add(&t->pieces, text);
}

void xml_text_free(struct xml_text *t)
{
	buf_free(&t->pieces);
}

#include "site/content/caption.h"

#include "base/buf.h"
#include "text/template/weave.h"

static struct weave plain_weave(const struct captions *c, size_t language)
{
	const struct config *config = &c->site->config;

	return (struct weave){.catalogue = c->page->catalogues[language],
	                      .source_language = config->source_language,
	                      .language = c->languages[language].tag,
	                      .badge_stale = config->badge_stale,
	                      .messages = c->languages[language].messages};
}

struct str caption_make(const struct captions *c, struct arena *a, const struct document_block *b,
                        size_t language)
{
	const struct language *l = &c->languages[language];
	struct weave w = plain_weave(c, language);

	if (!b)
		return (struct str){0};
	buf_clear(c->words);
	if (weave_is_text(b))
		weave_add_text(c->words, b, &w);
	else
		template_render_plain(weave_field(a, b, &w), &c->figures, l->locale, l->messages, c->words);
	return str_copy(a, buf_str(c->words));
}

void caption_check(const struct captions *c, struct diagnostics *d, struct arena *a,
                   const struct document_block *b)
{
	struct weave w = plain_weave(c, 0);

	if (b && !weave_is_text(b))
		template_check(d, weave_field(a, b, &w), &c->figures, NULL);
}

bool caption_is_foreign(const struct captions *c, const struct document_block *b, size_t language)
{
	struct weave w = plain_weave(c, language);

	return b && weave_is_foreign(b, &w);
}

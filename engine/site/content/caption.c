#include "site/content/caption.h"

#include "base/buf.h"
#include "text/template/weave.h"

static struct weave plain_weave(const struct site *s, const struct page *p, size_t language)
{
	return (struct weave){.catalogue = p->catalogues[language],
	                      .source_language = s->config.source_language,
	                      .language = s->languages[language].tag,
	                      .badge_stale = s->config.badge_stale,
	                      .messages = s->languages[language].messages};
}

struct str caption_make(struct arena *a, const struct site *s, const struct language *languages,
                        const struct value *figures, const struct page *p, const struct document_block *b,
                        size_t language)
{
	struct weave w = plain_weave(s, p, language);
	const struct template *t;
	struct buf out = {0};

	if (!b)
		return (struct str){0};
	t = weave_field(a, b, &w);
	template_render_plain(t, figures, languages[language].locale, languages[language].messages, &out);
	return buf_keep(&out, a);
}

void caption_check(struct diagnostics *d, struct arena *a, const struct site *s, const struct value *figures,
                   const struct page *p, const struct document_block *b)
{
	struct weave w = plain_weave(s, p, 0);

	if (b)
		template_check(d, weave_field(a, b, &w), figures);
}

bool caption_is_foreign(const struct site *s, const struct page *p, const struct document_block *b,
                        size_t language)
{
	struct weave w = plain_weave(s, p, language);

	return b && weave_is_foreign(b, &w);
}

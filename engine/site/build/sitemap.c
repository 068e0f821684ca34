#include "site/build/sitemap.h"

#include "site/content/address.h"
#include "site/content/outline.h"
#include "text/escape.h"

static void add_twin(struct buf *out, struct str tag, struct str url)
{
	buf_add_format(out, "    <xhtml:link rel=\"alternate\" hreflang=\"%.*s\" href=\"", STR_ARG(tag));
	escape_add_words(out, url, PLACE_DATA);
	buf_add_z(out, "\"/>\n");
}

static void add_page(const struct site *s, struct arena *a, const struct outline *p, struct buf *out)
{
	for (size_t l = 0; l < s->config.n_languages; l++) {
		buf_add_z(out, "  <url>\n    <loc>");
		escape_add_words(out, address_url(a, &s->config, s->languages[l].tag, p->path), PLACE_DATA);
		buf_add_z(out, "</loc>\n");
		for (size_t k = 0; k < s->config.n_languages; k++)
			add_twin(out, s->languages[k].tag,
			         address_url(a, &s->config, s->languages[k].tag, p->path));
		add_twin(out, STR("x-default"), address_url(a, &s->config, s->languages[0].tag, p->path));
		buf_add_z(out, "  </url>\n");
	}
}

void sitemap_render(const struct site *s, struct arena *scratch, struct buf *out)
{
	buf_add_z(
		out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = 0; i < s->outlines->n; i++) {
		const struct outline *p = &s->outlines->list[i];

		if (p->hidden || str_equal(p->path, s->config.statement_page) ||
		    str_find(p->robots, STR("noindex"), 0) != SIZE_MAX)
			continue;
		add_page(s, scratch, p, out);
	}
	buf_add_z(out, "</urlset>\n");
}

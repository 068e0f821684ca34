#include "site/build/sitemap.h"

#include "site/content/address.h"
#include "site/content/outline.h"
#include "text/words/url.h"

static void add_twin(struct buf *out, struct str language, struct str url)
{
	buf_add_z(out, "    <xhtml:link rel=\"alternate\" hreflang=\"");
	buf_add(out, language);
	buf_add_z(out, "\" href=\"");
	url_add(out, url, URL_IN_MARKUP);
	buf_add_z(out, "\"/>\n");
}

/* The page in every language, which each of them names. */
static void add_twins(const struct site *s, struct arena *a, const struct outline *p, struct buf *out)
{
	for (size_t l = 0; l < s->config.n_languages; l++)
		add_twin(out, s->languages[l].tag, address_url(a, &s->config, s->languages[l].tag, p->path));
	add_twin(out, STR("x-default"), address_url(a, &s->config, s->languages[0].tag, p->path));
}

static void add_page(const struct site *s, struct arena *a, const struct outline *p, struct buf *out)
{
	struct buf twins = {0};

	add_twins(s, a, p, &twins);
	for (size_t l = 0; l < s->config.n_languages; l++) {
		buf_add_z(out, "  <url>\n    <loc>");
		url_add(out, address_url(a, &s->config, s->languages[l].tag, p->path), URL_IN_MARKUP);
		buf_add_z(out, "</loc>\n");
		buf_add(out, buf_str(&twins));
		buf_add_z(out, "  </url>\n");
	}
	buf_free(&twins);
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

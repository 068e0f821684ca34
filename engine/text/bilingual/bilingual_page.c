#include "base/arena.h"
#include "text/bilingual/bilingual_parts.h"
#include "text/bilingual/bilingual_skeleton.h"

bool bilingual_page_shows(const struct bilingual_head *head, const struct bilingual_field *f)
{
	return (str_is(f->key, "title") || str_is(f->key, "description")) && f->text.len > 0 &&
	       f == bilingual_head_field(head, str_is(f->key, "title") ? "title" : "description");
}

static struct str plain(struct bilingual_parts *m, const struct bilingual_inline *sentence)
{
	return document_plain(m->arena, sentence->spans, sentence->n_spans, sentence->codes);
}

static struct str line_of(const struct bilingual_parts *m, size_t i)
{
	return source_line_text(m->file, source_line(m->file, (uint32_t)m->segments[i].from));
}

/* What the dialect does not tell: the source's title is its first heading. */
static struct str source_title(struct bilingual_parts *m)
{
	struct str title = {0}, first = {0};
	uint32_t line = 0;

	for (size_t i = 0; i < m->n; i++) {
		uint32_t here = source_line(m->file, (uint32_t)m->segments[i].from);
		struct str words = plain(m, &m->sources[i]);

		if (first.len == 0)
			first = words;
		if (title.len == 0 && str_starts(line_of(m, i), STR("#"))) {
			title = words;
			line = here;
		} else if (here == line)
			title = str_format(m->arena, "%.*s %.*s", STR_ARG(title), STR_ARG(words));
	}
	if (title.len > 0)
		return title;
	return first.len > 0 ? first : bilingual_head_text(&m->head, "title");
}

/* And what it is about is the first sentence of its first paragraph. */
static struct str source_description(struct bilingual_parts *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_starts(line_of(m, i), STR("<span")) && m->sources[i].n_spans > 0)
			return plain(m, &m->sources[i]);
	return source_title(m);
}

static void add_field(struct buf *page, const char *key, struct str text)
{
	buf_add_format(page, "%s: ", key);
	bilingual_head_quote(page, text);
	buf_add_char(page, '\n');
}

/* The page's head: what concerns it in every language, and how an imported page is to be read. */
static void write_page_head(struct bilingual_parts *m)
{
	struct str body = str_slice(m->file->text, m->head.body, m->file->text.len);

	buf_add_z(&m->page, "---\n");
	add_field(&m->page, "title", source_title(m));
	if (bilingual_head_text(&m->head, "description").len > 0)
		add_field(&m->page, "description", source_description(m));
	for (size_t i = 0; i < m->head.n; i++) {
		const struct bilingual_field *f = &m->head.fields[i];

		if (f->text.len > 0 && str_is(f->key, "author"))
			add_field(&m->page, "author", f->text);
		if (f->text.len > 0 && str_is_alike(f->key, STR("robots")))
			add_field(&m->page, "robots", f->text);
	}
	if (str_find(body, STR("{{"), 0) != SIZE_MAX)
		buf_add_z(&m->page, "slots: false\n");
	buf_add_z(&m->page, "links: lax\n---\n");
}

static void write_skeleton_head(struct bilingual_parts *m)
{
	size_t at = 0;

	if (m->file->marked)
		bilingual_skeleton_text(&m->skeleton, SOURCE_MARK);
	for (size_t i = 0; i < m->head.n; i++) {
		const struct bilingual_field *f = &m->head.fields[i];
		size_t from = (size_t)(f->written.at - m->file->text.at);

		if (!bilingual_page_shows(&m->head, f))
			continue;
		bilingual_skeleton_text(&m->skeleton, str_slice(m->file->text, at, from));
		bilingual_skeleton_field(&m->skeleton, f->key);
		at = from + f->written.len;
	}
	bilingual_skeleton_text(&m->skeleton, str_slice(m->file->text, at, m->head.body));
}

static void write_bodies(struct bilingual_parts *m)
{
	struct str text = m->file->text;
	size_t at = m->head.body;

	m->places = arena_array(m->arena, m->n, sizeof(*m->places));
	for (size_t i = 0; i <= m->n; i++) {
		const struct bilingual_segment *s = i < m->n ? &m->segments[i] : NULL;
		struct str between = str_slice(text, at, s ? s->from : text.len);

		buf_add(&m->page, between);
		bilingual_skeleton_text(&m->skeleton, between);
		if (!s)
			break;
		m->places[i].source = &m->sources[i];
		m->places[i].from = (uint32_t)m->page.len;
		buf_add(&m->page, s->source);
		m->places[i].to = (uint32_t)m->page.len;
		bilingual_skeleton_segment(&m->skeleton, s->form, m->names[i]);
		at = s->to;
	}
}

void bilingual_page_write(struct bilingual_parts *m)
{
	write_page_head(m);
	write_skeleton_head(m);
	write_bodies(m);
}

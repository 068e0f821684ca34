
#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/tally.h"
#include "text/bilingual/bilingual.h"
#include "text/bilingual/bilingual_parts.h"
#include "text/markdown/markdown.h"
#include "text/markdown/markdown_attribute.h"

/* The record of what was translated from which version, how, into what. */
static const char *const record_keys[] = {"ms.openlocfilehash",
                                          "ms.sourcegitcommit",
                                          "ms.lasthandoff",
                                          "ms.locfileid",
                                          "ms.translationtype",
                                          "ms.contentlocale",
                                          NULL};

/* A segment's name is its id, or the ids of its halves; an id met again is counted. */
static void name_segments(struct bilingual_parts *m)
{
	struct tally met = {0};

	m->names = arena_array(m->arena, m->n, sizeof(*m->names));
	for (size_t i = 0; i < m->n; i++) {
		const struct bilingual_segment *s = &m->segments[i];
		struct str name = s->target_id;
		size_t before;

		if (!str_equal(s->target_id, s->source_id))
			name = str_format(m->arena, "%.*s %.*s", STR_ARG(s->target_id),
			                  STR_ARG(s->source_id));
		m->names[i] = name;
		before = tally_add(&met, m->arena, name);
		if (before == 0)
			continue;
		diag_add(m->d, BILINGUAL_REPEATED,
		         ((struct position){m->file, (uint32_t)m->segments[i].from, 0}),
		         str_z(m->arena, name));
		m->names[i] = str_format(m->arena, "%.*s#%zu", STR_ARG(name), before + 1);
	}
}

/* Segments on their own */

static void parse_segments(struct bilingual_parts *m)
{
	struct str *pieces = arena_array(m->arena, 2 * m->n, sizeof(*pieces));
	struct str body = str_slice(m->file->text, m->head.body, m->file->text.len);
	struct str references = bilingual_inline_references(m->arena, body);

	for (size_t i = 0; i < m->n; i++) {
		struct bilingual_segment *s = &m->segments[i];
		bool heading = str_starts(source_line_text(m->file, source_line(m->file, (uint32_t)s->from)),
		                          STR("#"));

		if (s->form == BILINGUAL_TARGET)
			s->source = s->target;
		pieces[i] = heading ? markdown_attribute_without(s->source) : s->source;
		pieces[m->n + i] = heading ? markdown_attribute_without(s->target) : s->target;
	}
	m->sources = bilingual_inline_parse(m->arena, pieces, m->n, references, m->source_language, false);
	m->targets = bilingual_inline_parse(m->arena, pieces + m->n, m->n, references, m->language, false);
}

/* An include has no words of its own here; whether it is there is the site's question. */
static const struct source *include_nothing(void *context, const struct source *from, struct str path,
                                            struct position where)
{
	(void)context, (void)from, (void)path, (void)where;
	return NULL;
}

static bool load_page(struct bilingual_parts *m)
{
	struct str page = buf_str(&m->page);
	struct markdown_options options = {
		.language = m->source_language,
		.slots = str_find(page, STR("{{"), 0) == SIZE_MAX,
		.include = include_nothing,
	};

	m->doc = markdown_load(m->d, m->arena, source_make(m->arena, m->path, page), &options);
	return m->doc != NULL;
}

static void make_catalogue(struct bilingual_parts *m)
{
	struct catalogue *c;

	bilingual_place_find(m->arena, m->doc, m->places, m->n);
	c = m->catalogue = catalogue_extract(m->arena, m->doc, m->source_language, m->language);
	catalogue_index(m->arena, c);
	c->skeleton = str_copy(m->arena, buf_str(&m->skeleton));
	for (size_t i = 0; i < m->head.n; i++)
		if (str_is_among(m->head.fields[i].key, record_keys))
			*ARRAY_ADD(m->arena, c->record, c->n_record) = (struct catalogue_field){
				m->head.fields[i].key, m->head.fields[i].text};
	bilingual_units_fill(m);
	catalogue_index(m->arena, c);
}

/* The language names a folder, so it has to be a tag and nothing else. */
static bool find_language(struct bilingual_parts *m)
{
	const struct bilingual_field *f = bilingual_head_field(&m->head, "ms.contentlocale");
	bool is_tag = f && f->text.len > 0 && f->text.at[0] != '-';

	for (size_t i = 0; is_tag && i < f->text.len; i++)
		is_tag = ascii_is_alnum(f->text.at[i]) || f->text.at[i] == '-';
	if (!f && m->language.len > 0)
		return true;
	if (!f)
		diag_add(m->d, BILINGUAL_NO_LANGUAGE, ((struct position){m->file, 0, 0}));
	else if (!is_tag)
		diag_add(m->d, UNKNOWN_LANGUAGE, f->position, str_z(m->arena, f->text));
	else
		m->language = f->text;
	return is_tag;
}

struct str bilingual_import_language(struct arena *a, const struct source *file)
{
	struct bilingual_head head = bilingual_head_read(a, file);

	return bilingual_head_text(&head, "ms.contentlocale");
}

bool bilingual_import(struct diagnostics *d, struct arena *a, const struct source *file,
                      const struct bilingual_page *p, struct bilingual *out)
{
	struct bilingual_parts m = {.d = d,
	                            .arena = a,
	                            .file = file,
	                            .path = p->path,
	                            .source_language = p->source_language,
	                            .language = p->language};
	bool ok = false;

	m.head = bilingual_head_read(a, file);
	m.origin = str_is(bilingual_head_text(&m.head, "ms.translationtype"), "MT") ? ORIGIN_MACHINE
	                                                                            : ORIGIN_HUMAN;
	if (!find_language(&m))
		return false;
	m.n = bilingual_scan(d, a, file, m.head.body, &m.segments);
	if (m.n == 0)
		diag_add(d, BILINGUAL_NO_SEGMENTS, ((struct position){file, (uint32_t)m.head.body, 0}));
	name_segments(&m);
	parse_segments(&m);
	bilingual_page_write(&m);
	if (load_page(&m)) {
		make_catalogue(&m);
		*out = (struct bilingual){str_copy(a, buf_str(&m.page)), m.language, m.catalogue};
		ok = true;
	}
	buf_free(&m.page);
	buf_free(&m.skeleton);
	return ok;
}

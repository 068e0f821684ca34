#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/array.h"
#include "text/bilingual.h"
#include "text/bilingual_head.h"
#include "text/bilingual_inline.h"
#include "text/bilingual_place.h"
#include "text/bilingual_skeleton.h"
#include "text/bilingual_target.h"
#include "text/bilingual_write.h"
#include "text/block_run.h"
#include "text/markdown.h"
#include "text/tally.h"

struct import {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct str path, source_language, language;
	struct bilingual_head head;
	struct bilingual_segment *segments;
	struct str *names; /* the segments' in the skeleton */
	size_t n;
	struct bilingual_inline *sources, *targets;
	struct bilingual_place *places;
	struct buf page, skeleton;
	struct document *doc;
	struct catalogue *catalogue;
	size_t *segment_of; /* per unit: the imported segment, or SIZE_MAX */
	enum unit_origin origin;
};

/* The record of what was translated from which version, how, into what. */
static const char *const record_keys[] = {"ms.openlocfilehash", "ms.sourcegitcommit", "ms.lasthandoff",
                                          "ms.locfileid",       "ms.translationtype", "ms.contentlocale"};

static bool is_record_key(struct str key)
{
	for (size_t i = 0; i < sizeof(record_keys) / sizeof(record_keys[0]); i++)
		if (str_is(key, record_keys[i]))
			return true;
	return false;
}

static bool is_shown_field(struct str key)
{
	return str_is(key, "title") || str_is(key, "description");
}

static struct position place_in_file(const struct import *m, size_t i)
{
	return (struct position){m->file, (uint32_t)m->segments[i].from, 0};
}

/* A segment's name is its id, or the ids of its halves; an id met again is counted. */
static void name_segments(struct import *m)
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
		diag_add(m->d, BILINGUAL_REPEATED, place_in_file(m, i), str_z(m->arena, name));
		m->names[i] = str_format(m->arena, "%.*s#%zu", STR_ARG(name), before + 1);
	}
}

/* Segments on their own */

/* Lines that define what links refer to: a segment may use them. */
static struct str find_references(struct import *m)
{
	struct str rest = str_slice(m->file->text, m->head.body, m->file->text.len), line, all;
	struct buf b = {0};

	while (str_cut(&rest, '\n', &line)) {
		struct str start = str_trim(line);

		if (str_starts(start, STR("[")) && str_find(start, STR("]:"), 0) != SIZE_MAX)
			buf_add_format(&b, "%.*s\n", STR_ARG(start));
	}
	all = str_copy(m->arena, buf_str(&b));
	buf_free(&b);
	return all;
}

static void parse_segments(struct import *m)
{
	struct str *pieces = arena_array(m->arena, 2 * m->n, sizeof(*pieces));
	struct str references = find_references(m);

	for (size_t i = 0; i < m->n; i++) {
		struct bilingual_segment *s = &m->segments[i];

		if (s->form == BILINGUAL_TARGET)
			s->source = s->target;
		pieces[i] = s->source;
		pieces[m->n + i] = s->target;
	}
	m->sources = bilingual_inline_parse(m->arena, pieces, m->n, references, m->source_language);
	m->targets = bilingual_inline_parse(m->arena, pieces + m->n, m->n, references, m->language);
}

static struct str plain(struct import *m, const struct bilingual_inline *sentence)
{
	return document_plain(m->arena, sentence->spans, sentence->n_spans, sentence->codes);
}

/* The page and the skeleton */

static struct str line_of(const struct import *m, size_t i)
{
	return source_line_text(m->file, source_line(m->file, (uint32_t)m->segments[i].from));
}

/* What the dialect does not tell: the source's title is its first heading. */
static struct str source_title(struct import *m)
{
	struct str title = {0};
	uint32_t line = 0;

	for (size_t i = 0; i < m->n; i++) {
		uint32_t here = source_line(m->file, (uint32_t)m->segments[i].from);

		if (line ? here != line : !str_starts(line_of(m, i), STR("#")))
			continue;
		title = line ? str_format(m->arena, "%.*s %.*s", STR_ARG(title),
		                          STR_ARG(plain(m, &m->sources[i])))
		             : plain(m, &m->sources[i]);
		line = here;
	}
	return title.len > 0 || m->n == 0 ? title : plain(m, &m->sources[0]);
}

/* And what it is about is the first sentence of its first paragraph. */
static struct str source_description(struct import *m)
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
static void write_page_head(struct import *m)
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
		if (f->text.len > 0 && f->key.len == strlen("robots") &&
		    strncasecmp(f->key.at, "robots", f->key.len) == 0)
			add_field(&m->page, "robots", f->text);
	}
	if (str_find(body, STR("{{"), 0) != SIZE_MAX)
		buf_add_z(&m->page, "slots: false\n");
	buf_add_z(&m->page, "links: lax\n---\n");
}

static void write_skeleton_head(struct import *m)
{
	size_t at = 0;

	for (size_t i = 0; i < m->head.n; i++) {
		const struct bilingual_field *f = &m->head.fields[i];
		size_t from = (size_t)(f->written.at - m->file->text.at);

		if (!is_shown_field(f->key) || f->text.len == 0)
			continue;
		bilingual_skeleton_text(&m->skeleton, str_slice(m->file->text, at, from));
		bilingual_skeleton_field(&m->skeleton, f->key);
		at = from + f->written.len;
	}
	bilingual_skeleton_text(&m->skeleton, str_slice(m->file->text, at, m->head.body));
}

static void write_bodies(struct import *m)
{
	struct str text = m->file->text;
	size_t at = m->head.body;

	m->places = arena_array(m->arena, m->n, sizeof(*m->places));
	for (size_t i = 0; i <= m->n; i++) {
		const struct bilingual_segment *s = &m->segments[i];
		struct str between = str_slice(text, at, i < m->n ? s->from : text.len);

		buf_add(&m->page, between);
		bilingual_skeleton_text(&m->skeleton, between);
		if (i == m->n)
			break;
		m->places[i].key = block_run_key(m->arena, m->sources[i].spans, m->sources[i].n_spans);
		m->places[i].from = (uint32_t)m->page.len;
		buf_add(&m->page, s->source);
		m->places[i].to = (uint32_t)m->page.len;
		bilingual_skeleton_segment(&m->skeleton, s->form, m->names[i]);
		at = s->to;
	}
}

/* An include has no words of its own here; whether it is there is the site's question. */
static const struct source *include_nothing(void *context, const struct source *from, struct str path,
                                            struct position where)
{
	(void)context, (void)from, (void)path, (void)where;
	return NULL;
}

static bool load_page(struct import *m)
{
	struct str page = buf_str(&m->page);
	struct markdown_options options = {
		.language = m->source_language,
		.slots = str_find(page, STR("{{"), 0) == SIZE_MAX,
		.include = include_nothing,
	};

	if (page.len > SOURCE_LIMIT)
		return false;
	m->doc = markdown_load(m->d, m->arena, source_make(m->arena, m->path, page), &options);
	return m->doc != NULL;
}

/* The catalogue */

static struct unit *find_unit(struct import *m, struct str id)
{
	const struct unit *u = id.len > 0 ? catalogue_find(m->catalogue, id) : NULL;

	return u ? &m->catalogue->units[u - m->catalogue->units] : NULL;
}

static void set_text(struct import *m, struct unit *u, struct str text)
{
	u->target = arena_alloc(m->arena, sizeof(*u->target));
	u->target[0] = (struct span){SPAN_TEXT, 0, text};
	u->n_target = text.len > 0;
	u->state = text.len > 0 ? UNIT_TRANSLATED : UNIT_EMPTY;
}

/* How many pairs lie around all of it. */
static int count_pairs(const struct span *spans, size_t n)
{
	size_t i = 0;

	while (i < n && spans[i].kind == SPAN_OPEN && spans[n - 1 - i].kind == SPAN_CLOSE &&
	       spans[n - 1 - i].code == spans[i].code)
		i++;
	return (int)i;
}

/* The alternative texts of a segment's images, in their order. */
static void take_alternatives(struct import *m, size_t i)
{
	const struct segment *source = m->places[i].segment;
	const struct bilingual_inline *target = &m->targets[i];
	size_t next = 0;

	for (size_t j = 0; j < source->n_codes; j++) {
		const struct document_block *ours = source->codes[j].alt, *theirs;
		struct unit *u = ours && ours->n_segments > 0 ? find_unit(m, ours->segments[0].id) : NULL;
		struct str text = {0};

		while (next < target->n_codes && target->codes[next].kind != CODE_IMAGE)
			next++;
		if (source->codes[j].kind != CODE_IMAGE || next == target->n_codes)
			continue;
		theirs = target->codes[next++].alt;
		for (size_t k = 0; theirs && k < theirs->n_segments; k++)
			text = str_format(m->arena, "%.*s%s%.*s", STR_ARG(text), k > 0 ? " " : "",
			                  STR_ARG(document_plain(m->arena, theirs->segments[k].spans,
			                                         theirs->segments[k].n_spans,
			                                         theirs->segments[k].codes)));
		if (u)
			set_text(m, u, text);
	}
}

/* What the page has no place for is kept for the export alone. */
static void keep_apart(struct import *m, size_t i)
{
	struct segment segment = {.id = str_format(m->arena, "imported-%.*s", STR_ARG(m->names[i])),
	                          .spans = m->sources[i].spans,
	                          .n_spans = m->sources[i].n_spans,
	                          .codes = m->sources[i].codes,
	                          .n_codes = m->sources[i].n_codes};
	const struct document_block block = {.kind = BLOCK_PARAGRAPH};
	struct unit *u = &m->catalogue->units[m->catalogue->n_units];

	*u = catalogue_extract_unit(m->arena, &block, &segment);
	u->name = m->names[i];
	u->orphan = true;
	m->segment_of[m->catalogue->n_units++] = i;
	bilingual_target_set(m->arena, u, &segment, &m->targets[i]);
}

static void fill_unit(struct import *m, struct unit *u, size_t i)
{
	const struct segment *segment = m->places[i].segment;

	bilingual_target_set(m->arena, u, segment, &m->targets[i]);
	u->name = m->names[i];
	u->n_outside = count_pairs(segment->spans, segment->n_spans) -
	               count_pairs(m->sources[i].spans, m->sources[i].n_spans);
	m->segment_of[u - m->catalogue->units] = i;
}

static void fill_units(struct import *m)
{
	struct catalogue *c = m->catalogue;
	size_t n_apart = 0, *apart = arena_array(m->arena, m->n, sizeof(*apart));
	struct unit *units = arena_array(m->arena, c->n_units + m->n, sizeof(*units));

	if (c->n_units > 0)
		memcpy(units, c->units, c->n_units * sizeof(*units));
	c->units = units;
	m->segment_of = arena_array(m->arena, c->n_units + m->n, sizeof(*m->segment_of));
	memset(m->segment_of, 0xFF, c->n_units * sizeof(*m->segment_of));
	for (size_t i = 0; i < m->n; i++) {
		const struct segment *segment = m->places[i].segment;
		struct unit *u = segment ? find_unit(m, segment->id) : NULL;

		if (segment)
			take_alternatives(m, i);
		else
			diag_add(m->d, BILINGUAL_NO_PLACE, place_in_file(m, i), str_z(m->arena, m->names[i]));
		if (u)
			fill_unit(m, u, i);
		else
			apart[n_apart++] = i;
	}
	for (size_t i = 0; i < n_apart; i++)
		keep_apart(m, apart[i]);
}

/* What stands in the file in one language only is what both languages show. */
static void fill_rest(struct import *m)
{
	bool said = false;

	for (size_t i = 0; i < m->catalogue->n_units; i++) {
		struct unit *u = &m->catalogue->units[i];
		const struct bilingual_field *f = NULL;

		if (u->kind == BLOCK_FIELD && is_shown_field(u->group))
			f = bilingual_head_field(&m->head, str_z(m->arena, u->group));
		if (f && f->text.len > 0) {
			set_text(m, u, f->text);
			u->name = u->group;
		} else if (u->n_target == 0 && u->name.len == 0) {
			u->target = u->source;
			u->n_target = u->n_source;
			u->state = UNIT_TRANSLATED;
			if (u->kind == BLOCK_ALT && !said)
				diag_add(m->d, BILINGUAL_ALT, POSITION_NONE, str_z(m->arena, m->file->path));
			said = said || u->kind == BLOCK_ALT;
		}
		u->origin = u->n_target > 0 ? m->origin : ORIGIN_UNKNOWN;
	}
}

static struct str marked(struct import *m, struct str written)
{
	struct buf b = {0};
	struct str text;

	bilingual_skeleton_text(&b, written);
	text = str_copy(m->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

/* Keeps how a sentence was spelled, unless that is how it would be spelled again. */
static void keep_spelling(struct import *m, struct bilingual_writer *w, struct unit *u, size_t i)
{
	const struct bilingual_segment *s = &m->segments[i];

	if (u->orphan || !str_equal(bilingual_write(w, u, u->source, u->n_source), s->source)) {
		u->written_source = marked(m, s->source);
		u->written_source_of = catalogue_hash(u->source, u->n_source);
	}
	if (u->orphan || u->n_target == 0 ||
	    !str_equal(bilingual_write(w, u, u->target, u->n_target), s->target)) {
		u->written_target = marked(m, s->target);
		u->written_target_of = catalogue_hash(u->target, u->n_target);
	}
}

static void keep_spellings(struct import *m)
{
	struct bilingual_writer *w = bilingual_write_open(m->arena, m->doc);

	for (size_t i = 0; i < m->catalogue->n_units; i++) {
		struct unit *u = &m->catalogue->units[i];

		if (m->segment_of[i] != SIZE_MAX)
			keep_spelling(m, w, u, m->segment_of[i]);
		else if (u->name.len > 0) {
			u->written_target = marked(
				m, bilingual_head_field(&m->head, str_z(m->arena, u->name))->written);
			u->written_target_of = catalogue_hash(u->target, u->n_target);
		}
	}
}

/* The promise is kept or broken here, not at some later export. */
static void check_exactness(struct import *m)
{
	struct buf again = {0};
	struct str text = m->file->text;
	size_t at = 0;

	bilingual_export(m->d, m->catalogue, m->doc, BILINGUAL_AS_BILINGUAL, &again);
	while (at < text.len && at < again.len && text.at[at] == again.at[at])
		at++;
	if (at < text.len || at < again.len)
		diag_add(m->d, BILINGUAL_INEXACT, ((struct position){m->file, (uint32_t)at, 0}));
	buf_free(&again);
}

static void make_catalogue(struct import *m)
{
	struct catalogue *c;

	bilingual_place_find(m->arena, m->doc, m->places, m->n);
	c = m->catalogue = catalogue_extract(m->arena, m->doc, m->source_language, m->language);
	catalogue_index(m->arena, c);
	c->skeleton = str_copy(m->arena, buf_str(&m->skeleton));
	for (size_t i = 0; i < m->head.n; i++)
		if (is_record_key(m->head.fields[i].key))
			*ARRAY_ADD(m->arena, c->record, c->n_record) = (struct catalogue_field){
				m->head.fields[i].key, m->head.fields[i].text};
	fill_units(m);
	fill_rest(m);
	keep_spellings(m);
	catalogue_index(m->arena, c);
	check_exactness(m);
}

bool bilingual_import(struct diagnostics *d, struct arena *a, const struct source *file, struct str path,
                      struct str source_language, struct bilingual *out)
{
	struct import m = {
		.d = d, .arena = a, .file = file, .path = path, .source_language = source_language};
	bool ok = false;

	m.head = bilingual_head_read(a, file);
	m.language = bilingual_head_text(&m.head, "ms.contentlocale");
	m.origin = str_is(bilingual_head_text(&m.head, "ms.translationtype"), "MT") ? ORIGIN_MACHINE
	                                                                            : ORIGIN_HUMAN;
	if (m.language.len == 0) {
		diag_add(d, BILINGUAL_NO_LANGUAGE, ((struct position){file, 0, 0}));
		return false;
	}
	m.n = bilingual_scan(d, a, file, m.head.body, &m.segments);
	if (m.n == 0)
		diag_add(d, BILINGUAL_NO_SEGMENTS, ((struct position){file, (uint32_t)m.head.body, 0}));
	name_segments(&m);
	parse_segments(&m);
	write_page_head(&m);
	write_skeleton_head(&m);
	write_bodies(&m);
	if (load_page(&m)) {
		make_catalogue(&m);
		*out = (struct bilingual){str_copy(a, buf_str(&m.page)), m.language, m.catalogue};
		ok = true;
	}
	buf_free(&m.page);
	buf_free(&m.skeleton);
	return ok;
}

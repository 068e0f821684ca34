#include "command/member/explanation_report.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "command/report/report.h"

static void add_line(struct buf *out, const struct told *t)
{
	for (int i = 0; i < t->depth; i++)
		buf_add_z(out, "  ");
	buf_add(out, t->words);
	if (t->verdict.len > 0)
		buf_add_format(out, " \u2014 %.*s", STR_ARG(t->verdict));
	if (t->position.source)
		buf_add_format(out, "  (%.*s:%" PRIu32 ")", STR_ARG(t->position.source->path),
		               source_line(t->position.source, t->position.offset));
	buf_add_char(out, '\n');
}

void explanation_report_text(struct buf *out, const struct explanation *e)
{
	buf_add_format(out, "%.*s  [%.*s]\n", STR_ARG(e->heading), STR_ARG(e->policy));
	for (size_t i = 0; i < e->n; i++)
		add_line(out, &e->lines[i]);
	for (size_t i = 0; i < e->n_missing; i++)
		buf_add_format(out, "%.*s\n", STR_ARG(e->missing[i]));
	buf_add_format(out, "%.*s\n", STR_ARG(e->ends));
}

static void add_item(struct report *r, const struct told *t)
{
	if (t->code)
		report_code(r, t->words);
	else
		report_text(r, t->words);
	if (t->verdict.len > 0) {
		report_text(r, STR(" \u2014 "));
		report_strong(r, t->verdict);
	}
	if (t->position.source) {
		report_text(r, STR(" "));
		report_source(r, t->position);
	}
}

/* A list for each depth; an item stays open for what is beneath it. */
static void add_tree(struct report *r, const struct explanation *e)
{
	int open = -1;

	for (size_t i = 0; i < e->n; i++) {
		/* a line is at most one deeper than the one before it */
		for (; open >= e->lines[i].depth; open--) {
			report_item_close(r);
			if (open > e->lines[i].depth)
				report_list_close(r);
		}
		if (i == 0 || e->lines[i].depth > e->lines[i - 1].depth)
			report_list_open(r);
		report_item_open(r);
		add_item(r, &e->lines[i]);
		open = e->lines[i].depth;
	}
	for (; open >= 0; open--) {
		report_item_close(r);
		report_list_close(r);
	}
}

static void add_missing(struct report *r, const struct explanation *e)
{
	report_heading(r, 2, e->missing_title);
	report_list_open(r);
	for (size_t i = 0; i < e->n_missing; i++) {
		report_item_open(r);
		report_text(r, e->missing[i]);
		report_item_close(r);
	}
	report_list_close(r);
}

/* The last verdict of a line, for its end. */
static const struct told *told_of(const struct explanation *e, const struct source *s, uint32_t line)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->lines[i].position.source == s && e->lines[i].verdict.len > 0 &&
		    source_line(s, e->lines[i].position.offset) == line)
			return &e->lines[i];
	return NULL;
}

static void add_source(struct report *r, const struct explanation *e, const struct source *s)
{
	report_heading(r, 3, s->path);
	report_listing_open(r, s->path);
	for (uint32_t line = 1; line <= source_n_lines(s); line++) {
		const struct told *t = told_of(e, s, line);

		report_line(r, s->path, line, source_line_text(s, line),
		            !t       ? REPORT_PLAIN
		            : t->yes ? REPORT_GOOD
		                     : REPORT_BAD,
		            t ? t->verdict : (struct str){0});
	}
	report_listing_close(r);
}

/* Each file that some line leads to, once, in the order of their names. */
static void add_sources(struct report *r, const struct explanation *e)
{
	const struct source *last = NULL;

	report_heading(r, 2, e->rules_title);
	for (;;) {
		const struct source *next = NULL;

		for (size_t i = 0; i < e->n; i++) {
			const struct source *s = e->lines[i].position.source;

			if (s && (!last || str_compare(s->path, last->path) > 0) &&
			    (!next || str_compare(s->path, next->path) < 0))
				next = s;
		}
		if (!next)
			return;
		add_source(r, e, next);
		last = next;
	}
}

void explanation_report_html(struct buf *out, struct arena *a, const struct explanation *e)
{
	struct report r;

	report_open(&r, out, a, e->title, e->language->tag,
	            strcmp(locale_direction(e->language->locale), "rtl") == 0);
	r.has_listings = true;
	report_paragraph(&r, e->heading);
	if (e->n_missing > 0)
		add_missing(&r, e);
	report_heading(&r, 2, e->tree_title);
	add_tree(&r, e);
	report_paragraph(&r, e->ends);
	add_sources(&r, e);
	report_close(&r);
}

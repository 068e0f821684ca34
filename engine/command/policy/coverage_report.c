#include "command/policy/coverage_report.h"

#include <inttypes.h>

#include "command/report/report.h"

/* Things of one kind: so many are met, of so many. */
struct share {
	size_t met, of;
};

static struct share share_of(const struct coverage *c, const char *kind)
{
	struct share s = {0};

	for (size_t i = 0; i < c->n; i++)
		if (!kind || coverage_kind(c->at[i].kind) == kind) {
			s.met += coverage_is_met(&c->at[i]);
			s.of++;
		}
	return s;
}

static int percent(struct share s)
{
	return s.of == 0 ? 100 : (int)(100 * s.met / s.of);
}

int coverage_report_percent(const struct coverage *c)
{
	return percent(share_of(c, NULL));
}

void coverage_report_text(struct buf *out, const struct coverage *c)
{
	struct share all = share_of(c, NULL);

	buf_add_format(out, "The examples bring about %d%% of the rules (%zu of %zu):\n", percent(all),
	               all.met, all.of);
	for (int k = 0; k <= TRACE_CONDITION; k++) {
		const char *kind = coverage_kind((enum trace_kind)k);
		struct share s = share_of(c, kind);

		if (kind && s.of > 0)
			buf_add_format(out, "  %-26s %zu of %zu\n", kind, s.met, s.of);
	}
	if (all.met < all.of)
		buf_add_z(out, "Missing:\n");
	for (size_t i = 0; i < c->n; i++) {
		struct position p = c->at[i].position;

		if (!coverage_is_met(&c->at[i]))
			buf_add_format(out, "  %.*s:%" PRIu32 "  %.*s %s\n", STR_ARG(p.source->path),
			               source_line(p.source, p.offset), STR_ARG(c->at[i].name),
			               coverage_missing(&c->at[i]));
	}
}

static void add_item(struct json *j, const struct coverable *item)
{
	struct position p = item->position;

	json_open(j, '{');
	json_pair(j, "kind", str_from(coverage_kind(item->kind)));
	json_pair(j, "name", item->name);
	json_pair(j, "path", p.source->path);
	json_count(j, "line", source_line(p.source, p.offset));
	json_count(j, "column", source_column(p.source, p.offset));
	json_key(j, "met");
	json_bool(j, coverage_is_met(item));
	json_count(j, "yes", item->yes);
	json_count(j, "no", item->no);
	json_close(j, '}');
}

void coverage_report_json(struct json *j, const struct coverage *c)
{
	struct share all = share_of(c, NULL);

	json_open(j, '{');
	json_count(j, "percent", percent(all));
	json_count(j, "met", all.met);
	json_count(j, "of", all.of);
	json_key(j, "items");
	json_open(j, '[');
	for (size_t i = 0; i < c->n; i++)
		add_item(j, &c->at[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void add_kinds(struct report *r, const struct coverage *c)
{
	static const struct report_column columns[] = {
		{{"What", 4}, false}, {{"tried", 5}, true}, {{"of", 2}, true}, {{"percent", 7}, true}};

	report_table_open(r, STR("How much the examples bring about"), columns, 4);
	for (int k = 0; k <= TRACE_CONDITION; k++) {
		const char *kind = coverage_kind((enum trace_kind)k);
		struct share s = share_of(c, kind);

		if (!kind || s.of == 0)
			continue;
		report_cell(r, str_from(kind));
		report_cell_integer(r, (int64_t)s.met);
		report_cell_integer(r, (int64_t)s.of);
		report_cell_integer(r, percent(s));
	}
	report_table_close(r);
}

static void add_missing(struct report *r, const struct coverage *c)
{
	static const struct report_column columns[] = {
		{{"Where", 5}, false}, {{"What", 4}, false}, {{"", 0}, false}};

	report_heading(r, 2, STR("What no example brings about"));
	report_table_open(r, STR("By place in the rules"), columns, 2);
	for (size_t i = 0; i < c->n; i++) {
		if (coverage_is_met(&c->at[i]))
			continue;
		report_cell_source(r, c->at[i].position);
		report_cell_open(r, NULL);
		report_code(r, c->at[i].name);
		report_text(r, str_format(r->arena, " %s", coverage_missing(&c->at[i])));
		report_cell_close(r);
	}
	report_table_close(r);
}

/* What there is to say of the items of one line: what is missing, else how often it happened. */
static enum report_mark mark_line(struct arena *a, const struct coverage *c, size_t from, size_t to,
                                  struct str *note)
{
	enum report_mark mark = from < to ? REPORT_GOOD : REPORT_PLAIN;
	struct buf b = {0};
	size_t most = 0;

	for (size_t i = from; i < to; i++) {
		most = c->at[i].yes > most ? c->at[i].yes : most;
		if (coverage_is_met(&c->at[i]))
			continue;
		buf_add_format(&b, "%s%.*s %s", b.len > 0 ? "; " : "\u2717 ", STR_ARG(c->at[i].name),
		               coverage_missing(&c->at[i]));
		mark = REPORT_BAD;
	}
	if (mark == REPORT_GOOD)
		buf_add_format(&b, "\u2713 %zu\u00d7", most);
	*note = buf_keep(&b, a);
	return mark;
}

static size_t add_file(struct report *r, const struct coverage *c, size_t from)
{
	const struct source *s = c->at[from].position.source;

	report_heading(r, 2, s->path);
	report_listing_open(r, s->path);
	for (uint32_t line = 1; line <= source_n_lines(s); line++) {
		enum report_mark mark;
		size_t to = from;
		struct str note, text = source_line_text(s, line);

		while (to < c->n && c->at[to].position.source == s &&
		       source_line(s, c->at[to].position.offset) == line)
			to++;
		mark = mark_line(r->arena, c, from, to, &note);
		if (line < source_n_lines(s) || text.len > 0)
			report_line(r, s->path, line, text, mark, note);
		from = to;
	}
	report_listing_close(r);
	return from;
}

void coverage_report_html(struct buf *out, struct arena *a, const struct coverage *c, size_t n_examples)
{
	struct share all = share_of(c, NULL);
	struct report r;

	report_open(&r, out, a, STR("What the examples try of the rules"), STR("en"), false);
	r.has_listings = true;
	report_paragraph(&r, str_format(a,
	                                "%zu examples bring about %d%% of the rules: %zu of %zu tiers, "
	                                "benefits, states, reasons, actions and conditions. A condition "
	                                "counts once it was so in one example and not in another.",
	                                n_examples, percent(all), all.met, all.of));
	add_kinds(&r, c);
	if (all.met < all.of)
		add_missing(&r, c);
	for (size_t i = 0; i < c->n;)
		i = add_file(&r, c, i);
	report_close(&r);
}

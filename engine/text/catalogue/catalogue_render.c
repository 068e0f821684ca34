
#include "text/catalogue/catalogue.h"
#include "text/catalogue/catalogue_names.h"
#include "text/xml/xml_write.h"

/*
 * Written here byte by byte: the form is ours to keep whatever version of
 * a library stands on the machine.  Every element has one place and its
 * attributes one order.
 */

static void add_spans(struct buf *out, const struct span *spans, size_t n, const struct unit_code *codes)
{
	for (size_t i = 0; i < n; i++) {
		const struct span *s = &spans[i];

		if (s->kind == SPAN_TEXT) {
			xml_write_text(out, s->text);
			continue;
		}
		if (s->kind == SPAN_CLOSE) {
			buf_add_z(out, "</g>");
			continue;
		}
		buf_add_format(out, "<%s id=\"%u\"", s->kind == SPAN_OPEN ? "g" : "x", s->code + 1u);
		xml_write_attribute(out, "ctype", str_from(catalogue_names_ctype(codes[s->code].kind)));
		xml_write_attribute(out, "equiv-text", codes[s->code].equiv);
		buf_add_z(out, s->kind == SPAN_OPEN ? ">" : "/>");
	}
}

/* Whether white space counts: where a tool that tidies it would change what is said. */
static bool needs_preserve(const struct span *spans, size_t n)
{
	unsigned char before = ' ';

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; spans[i].kind == SPAN_TEXT && j < spans[i].text.len; j++) {
			unsigned char c = (unsigned char)spans[i].text.at[j];

			if ((c == ' ' && before == ' ') || c == '\n' || c == '\t' || c == '\r')
				return true;
			before = c;
		}
		if (spans[i].kind == SPAN_ALONE)
			before = 'x';
	}
	return n > 0 && before == ' ';
}

static void add_written(struct buf *out, const char *margin, const char *type, struct str text, uint64_t of)
{
	if (of == 0)
		return;
	buf_add_format(out, "%s    <context context-type=\"%s\" crc=\"%016llx\">", margin, type,
	               (unsigned long long)of);
	xml_write_text(out, text);
	buf_add_z(out, "</context>\n");
}

static void add_context(struct buf *out, const char *margin, const struct unit *u)
{
	if (u->written_source_of == 0 && u->written_target_of == 0 && u->n_outside == 0)
		return;
	buf_add_format(out, "%s  <context-group>\n", margin);
	if (u->n_outside != 0)
		buf_add_format(out, "%s    <context context-type=\"x-outside\">%d</context>\n", margin,
		               u->n_outside);
	add_written(out, margin, "x-source", u->written_source, u->written_source_of);
	add_written(out, margin, "x-target", u->written_target, u->written_target_of);
	buf_add_format(out, "%s  </context-group>\n", margin);
}

static void add_alternative(struct buf *out, const char *margin, const struct unit *u)
{
	if (u->n_old_target == 0)
		return;
	buf_add_format(out, "%s  <alt-trans alttranstype=\"previous-version\">\n%s    <source>", margin,
	               margin);
	add_spans(out, u->old_source, u->n_old_source, u->old_codes);
	buf_add_format(out, "</source>\n%s    <target>", margin);
	add_spans(out, u->old_target, u->n_old_target, u->old_codes);
	buf_add_format(out, "</target>\n%s  </alt-trans>\n", margin);
}

static bool counts_white(const struct unit *u)
{
	return needs_preserve(u->source, u->n_source) || needs_preserve(u->target, u->n_target) ||
	       needs_preserve(u->old_source, u->n_old_source) ||
	       needs_preserve(u->old_target, u->n_old_target);
}

static void add_unit(struct buf *out, const char *margin, const struct unit *u)
{
	buf_add_format(out, "%s<trans-unit", margin);
	xml_write_attribute(out, "id", u->id);
	xml_write_attribute(out, "resname", u->name);
	if (u->state == UNIT_FINAL)
		buf_add_z(out, " approved=\"yes\"");
	if (u->orphan)
		buf_add_z(out, " translate=\"no\"");
	if (counts_white(u))
		buf_add_z(out, " xml:space=\"preserve\"");
	buf_add_format(out, ">\n%s  <source>", margin);
	add_spans(out, u->source, u->n_source, u->codes);
	buf_add_z(out, "</source>\n");
	if (u->n_target > 0) {
		buf_add_format(out, "%s  <target state=\"%s\"", margin, catalogue_names_state(u->state));
		if (u->origin == ORIGIN_MACHINE)
			buf_add_z(out, " state-qualifier=\"leveraged-mt\"");
		buf_add_z(out, ">");
		add_spans(out, u->target, u->n_target, u->codes);
		buf_add_z(out, "</target>\n");
	}
	add_context(out, margin, u);
	if (u->note.len > 0) {
		buf_add_format(out, "%s  <note>", margin);
		xml_write_text(out, u->note);
		buf_add_z(out, "</note>\n");
	}
	add_alternative(out, margin, u);
	buf_add_format(out, "%s</trans-unit>\n", margin);
}

static void add_header(struct buf *out, const struct catalogue *c)
{
	if (c->skeleton.len == 0 && c->n_record == 0)
		return;
	buf_add_z(out, "    <header>\n");
	if (c->skeleton.len > 0) {
		buf_add_z(out, "      <skl>\n        <internal-file form=\"text\">");
		xml_write_text(out, c->skeleton);
		buf_add_z(out, "</internal-file>\n      </skl>\n");
	}
	for (size_t i = 0; i < c->n_record; i++) {
		buf_add_z(out, "      <note");
		xml_write_attribute(out, "from", c->record[i].name);
		buf_add_char(out, '>');
		xml_write_text(out, c->record[i].text);
		buf_add_z(out, "</note>\n");
	}
	buf_add_z(out, "    </header>\n");
}

static bool same_group(const struct unit *a, const struct unit *b)
{
	return a->orphan == b->orphan && str_equal(a->group, b->group);
}

void catalogue_render(const struct catalogue *c, struct buf *out)
{
	buf_add_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	               "<xliff version=\"1.2\" xmlns=\"" CATALOGUE_NAMES_XLIFF "\">\n  <file");
	xml_write_attribute(out, "original", c->original);
	xml_write_attribute(out, "source-language", c->source_language);
	xml_write_attribute(out, "target-language", c->target_language);
	buf_add_z(out, " datatype=\"x-markdown\">\n");
	add_header(out, c);
	buf_add_z(out, "    <body>\n");
	for (size_t i = 0; i < c->n_units; i++) {
		const struct unit *u = &c->units[i];
		bool grouped = u->orphan || u->group.len > 0;

		if (grouped && (i == 0 || !same_group(u - 1, u))) {
			buf_add_z(out, "      <group");
			if (!u->orphan)
				xml_write_attribute(out, "id", u->group);
			xml_write_attribute(out, "restype",
			                    u->orphan ? STR("x-orphan")
			                              : str_from(catalogue_names_restype(u->kind)));
			buf_add_z(out, ">\n");
		}
		add_unit(out, grouped ? "        " : "      ", u);
		if (grouped && (i + 1 == c->n_units || !same_group(u, u + 1)))
			buf_add_z(out, "      </group>\n");
	}
	buf_add_z(out, "    </body>\n  </file>\n</xliff>\n");
}

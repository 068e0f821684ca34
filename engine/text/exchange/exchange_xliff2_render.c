#include "text/catalogue/catalogue_names.h"
#include "text/exchange/exchange_xliff2.h"
#include "text/xml/xml_write.h"

static void add_code(struct buf *out, const struct span *s, const struct unit_code *code)
{
	static const struct {
		enum code_kind kind;
		const char *type;
	} types[] = {{CODE_STRONG, "fmt"}, {CODE_EMPHASIS, "fmt"}, {CODE_STRIKE, "fmt"},
	             {CODE_LINK, "link"},  {CODE_BREAK, "fmt"},    {CODE_IMAGE, "image"}};
	const char *type = "other";

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].kind == code->kind)
			type = types[i].type;
	/* what comes back is held to the same codes */
	buf_add_format(
		out, "<%s id=\"%u\" canCopy=\"no\" canDelete=\"no\" type=\"%s\" subType=\"tierbook:%s\"",
		s->kind == SPAN_OPEN ? "pc" : "ph", s->code + 1u, type, catalogue_names_ctype(code->kind));
	xml_write_attribute(out, s->kind == SPAN_OPEN ? "dispStart" : "disp", code->equiv);
	buf_add_z(out, s->kind == SPAN_OPEN ? ">" : "/>");
}

static void add_spans(struct buf *out, const char *element, const struct span *spans, size_t n,
                      const struct unit_code *codes)
{
	buf_add_format(out, "          <%s xml:space=\"preserve\">", element);
	for (size_t i = 0; i < n; i++) {
		if (spans[i].kind == SPAN_TEXT)
			xml_write_text(out, spans[i].text);
		else if (spans[i].kind == SPAN_CLOSE)
			buf_add_z(out, "</pc>");
		else
			add_code(out, &spans[i], &codes[spans[i].code]);
	}
	buf_add_format(out, "</%s>\n", element);
}

/* Words under `initial` are a proposal; the core knows nothing of who translated. */
static void add_state(struct buf *out, const struct unit *u)
{
	const char *sub = NULL;

	if (u->n_target > 0 && u->state == UNIT_NEEDS_ADAPTATION)
		sub = "needs-adaptation";
	else if (u->n_target > 0 && u->state == UNIT_NEEDS_REVIEW)
		sub = "needs-review";
	else if (u->origin == ORIGIN_MACHINE)
		sub = "machine";
	buf_add_format(out, " state=\"%s\"",
	               u->n_target == 0 || u->state < UNIT_NEEDS_REVIEW ? "initial"
	               : u->state == UNIT_FINAL                         ? "final"
	                                                                : "translated");
	if (sub)
		buf_add_format(out, " subState=\"tierbook:%s\"", sub);
}

static void add_notes(struct buf *out, const struct unit *u)
{
	if (u->note.len == 0 && u->n_old_source == 0)
		return;
	buf_add_z(out, "        <notes>\n");
	if (u->note.len > 0) {
		buf_add_z(out, "          <note>");
		xml_write_text(out, u->note);
		buf_add_z(out, "</note>\n");
	}
	if (u->n_old_source > 0) {
		buf_add_z(out, "          <note category=\"previous-source\">");
		for (size_t i = 0; i < u->n_old_source; i++)
			xml_write_text(out, u->old_source[i].text);
		buf_add_z(out, "</note>\n");
	}
	buf_add_z(out, "        </notes>\n");
}

static void add_unit(struct buf *out, const struct unit *u)
{
	buf_add_z(out, "      <unit");
	xml_write_attribute(out, "id", u->id);
	buf_add_z(out, ">\n");
	add_notes(out, u);
	buf_add_z(out, "        <segment");
	add_state(out, u);
	buf_add_z(out, ">\n");
	add_spans(out, "source", u->source, u->n_source, u->codes);
	if (u->n_target > 0)
		add_spans(out, "target", u->target, u->n_target, u->codes);
	buf_add_z(out, "        </segment>\n      </unit>\n");
}

void exchange_xliff2_render(const struct catalogue *c, struct buf *out)
{
	buf_add_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	               "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"");
	xml_write_attribute(out, "srcLang", c->source_language);
	xml_write_attribute(out, "trgLang", c->target_language);
	buf_add_z(out, ">\n  <file id=\"f1\"");
	xml_write_attribute(out, "original", c->original);
	buf_add_z(out, ">\n");
	for (size_t i = 0; i < c->n_units; i++) {
		const struct unit *u = &c->units[i];
		bool first = i == 0 || !str_equal(u[-1].group, u->group),
		     last = i + 1 == c->n_units || !str_equal(u[1].group, u->group);

		if (first) {
			buf_add_format(out, "    <group id=\"g%zu\"", i + 1);
			if (u->group.len > 0)
				buf_add_format(out, " type=\"tierbook:%s\"",
				               catalogue_names_restype(u->kind));
			buf_add_z(out, ">\n");
		}
		add_unit(out, u);
		if (last)
			buf_add_z(out, "    </group>\n");
	}
	buf_add_z(out, "  </file>\n</xliff>\n");
}

#include "text/catalogue/catalogue_names.h"
#include "text/exchange/exchange_po.h"

static void add_codes(struct buf *out, const struct span *s)
{
	static const char *const forms[] = {
		[SPAN_OPEN] = "<g%u>", [SPAN_CLOSE] = "</g%u>", [SPAN_ALONE] = "<x%u/>"};

	buf_add_format(out, forms[s->kind], s->code + 1u);
}

static void add_character(struct buf *out, char c)
{
	if (c == '&')
		buf_add_z(out, "&amp;");
	else if (c == '<')
		buf_add_z(out, "&lt;");
	else if (c == '"' || c == '\\')
		buf_add_format(out, "\\%c", c);
	else if (c == '\n')
		buf_add_z(out, "\\n");
	else if (c == '\t')
		buf_add_z(out, "\\t");
	else if (c == '\r')
		buf_add_z(out, "\\r");
	else
		buf_add_char(out, c);
}

static void add_string(struct buf *out, const char *keyword, const struct span *spans, size_t n)
{
	buf_add_format(out, "%s \"", keyword);
	for (size_t i = 0; i < n; i++) {
		if (spans[i].kind != SPAN_TEXT)
			add_codes(out, &spans[i]);
		for (size_t j = 0; spans[i].kind == SPAN_TEXT && j < spans[i].text.len; j++)
			add_character(out, spans[i].text.at[j]);
	}
	buf_add_z(out, "\"\n");
}

static void add_plain(struct buf *out, const char *keyword, struct str text)
{
	const struct span span = {SPAN_TEXT, 0, text};

	add_string(out, keyword, &span, 1);
}

/* One comment a line of the text, so that none of it becomes an entry. */
static void add_comment(struct buf *out, const char *mark, struct str text)
{
	struct str line;

	while (str_cut(&text, '\n', &line))
		buf_add_format(out, "%s %.*s\n", mark, STR_ARG(line));
}

/* "#. <g1> = **" */
static void add_legend(struct buf *out, const struct unit *u)
{
	for (size_t i = 0; i < u->n_source; i++) {
		const struct span *s = &u->source[i];

		if (s->kind != SPAN_OPEN && s->kind != SPAN_ALONE)
			continue;
		buf_add_z(out, "#. ");
		add_codes(out, s);
		buf_add_z(out, " = ");
		for (size_t j = 0; j < u->codes[s->code].equiv.len; j++) {
			char c = u->codes[s->code].equiv.at[j];

			buf_add_char(out, c == '\n' || c == '\r' ? ' ' : c);
		}
		buf_add_char(out, '\n');
	}
}

static void add_unit(struct buf *out, const struct catalogue *c, const struct unit *u)
{
	bool fuzzy = u->n_target > 0 && u->state < UNIT_TRANSLATED;

	buf_add_char(out, '\n');
	add_comment(out, "#", u->note);
	if (u->group.len > 0)
		buf_add_format(out, "#. %s\n", catalogue_names_restype(u->kind));
	add_legend(out, u);
	buf_add_format(out, "#: %.*s\n", STR_ARG(c->original));
	if (fuzzy)
		buf_add_z(out, "#, fuzzy\n");
	if (fuzzy && u->n_old_source > 0)
		add_string(out, "#| msgid", u->old_source, u->n_old_source);
	add_plain(out, "msgctxt", u->id);
	add_string(out, "msgid", u->source, u->n_source);
	add_string(out, "msgstr", u->target, u->n_target);
}

/* gettext's names of languages have '_'. */
static void add_language(struct buf *out, const char *name, struct str tag)
{
	buf_add_format(out, "\"%s: ", name);
	for (size_t i = 0; i < tag.len; i++)
		buf_add_char(out, tag.at[i] == '-' ? '_' : tag.at[i]);
	buf_add_z(out, "\\n\"\n");
}

void exchange_po_render(const struct catalogue *c, struct buf *out)
{
	buf_add_z(
		out,
		"# <g1>...</g1> and <x1/> stand for what is no text: keep each of them.  &lt; is <, &amp; is &.\n"
		"msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: tierbook\\n\"\n"
		/* gettext asks for these; who fills them in is the translator's tool. */
		"\"PO-Revision-Date: \\n\"\n\"Last-Translator: \\n\"\n\"Language-Team: \\n\"\n");
	add_language(out, "Language", c->target_language);
	buf_add_z(out, "\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	               "\"Content-Transfer-Encoding: 8bit\\n\"\n");
	add_language(out, "X-Source-Language", c->source_language);
	buf_add_format(out, "\"X-Original: %.*s\\n\"\n", STR_ARG(c->original));
	for (size_t i = 0; i < c->n_units; i++)
		add_unit(out, c, &c->units[i]);
}

#include "text/markdown/markdown_footnote.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_page.h"
#include "text/markdown/markdown_section.h"

void markdown_footnote_begin(struct markdown_page *p, const struct text *t)
{
	struct notes *notes = arena_alloc(p->arena, sizeof(*notes));

	t = t->rewritten ? t->rewritten : t;
	*notes = (struct notes){.text = t, .file = p->file, .before = p->footnotes.last};
	for (size_t i = 0; i < t->n_marks; i++)
		if (t->marks[i].kind == MARK_FOOTNOTE)
			*ARRAY_ADD(p->arena, notes->at, notes->n) = (struct footnote){
				.of = notes, .label = t->marks[i].name, .position = t->marks[i].position};
	p->footnotes.now = p->footnotes.last = notes;
}

struct footnote *markdown_footnote_find(struct markdown_page *p, struct str label)
{
	const struct notes *notes = p->footnotes.now;

	for (size_t i = 0; notes && i < notes->n; i++) {
		struct footnote *footnote = &notes->at[i];

		if (str_is_alike(footnote->label, label))
			return footnote;
	}
	return NULL;
}

/* Code by its four columns, not by a fence. */
static bool is_indented(const struct child *c)
{
	struct str line;

	if (c->mark || c->chain || cmark_node_get_type(c->node) != CMARK_NODE_CODE_BLOCK)
		return false;
	line = markdown_text_line(c->text, (size_t)cmark_node_get_start_line(c->node));
	return str_starts(line, STR("    ")) || memchr(line.at, '\t', line.len < 4 ? line.len : 4);
}

/* A footnote's words stand after its mark, its other blocks after them as code. */
size_t markdown_footnote_take(struct markdown_page *p, const struct children *all, size_t i)
{
	struct footnote *footnote = markdown_footnote_find(p, all->at[i].mark->name);

	if (all->at[i].mark->n) {
		i++;
		if (footnote && !footnote->words)
			footnote->words = all->at[i].node;
	}
	if (i + 1 < all->n && is_indented(&all->at[i + 1])) {
		i++;
		if (footnote && !footnote->more)
			footnote->more = all->at[i].node;
	}
	return i;
}

/* An anchor of ours, which the page's own links may also lead to. */
static struct str make_anchor(struct markdown_page *p, const char *kind, size_t number)
{
	struct str anchor = markdown_page_anchor(p, str_format(p->arena, "%s-%zu", kind, number));

	*ARRAY_ADD(p->arena, p->doc->anchors, p->doc->n_anchors) = anchor;
	return anchor;
}

struct code markdown_footnote_refer(struct markdown_page *p, struct footnote *footnote, struct str written)
{
	struct code code = markdown_code_html((struct str){0}, str_copy(p->arena, written));
	struct str back;

	code.kind = CODE_FOOTNOTE;
	if (!footnote->number) {
		footnote->number = ++p->n_referred;
		footnote->anchor = make_anchor(p, "fn", footnote->number);
		*ARRAY_ADD(p->arena, p->footnotes.referred, p->footnotes.n_referred) = footnote;
	}
	back = make_anchor(p, "fnref", footnote->number);
	*ARRAY_ADD(p->arena, footnote->backs, footnote->n_backs) = back;
	code.text = str_format(p->arena,
	                       "<sup class=\"note-ref\"><a href=\"#%.*s\" id=\"%.*s\">%zu</a></sup>",
	                       STR_ARG(footnote->anchor), STR_ARG(back), footnote->number);
	code.close = str_format(p->arena, "<sup class=\"note-ref\" id=\"%.*s\">%zu</sup>", STR_ARG(back),
	                        footnote->number);
	return code;
}

/* A way back to each reference; from the second on they are numbered. */
static struct str ways_back(struct arena *a, const struct footnote *footnote)
{
	struct buf b = {0};

	for (size_t i = 0; i < footnote->n_backs; i++) {
		buf_add_format(&b, " <a href=\"#%.*s\" class=\"note-back\">\u21A9\uFE0E",
		               STR_ARG(footnote->backs[i]));
		if (i > 0)
			buf_add_format(&b, "<sup>%zu</sup>", i + 1);
		buf_add(&b, STR("</a>"));
	}
	return buf_keep(&b, a);
}

static void publish_more(struct markdown_page *p, const struct text *t, struct cmark_node *code,
                         struct str end)
{
	size_t first = (size_t)cmark_node_get_start_line(code), last = (size_t)cmark_node_get_end_line(code);

	markdown_publish_inner(p, markdown_text_inner(p->arena, t, first, last), end);
}

/* before: the number of the list's item before. */
static void publish(struct markdown_page *p, const struct footnote *footnote, size_t before)
{
	const struct text *t = footnote->of->text;
	struct str end = ways_back(p->arena, footnote);
	struct setting how = {.skip = INLINE_MARKED, .after = end};

	p->footnotes.now = footnote->of;
	p->file = footnote->of->file;
	markdown_page_html(p, str_format(p->arena, "<li id=\"%.*s\"", STR_ARG(footnote->anchor)));
	if (footnote->number != before + 1)
		markdown_page_html(p, str_format(p->arena, " value=\"%zu\"", footnote->number));
	markdown_page_html(p, STR(">"));
	if (footnote->more)
		how.after = (struct str){0};
	if (footnote->words)
		markdown_leaf_words(p, t, footnote->words, &how);
	if (footnote->more)
		publish_more(p, t, footnote->more, end);
	else if (!footnote->words)
		markdown_page_html(p, end);
	markdown_page_html(p, STR("</li>\n"));
}

static void publish_list(struct markdown_page *p)
{
	const struct footnotes *all = &p->footnotes;
	const struct markdown_file *file = p->file;
	size_t before = 0;

	markdown_page_line(p);
	markdown_page_html(p, STR("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n"));
	/* A footnote may refer to others: the list grows while it is published. */
	for (size_t i = 0; i < all->n_referred; before = all->referred[i++]->number)
		publish(p, all->referred[i], before);
	markdown_page_html(p, STR("</ol>\n</section>\n"));
	p->file = file;
}

void markdown_footnote_publish(struct markdown_page *p)
{
	if (p->footnotes.n_referred)
		publish_list(p);
	for (const struct notes *notes = p->footnotes.last; notes; notes = notes->before)
		for (size_t i = 0; i < notes->n; i++)
			if (!notes->at[i].number)
				diag_add(p->d, UNUSED_NOTE, notes->at[i].position,
				         str_z(p->arena, notes->at[i].label));
}

#include "text/markdown/markdown_footnote.h"

#include <cmark.h>

#include "base/array.h"
#include "base/diag.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_page.h"

struct footnotes markdown_footnote_list(struct arena *a, const struct text *t)
{
	struct footnotes footnotes = {0};

	for (size_t i = 0; i < t->n_marks; i++)
		if (t->marks[i].kind == MARK_FOOTNOTE)
			*ARRAY_ADD(a, footnotes.at, footnotes.n) = (struct footnote){
				.label = t->marks[i].name, .position = t->marks[i].position};
	return footnotes;
}

struct footnote *markdown_footnote_find(struct markdown_page *p, struct str label)
{
	for (size_t i = 0; i < p->footnotes.n; i++) {
		struct footnote *footnote = &p->footnotes.at[i];

		if (str_is_alike(footnote->label, label))
			return footnote;
	}
	return NULL;
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
static void publish(struct markdown_page *p, const struct text *t, const struct footnote *footnote,
                    size_t before)
{
	struct str end = ways_back(p->arena, footnote);
	struct setting how = {.skip = INLINE_MARKED, .after = end};

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

static void publish_list(struct markdown_page *p, const struct text *t, const struct footnotes *footnotes)
{
	size_t before = 0;

	markdown_page_line(p);
	markdown_page_html(p, STR("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n"));
	/* A footnote may refer to others: the list grows while it is published. */
	for (size_t i = 0; i < footnotes->n_referred; before = footnotes->referred[i++]->number)
		publish(p, t, footnotes->referred[i], before);
	markdown_page_html(p, STR("</ol>\n</section>\n"));
}

void markdown_footnote_publish(struct markdown_page *p, const struct text *t)
{
	if (p->footnotes.n_referred)
		publish_list(p, t, &p->footnotes);
	for (size_t i = 0; i < p->footnotes.n; i++)
		if (!p->footnotes.at[i].number)
			diag_add(p->d, UNUSED_NOTE, p->footnotes.at[i].position,
			         str_z(p->arena, p->footnotes.at[i].label));
}

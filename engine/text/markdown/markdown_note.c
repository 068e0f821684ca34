#include "text/markdown/markdown_note.h"

#include <cmark.h>
#include <strings.h>

#include "base/array.h"
#include "base/diag.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_page.h"

struct notes markdown_note_list(struct arena *a, const struct text *t)
{
	struct notes notes = {0};

	for (size_t i = 0; i < t->n_marks; i++)
		if (t->marks[i].kind == MARK_NOTE)
			*ARRAY_ADD(a, notes.at, notes.n) = (struct note){.label = t->marks[i].name,
			                                                 .position = t->marks[i].position};
	return notes;
}

struct note *markdown_note_find(struct markdown_page *p, struct str label)
{
	for (size_t i = 0; i < p->notes.n; i++) {
		struct note *note = &p->notes.at[i];

		if (note->label.len == label.len && !strncasecmp(note->label.at, label.at, label.len))
			return note;
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

struct code markdown_note_refer(struct markdown_page *p, struct note *note, struct str written)
{
	struct code code = markdown_code_html((struct str){0}, str_copy(p->arena, written));
	struct str back;

	code.kind = CODE_NOTE_REF;
	if (!note->number) {
		note->number = ++p->n_referred;
		note->anchor = make_anchor(p, "fn", note->number);
		*ARRAY_ADD(p->arena, p->notes.referred, p->notes.n_referred) = note;
	}
	back = make_anchor(p, "fnref", note->number);
	*ARRAY_ADD(p->arena, note->backs, note->n_backs) = back;
	code.text = str_format(p->arena,
	                       "<sup class=\"note-ref\"><a href=\"#%.*s\" id=\"%.*s\">%zu</a></sup>",
	                       STR_ARG(note->anchor), STR_ARG(back), note->number);
	return code;
}

/* A way back to each reference; from the second on they are numbered. */
static struct str ways_back(struct arena *a, const struct note *note)
{
	struct buf b = {0};

	for (size_t i = 0; i < note->n_backs; i++) {
		buf_add_format(&b, " <a href=\"#%.*s\" class=\"note-back\">\u21A9\uFE0E",
		               STR_ARG(note->backs[i]));
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

static void publish(struct markdown_page *p, const struct text *t, const struct note *note)
{
	struct str end = ways_back(p->arena, note);
	struct setting how = {.skip = INLINE_MARKED, .after = end};

	markdown_page_html(p, str_format(p->arena, "<li id=\"%.*s\">", STR_ARG(note->anchor)));
	if (note->more)
		how.after = (struct str){0};
	if (note->words)
		markdown_leaf_words(p, t, note->words, &how);
	if (note->more)
		publish_more(p, t, note->more, end);
	else if (!note->words)
		markdown_page_html(p, end);
	markdown_page_html(p, STR("</li>\n"));
}

static void publish_list(struct markdown_page *p, const struct text *t, const struct notes *notes)
{
	struct str start = {0};

	if (notes->referred[0]->number > 1)
		start = str_format(p->arena, " start=\"%zu\"", notes->referred[0]->number);
	markdown_page_line(p);
	markdown_page_html(p, STR("<section class=\"footnotes\" role=\"doc-endnotes\">\n"));
	markdown_page_html(p, str_format(p->arena, "<ol%.*s>\n", STR_ARG(start)));
	/* A note may refer to others: the list grows while it is published. */
	for (size_t i = 0; i < notes->n_referred; i++)
		publish(p, t, notes->referred[i]);
	markdown_page_html(p, STR("</ol>\n</section>\n"));
}

void markdown_note_publish(struct markdown_page *p, const struct text *t)
{
	if (p->notes.n_referred)
		publish_list(p, t, &p->notes);
	for (size_t i = 0; i < p->notes.n; i++)
		if (!p->notes.at[i].number)
			diag_add(p->d, UNUSED_NOTE, p->notes.at[i].position,
			         str_z(p->arena, p->notes.at[i].label));
}

#ifndef TEXT_WEAVE_H
#define TEXT_WEAVE_H

#include "text/document/document.h"
#include "text/template/template.h"

struct catalogue;

/*
 * A document and one language's sentences become a program.  The tree is the
 * source's; a target enters through its segment's codes, so no translation can
 * break the page.
 *
 *   VIEW_PLAIN      the language's sentences
 *   VIEW_SENTENCES  each followed by a button that shows its source (a popover)
 *   VIEW_COLUMNS    each block twice: <span class="pair"><span class="source">, <span class="target">
 *
 * All of it is phrasing content, valid wherever the block's own words are: in
 * a heading, a cell, a list item.  What is shown of the source beside the target
 * repeats no id, no link and no image.
 *
 * One program may hold several views, a bit each (1 << VIEW_PLAIN): what they
 * have in common is woven once.  One of those is what it can be written in.
 */
/* Two sentences of the interface are the weave's own: the button's (n: the sentence's number), the badge's. */
#define WEAVE_PEEK_LABEL "peek.label"
#define WEAVE_STALE_LABEL "translation.stale"

struct weave {
	const struct catalogue *catalogue; /* NULL: the source language, every view is plain */
	struct str source_language, language;
	const char *source_direction, *direction; /* theirs: locale_direction; of no need to weave_field */
	unsigned views;
	bool badge_stale;                /* a stale target shows with a badge; otherwise the source shows */
	const struct messages *messages; /* the labels above, {{msg.ID}} */
	const struct messages *source_messages; /* {{msg.ID}} in a sentence of the source; NULL: the same */
	template_partial *partial; /* {{> name}} in a paragraph of its own; NULL: there is none */
	void *context;
	struct template_room *room; /* for a page's program; NULL: the arena holds it */
};

/* The page's body.  NULL: said. */
const struct template *weave_page(struct diagnostics *d, struct arena *a, const struct document *doc,
                                  const struct weave *w);

/*
 * One block as plain words, for a title or a line of navigation: for
 * template_render_plain.  Without a usable target the source.
 */
const struct template *weave_field(struct arena *a, const struct document_block *block,
                                   const struct weave *w);

/* Whether no value stands in the block, as in most: then nothing can be wrong in it, and its words need no program. */
bool weave_is_text(const struct document_block *block);
void weave_add_text(struct buf *out, const struct document_block *block, const struct weave *w);

/* Whether the block shows words of the source language, for want of a target or of a catalogue. */
bool weave_is_foreign(const struct document_block *block, const struct weave *w);

#endif

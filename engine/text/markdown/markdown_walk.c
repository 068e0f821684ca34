#include "text/markdown/markdown_walk.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/extensions/markdown_alert.h"
#include "text/markdown/markdown_fragment.h"
#include "text/markdown/markdown_include.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_table_publish.h"

static struct position place_of(const struct text *t, cmark_node *node)
{
	struct str line = markdown_text_line(t, (size_t)cmark_node_get_start_line(node));
	size_t at = (size_t)cmark_node_get_start_column(node) - 1;

	return markdown_text_place(t, (size_t)(line.at - t->bytes.at) + (at < line.len ? at : line.len), 0);
}

static void walk_html(struct markdown_page *p, const struct child *c, int *depth)
{
	if (p->options->plain) {
		markdown_page_line(p);
		markdown_page_html(p, str_from(cmark_node_get_literal(c->node)));
		markdown_page_line(p);
		return;
	}
	arena_reset(p->scratch);
	markdown_fragment_publish(p, &c->html, BLOCK_PARAGRAPH, depth);
}

/* `[ ] ` or `[x] ` at the beginning of an item. */
static enum task find_task(const struct text *t, cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	struct str text;

	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_type(cmark_node_first_child(paragraph)) != CMARK_NODE_TEXT)
		return TASK_NONE;
	text = markdown_text_line(t, (size_t)cmark_node_get_start_line(paragraph));
	text = str_slice(text, (size_t)cmark_node_get_start_column(paragraph) - 1, text.len);
	if (str_starts(text, STR("[ ] ")))
		return TASK_OPEN;
	return str_starts(text, STR("[x] ")) || str_starts(text, STR("[X] ")) ? TASK_DONE : TASK_NONE;
}

static void walk_item(struct markdown_page *p, const struct text *t, cmark_node *item, bool bare)
{
	struct setting how = {.bare = bare};

	if (!p->options->plain)
		how.task = find_task(t, item);
	if (how.task) {
		how.skip = INLINE_TASK;
		how.item = place_of(t, item);
	}
	markdown_page_line(p);
	markdown_page_html(p, how.task ? STR("<li class=\"task\">") : STR("<li>"));
	markdown_walk_blocks(p, t, item, &how);
	markdown_page_html(p, STR("</li>\n"));
}

/* One list, of as many lists and section tags as make it up. */
static void walk_list(struct markdown_page *p, const struct child *first)
{
	const struct child *list = first;
	bool ordered;
	int start;

	while (list->mark)
		list++;
	ordered = cmark_node_get_list_type(list->node) == CMARK_ORDERED_LIST;
	start = cmark_node_get_list_start(list->node);
	markdown_page_line(p);
	if (ordered && start != 1)
		markdown_page_html(p, str_format(p->arena, "<ol start=\"%d\">\n", start));
	else
		markdown_page_html(p, ordered ? STR("<ol>\n") : STR("<ul>\n"));
	for (size_t i = 0; i < first->chain; i++) {
		if (first[i].mark) {
			markdown_section_publish(p, &first[i]);
			continue;
		}
		for (cmark_node *n = cmark_node_first_child(first[i].node); n; n = cmark_node_next(n))
			walk_item(p, first[i].text, n, !first->loose);
	}
	markdown_page_html(p, ordered ? STR("</ol>\n") : STR("</ul>\n"));
}

static void say_unknown(struct markdown_page *p, struct str word, struct position where)
{
	static const struct str kinds[] = {STR("NOTE"), STR("TIP"), STR("IMPORTANT"), STR("WARNING"),
	                                   STR("CAUTION")};

	diag_add(p->d, UNKNOWN_ALERT, where, str_z(p->arena, word));
	diag_suggest(p->d, word, kinds, sizeof(kinds) / sizeof(kinds[0]));
}

static void walk_quote(struct markdown_page *p, const struct text *t, cmark_node *quote)
{
	struct alert alert = p->options->plain ? (struct alert){0} : markdown_alert_find(t, quote);
	struct setting how = {.skip = alert.titled ? INLINE_AFTER_LINE : INLINE_ALL};

	if (alert.unknown.len)
		say_unknown(p, alert.unknown, place_of(t, quote));
	if (alert.crowded.len)
		diag_add(p->d, ALERT_NOT_ALONE, place_of(t, quote), str_z(p->arena, alert.crowded));
	markdown_page_line(p);
	if (alert.kind)
		markdown_page_html(p, str_format(p->arena, "<div class=\"alert alert-%s\" role=\"note\">\n",
		                                 alert.kind));
	else if (alert.division.len)
		markdown_page_html(p,
		                   str_format(p->arena, "<div class=\"%.*s\">\n", STR_ARG(alert.division)));
	else
		markdown_page_html(p, STR("<blockquote>\n"));
	if (alert.titled && alert.kind) {
		markdown_page_html(p, STR("<p class=\"alert-title\">"));
		markdown_page_piece(p, PIECE_SLOT, str_format(p->arena, "msg.alert.%s", alert.kind),
		                    place_of(t, quote));
		markdown_page_html(p, STR("</p>\n"));
	}
	markdown_walk_blocks(p, t, quote, &how);
	markdown_page_line(p);
	markdown_page_html(p, alert.kind || alert.division.len ? STR("</div>\n") : STR("</blockquote>\n"));
}

/* A zone is for readers of one product alone; without scripts all of them see it. */
static void say_part(struct markdown_page *p, const struct text_mark *m)
{
	if ((str_is(m->name, "zone") || str_is(m->name, "moniker")) &&
	    tally_add(&p->parts, p->arena, m->name) == 0)
		diag_add(p->d, ZONE_SHOWN, m->position, str_z(p->arena, m->name));
}

static size_t walk_mark(struct markdown_page *p, const struct children *all, size_t i)
{
	const struct text_mark *m = all->at[i].mark;

	switch (m->kind) {
	case MARK_TABLE:
		return markdown_table_publish(p, all, i);
	case MARK_PARTIAL:
		markdown_page_line(p);
		markdown_page_piece(p, PIECE_PARTIAL, m->name, m->position);
		break;
	case MARK_INCLUDE:
		markdown_include_publish(p, m);
		break;
	case MARK_PART:
		say_part(p, m);
		break;
	case MARK_FOOTNOTE:
		return markdown_footnote_take(p, all, i);
	default:
		markdown_section_publish(p, &all->at[i]);
		break;
	}
	return i;
}

static void walk_block(struct markdown_page *p, const struct child *c, const struct setting *how, int *depth)
{
	const struct text *t = c->text;

	switch (cmark_node_get_type(c->node)) {
	case CMARK_NODE_PARAGRAPH:
		markdown_leaf_words(p, t, c->node, how);
		break;
	case CMARK_NODE_HEADING:
		if (!markdown_leaf_heading(p, t, c->node))
			diag_add(p->d, BLANK_HEADING, place_of(t, c->node));
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		walk_quote(p, t, c->node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		markdown_leaf_code(p, c->node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		walk_html(p, c, depth);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		/* The end of tabs, not of a topic. */
		if (p->in_tabs) {
			p->in_tabs = false;
			break;
		}
		markdown_page_line(p);
		markdown_page_html(p, p->options->plain ? STR("<hr />\n") : STR("<hr>\n"));
		break;
	default:
		break;
	}
}

void markdown_walk_blocks(struct markdown_page *p, const struct text *t, cmark_node *container,
                          const struct setting *how)
{
	struct children all = markdown_section_children(p, t, container);
	struct setting first = *how, rest = {.kind = how->kind, .bare = how->bare};
	int depth = 0;

	markdown_fragment_nest(p, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct setting *now = i == 0 ? &first : &rest;

		if (i == all.n - 1 && how->end.len)
			now->after = how->end;
		if (all.at[i].chain) {
			walk_list(p, &all.at[i]);
			i += all.at[i].chain - 1;
		} else if (all.at[i].mark) {
			i = walk_mark(p, &all, i);
		} else {
			walk_block(p, &all.at[i], now, &depth);
		}
	}
}

void markdown_walk(struct markdown_page *p, const struct text *t, cmark_node *container)
{
	struct footnotes outer = p->footnotes;

	p->footnotes = (struct footnotes){0};
	markdown_footnote_begin(p, t);
	markdown_walk_blocks(p, t, container, &(struct setting){.kind = BLOCK_PARAGRAPH});
	markdown_footnote_publish(p);
	p->footnotes = outer;
}

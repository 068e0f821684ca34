#include "text/extensions/markdown_rewrite.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "text/cmark/markdown_limit.h"
#include "text/cmark/markdown_tree.h"
#include "text/extensions/markdown_directive.h"
#include "text/extensions/markdown_footnote_label.h"
#include "text/extensions/markdown_patch.h"
#include "text/extensions/markdown_sign.h"
#include "text/extensions/markdown_table_rewrite.h"

enum { FOOTNOTE_LIMIT = 500 };

/* A block's last line.  Of some cmark says the line after it, which may be another's first. */
static size_t last_line(cmark_node *block)
{
	size_t last = (size_t)cmark_node_get_end_line(block), next;
	cmark_node *after = cmark_node_next(block);

	for (cmark_node *p = cmark_node_parent(block); p && !after; p = cmark_node_parent(p))
		after = cmark_node_next(p);
	next = after ? (size_t)cmark_node_get_start_line(after) : SIZE_MAX;
	return last < next ? last : next - 1;
}

static void copy_until(struct patch *p, size_t line)
{
	while (p->copied < line && p->copied < p->old->n_lines)
		markdown_patch_copy_line(p);
}

/* `[^label]: words` of a footnote. */
static bool is_footnote(const struct patch *p, struct str content, struct str *label, struct str *words)
{
	size_t length = markdown_footnote_label(content, label);

	if (!length || p->old->inner || p->footnotes == FOOTNOTE_LIMIT || length == content.len ||
	    content.at[length] != ':')
		return false;
	*words = str_trim(str_slice(content, length + 1, content.len));
	return true;
}

/* A footnote, outside all containers. */
static bool rewrite_footnote(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row)
{
	struct str label, words;

	if (leaf->chain.n || row->entry.indent > 3 || !is_footnote(p, row->content, &label, &words))
		return false;
	p->footnotes++;
	markdown_patch_mark(p, leaf, row,
	                    (struct text_mark){.kind = MARK_FOOTNOTE, .name = label, .n = words.len > 0});
	if (!words.len)
		return true;
	markdown_patch_words(p, leaf, row, STR(MARK_WORDS_PREFIX), words);
	buf_add(&p->out, words);
	buf_add_char(&p->out, '\n');
	return true;
}

/* Lines that belong to no leaf are blank, or what cmark took for the target of links: footnotes of one word. */
static void rewrite_gap(struct patch *p, size_t until)
{
	while (p->copied < until) {
		struct patch_leaf leaf = {.first = p->copied + 1, .last = p->copied + 1};
		struct patch_row row = {.line = markdown_text_line(p->old, leaf.first), .number = leaf.first};

		if (row.line.len == 0) {
			markdown_patch_copy_line(p);
			continue;
		}
		row.entry = markdown_container_enter(row.line, &leaf.chain);
		row.content = str_trim(str_slice(row.line, row.entry.at, row.line.len));
		if (rewrite_footnote(p, &leaf, &row))
			p->copied++;
		else
			markdown_patch_copy_line(p);
	}
}

/* Looks like a directive, and is shown as it stands. */
static void say_unknown(struct patch *p, const struct patch_leaf *leaf, const struct patch_row *row)
{
	struct str line = row->content;
	bool bracket = leaf->chain.n == 0 && str_starts(line, STR("[!")) && str_ends(line, STR("]"));
	size_t n = bracket ? 2 : 3;

	/* an include is one among words, or else that is said */
	if ((!bracket && !str_starts(line, STR(":::"))) || line.len <= n ||
	    markdown_directive_begins_include(line))
		return;
	while (n < line.len && line.at[n] == ' ')
		n++;
	if (n == line.len || !ascii_is_letter(line.at[n]))
		return;
	while (n < line.len && (ascii_is_letter(line.at[n]) || line.at[n] == '-'))
		n++;
	line = str_slice(line, 0, n);
	diag_add(p->d, UNKNOWN_DIRECTIVE, markdown_patch_place(p, row, line), str_z(p->arena, line));
}

static void say_dropped(struct patch *p, const struct patch_row *row)
{
	struct str name;
	size_t at = 0;

	while (markdown_directive_dropped(row->content, &at, &name))
		diag_add(p->d, IMAGE_DROPPED, markdown_patch_place(p, row, name), str_z(p->arena, name));
}

/* A paragraph that is an image of DocFX and nothing else has nothing for cmark: markdown_inline takes it as it is. */
static bool is_image(struct patch *p, const struct patch_leaf *leaf)
{
	struct patch_row row = markdown_patch_row(p, leaf, leaf->first);
	struct directive_image image;

	if (leaf->first < leaf->last || !markdown_directive_image(row.content, &image))
		return false;
	if (image.more)
		say_dropped(p, &row);
	return true;
}

/* A tag, include or directive that is all of its line; images in it. */
static bool rewrite_line(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row)
{
	struct buf words = {0};
	struct str path;

	if (markdown_patch_tag(p, leaf, row, markdown_slot_line(row->content)) ||
	    rewrite_footnote(p, leaf, row))
		return true;
	if (markdown_directive_include(row->content, &path)) {
		markdown_patch_mark(p, leaf, row, (struct text_mark){.kind = MARK_INCLUDE, .name = path});
		return true;
	}
	if (markdown_directive_part(row->content, &path) ||
	    (leaf->chain.n == 0 && markdown_directive_division(row->content, &path))) {
		markdown_patch_mark(p, leaf, row, (struct text_mark){.kind = MARK_PART, .name = path});
		return true;
	}
	if (!markdown_directive_rewrite(row->content, &words)) {
		say_unknown(p, leaf, row);
		buf_free(&words);
		return false;
	}
	say_dropped(p, row);
	markdown_patch_begin(p, leaf, row);
	buf_add(&p->out, buf_str(&words));
	buf_add_char(&p->out, '\n');
	buf_free(&words);
	return true;
}

/* Whether a line that went on a paragraph may begin another block where a mark has ended that. */
static bool may_begin_block(const struct patch_row *row)
{
	return row->entry.indent > 3 || row->content.len == 0 || ascii_is_digit(*row->content.at) ||
	       ascii_is_one_of(*row->content.at, "-+*_=<");
}

/* A paragraph, or a heading whose underline may be a line after a table. */
static void rewrite_leaf(struct patch *p, cmark_node *node)
{
	struct patch_leaf leaf = {.first = (size_t)cmark_node_get_start_line(node),
	                          .last = last_line(node),
	                          .column = (size_t)cmark_node_get_start_column(node) - 1};
	size_t line = leaf.first, from;

	if (leaf.first <= p->copied || leaf.last > p->old->n_lines)
		return;
	rewrite_gap(p, leaf.first - 1);
	if (!markdown_sign_stands(p->old, leaf.first, leaf.last) || is_image(p, &leaf)) {
		copy_until(p, leaf.last);
		return;
	}
	markdown_container_chain(p->old, node, &leaf.chain);
	from = p->out.len;
	while (line <= leaf.last) {
		struct patch_row row = markdown_patch_row(p, &leaf, line);
		size_t words = p->out.len, after = markdown_table_rewrite(p, &leaf, &row);

		if (after) {
			markdown_patch_includes(p, &leaf, from, words);
			from = p->out.len;
			line = after;
		} else {
			p->parted |= leaf.begun && may_begin_block(&row);
			if (!rewrite_line(p, &leaf, &row))
				markdown_patch_copy_line(p);
			line++;
		}
		p->copied = line - 1;
	}
	markdown_patch_includes(p, &leaf, from, p->out.len);
}

/* All paragraphs in a block of the page's, and the lines since the block before. */
static void rewrite_block(struct patch *p, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		rewrite_leaf(p, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
		/* Nothing in them is a tag. */
		if ((size_t)cmark_node_get_start_line(node) > p->copied) {
			rewrite_gap(p, (size_t)cmark_node_get_start_line(node) - 1);
			copy_until(p, last_line(node));
		}
		break;
	default:
		for (node = cmark_node_first_child(node); node && markdown_patch_is_bounded(p);
		     node = cmark_node_next(node))
			rewrite_block(p, node);
		break;
	}
}

static bool is_blank(const struct text *t, size_t line)
{
	return line < 1 || line > t->n_lines || str_trim(markdown_text_line(t, line)).len == 0;
}

static bool is_words(cmark_node *block)
{
	cmark_node_type type = cmark_node_get_type(block);

	return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
}

/* Whether cmark may not have been given all of a block. */
static bool has_rows(const struct text *t, cmark_node *block)
{
	size_t line = (size_t)cmark_node_get_start_line(block), last = last_line(block);

	if (str_find_byte(markdown_text_lines(t, line, last), '|', 0) == SIZE_MAX)
		return false;
	while (line <= last && !str_starts(markdown_text_line(t, line), STR("|")))
		line++;
	return line <= last;
}

static bool has_plain(const struct text *t, cmark_node *block)
{
	size_t line = (size_t)cmark_node_get_start_line(block), last = last_line(block);

	for (; line <= last && line <= t->n_lines; line++)
		if (t->lines[line - 1].plain)
			return true;
	return false;
}

/*
 * A tree in which paragraphs may lack what stands on lines that begin with a bar: these are to be read again.  What was
 * taken for plain lines may be code or raw HTML: then all is.
 */
static cmark_node *read_blocks(struct text *t)
{
	cmark_node *tree = markdown_tree_make_blocks(t), *block = cmark_node_first_child(tree);

	while (block && (is_words(block) || (!has_rows(t, block) && !has_plain(t, block))))
		block = cmark_node_next(block);
	if (!block)
		return tree;
	for (size_t i = 0; i < t->n_lines; i++)
		t->lines[i].plain = false;
	return markdown_tree_make(t->bytes);
}

/* A block that is read again by itself, between lines that it does not see, or with all that follows. */
struct reading {
	cmark_node *block;
	size_t first, last; /* lines of the new text */
	bool rest;
};

struct readings {
	struct patch patch;
	struct reading *at;
	size_t n;
};

/*
 * Most blocks of the page stay as they were read.  Those with something to replace are written again, each between a
 * comment, which ends whatever it is, and a blank line.  What such a block may go on into is read with it: then all
 * that follows.
 */
static void rewrite_top(struct readings *r, cmark_node *block)
{
	struct patch *p = &r->patch;
	size_t first = (size_t)cmark_node_get_start_line(block), last = last_line(block);
	struct reading now = {.block = block};
	size_t length, lines;

	if (r->n > 0 && r->at[r->n - 1].rest) {
		rewrite_block(p, block);
		return;
	}
	if (!markdown_sign_stands(p->old, first, last))
		return;
	length = p->out.len;
	lines = p->new->n_lines;
	markdown_patch_add_line(p, STR("<!---->"));
	if (is_blank(p->old, first - 1))
		markdown_patch_add_line(p, STR(""));
	now.first = p->new->n_lines + 1;
	p->copied = first - 1;
	p->changed = is_words(block) && has_rows(p->old, block);
	p->parted = false;
	rewrite_block(p, block);
	copy_until(p, last);
	if (!p->changed) {
		p->out.len = length;
		p->new->n_lines = lines;
		return;
	}
	now.last = p->new->n_lines;
	now.rest = p->parted || !(is_blank(p->old, last) || is_blank(p->old, last + 1));
	if (!now.rest)
		markdown_patch_add_line(p, STR(""));
	*ARRAY_ADD(p->arena, r->at, r->n) = now;
}

/* What links lead to may be defined anywhere, and footnotes stand between blocks: all is read again. */
static void begin_with_all(struct readings *r, cmark_node *first)
{
	*ARRAY_ADD(r->patch.arena, r->at, r->n) = (struct reading){.block = first, .first = 1, .rest = true};
}

static void take_out(cmark_node *block, bool rest)
{
	cmark_node *next;

	for (; block; block = rest ? next : NULL) {
		next = cmark_node_next(block);
		cmark_node_unlink(block);
	}
}

/* Reads the new lines, and puts what they are in the place of the blocks that they were written for. */
static void read_again(struct readings *r, cmark_node *tree)
{
	struct text *new = r->patch.new;
	cmark_node *read = markdown_tree_make(new->bytes), *block = cmark_node_first_child(read), *next;

	for (size_t i = 0; i < r->n; i++) {
		const struct reading *now = &r->at[i];

		for (; block && (size_t)cmark_node_get_start_line(block) <= now->last; block = next) {
			next = cmark_node_next(block);
			if ((size_t)cmark_node_get_start_line(block) < now->first)
				continue;
			cmark_node_set_user_data(block, new);
			if (now->block)
				cmark_node_insert_before(now->block, block);
			else
				cmark_node_append_child(tree, block);
		}
		take_out(now->block, now->rest);
	}
}

/* false: the new text would be too large (said). */
static bool finish(struct readings *r, struct text *old, cmark_node *tree)
{
	struct patch *p = &r->patch;
	struct reading *last = r->n > 0 ? &r->at[r->n - 1] : NULL;

	if (!markdown_patch_is_bounded(p)) {
		diag_add(p->d, PAGE_TOO_DENSE, p->new->marks[p->new->n_marks - 1].position,
		         MARKDOWN_MARKS_WRITTEN, "on one page", MARKDOWN_SPLIT);
		return false;
	}
	if (last && last->rest) {
		rewrite_gap(p, old->n_lines);
		last->last = p->new->n_lines;
		p->out.len--; /* the text's last line has no end */
	}
	if (!last || (last->rest && !p->changed))
		return true;
	p->new->bytes = str_copy(p->arena, buf_str(&p->out));
	old->rewritten = p->new;
	read_again(r, tree);
	return true;
}

cmark_node *markdown_rewrite(struct diagnostics *d, struct arena *a, struct text *t, bool slots)
{
	struct readings r = {.patch = {.d = d, .arena = a, .old = t, .slots = slots}};
	bool all = str_find(t->bytes, STR("]:"), 0) != SIZE_MAX, ok;
	cmark_node *tree = all ? markdown_tree_make(t->bytes) : read_blocks(t);

	r.patch.new = arena_alloc(a, sizeof(*r.patch.new));
	*r.patch.new = (struct text){.source = t->source, .inner = t->inner};
	if (all)
		begin_with_all(&r, cmark_node_first_child(tree));
	for (cmark_node *block = cmark_node_first_child(tree); block && markdown_patch_is_bounded(&r.patch);
	     block = cmark_node_next(block))
		rewrite_top(&r, block);
	ok = finish(&r, t, tree);
	buf_free(&r.patch.out);
	return ok ? tree : NULL;
}

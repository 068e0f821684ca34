#ifndef TEXT_MARKDOWN_TREE_H
#define TEXT_MARKDOWN_TREE_H

#include "text/cmark/markdown_text.h"

struct cmark_node;

/*
 * cmark's trees of one page: all that cmark takes for them lies in one arena
 * and dies together, for a page has thousands of nodes.  Opened and closed by
 * the thread that makes them; no tree is freed by itself.
 */
void markdown_tree_open(void);
void markdown_tree_close(void);

struct cmark_node *markdown_tree_make(struct str text);
/*
 * The same blocks on the same lines, of a text without "]:"; but of lines that begin with `|`, mostly rows of tables, whose
 * cells are read by themselves, cmark may be given no more than that, and of lines that become plain their first letter.
 */
struct cmark_node *markdown_tree_make_blocks(struct text *t);
/* What begins next after a node, its children before its neighbours; NULL: nothing more within the top. */
struct cmark_node *markdown_tree_next(struct cmark_node *node, const struct cmark_node *top);
/* A node that may become part of one of them. */
struct cmark_node *markdown_tree_text(const char *literal);

#endif

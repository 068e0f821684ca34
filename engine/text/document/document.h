#ifndef TEXT_DOCUMENT_H
#define TEXT_DOCUMENT_H

#include "base/source.h"
#include "text/document/frontmatter.h"

struct arena;

/*
 * A page as parsed, once, from its Markdown: a flat list of pieces.  What a
 * translator may change are the blocks' segments; all else is fixed.  A
 * translation is put in by naming the codes of the source's segment, so a
 * target is never parsed as Markdown and cannot break the page.
 */

/* What stands around or between words and is no word: `g` and `x` of XLIFF. */
enum code_kind {
	CODE_STRONG,
	CODE_EMPHASIS,
	CODE_STRIKE,
	CODE_LINK,
	CODE_HTML_PAIR, /* an allowed inline element, <sub>..</sub> */
	/* standing alone */
	CODE_CODE,     /* `code` */
	CODE_IMAGE,    /* its alternative text is a segment of its own: text below */
	CODE_BREAK,    /* hard line break */
	CODE_HTML,     /* an allowed inline element without an end, <br> */
	CODE_SLOT,     /* {{name}} */
	CODE_FOOTNOTE, /* footnote reference: text is its HTML, close the same where it stands in a link */
	CODE_INCLUDE,  /* another file's words: text is its path as written, its block below */
};

struct code {
	enum code_kind kind;
	struct str text;  /* code: its text; slot: the name; html: the tag as sanitized, start tag of a pair;
	                     image: further attributes, as sanitized: ` width="16"` */
	struct str close; /* html pair: the end tag */
	/*
	 * Link, image: as written, decoded.  Every `{{` in it begins a slot: at its start the value
	 * is an address to check, elsewhere a part of one.
	 */
	struct str url;
	struct str href; /* what to publish, set by site/ when links are resolved; empty: url */
	/*
	 * As canonical Markdown writes it, for export: the opening part or the whole; then the closing part,
	 * of an image what follows its alternative text.
	 */
	struct str markdown, markdown_close;
	const struct document_block *alt;      /* image: the block that holds its alternative text, or NULL */
	const struct document_block *title;    /* link, image: likewise */
	const struct document_block *included; /* include: the block of its words, or NULL */
	struct position position;
};

/* One step through a sentence.  Codes are named by index into their segment's codes, from 0. */
enum span_kind { SPAN_TEXT, SPAN_OPEN, SPAN_CLOSE, SPAN_ALONE };

struct span {
	enum span_kind kind;
	uint16_t code;   /* all but SPAN_TEXT */
	struct str text; /* SPAN_TEXT: plain characters, entities and escapes resolved */
};

struct segment {
	/*
	 * The block's kind, hash of the source, occurrence: stable when neighbours change.  Empty: no words,
	 * only codes between two sentences (a hard line break, an image): always published as it is.
	 */
	struct str id;
	struct span *spans;
	size_t n_spans;
	struct code *codes;
	size_t n_codes;
	struct str after; /* white space between this segment and the next of its block */
	struct position position;
	uint32_t end; /* in the same source, at most white space too far; 0: cut elsewhere, not known */
	uint32_t
		number; /* of the document's segments with ids, from 0: most often its unit's in a catalogue */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_CELL,
	/* from here on not in the text itself */
	BLOCK_FIELD, /* a translatable value of the front matter: title, description */
	BLOCK_ALT,   /* alternative text of an image; published inside an attribute */
	BLOCK_TITLE, /* of a link or an image; likewise */
};

struct document_block {
	enum block_kind kind;
	struct str key; /* a field's name */
	struct segment *segments;
	size_t n_segments;
	/* Codes that wrap the whole block (`**Note.**` alone): outside every segment, written around them. */
	struct code *outer;
	size_t n_outer;
	int level;         /* heading: 1 to 6 */
	struct str anchor; /* heading: unique on the page, from the source language */
	struct position position;
	bool in_control; /* of a <summary>: no button may stand in it */
	bool in_section; /* which may repeat it, or leave it out */
};

enum piece_kind {
	PIECE_HTML,     /* fixed bytes of block structure: <ul>, </p>, a code fence */
	PIECE_BLOCK,    /* the words of a block; its own tags are PIECE_HTML around it */
	PIECE_SECTION,  /* {{#name}} */
	PIECE_INVERTED, /* {{^name}} */
	PIECE_END,      /* {{/name}} */
	PIECE_PARTIAL,  /* {{> name}} in a paragraph of its own: a partial of the theme */
	PIECE_ANCHOR,   /* a heading's, in its tag, where a section may repeat it: no two have one id */
	PIECE_SLOT, /* {{name}} between blocks: {{msg.alert.note}} (tip, important, warning, caution), an alert's title */
};

struct piece {
	enum piece_kind kind;
	bool closed;     /* html: all its tags are, so that no language has to follow them */
	struct str text; /* html: the bytes; section, partial, slot: the name */
	struct document_block *block;
	struct position position;
};

struct document_link {
	struct code *code; /* its href is what site/ may set */
	struct str url;
	bool image;
	struct position position;
};

struct document {
	const struct source *source;
	struct frontmatter *front;
	struct piece *pieces;
	size_t n_pieces;
	/* Every block in document order: fields first, alternative texts, titles and included words after the block they stand in. */
	struct document_block **blocks;
	size_t n_blocks;
	struct document_block **headings;
	size_t n_headings;
	/* Other places that links may lead to: <a name> and id= in the text, footnotes. */
	struct str *anchors;
	size_t n_anchors;
	struct document_link *links;
	size_t n_links;
	struct str *includes; /* paths of the files included, for whoever tracks dependencies */
	size_t n_includes;
};

/* The visible text of a segment, codes left out (code spans, slots and includes as they are written). */
struct str document_plain(struct arena *a, const struct span *spans, size_t n, const struct code *codes);
/* Whether readers see nothing of it: no code by itself, and no words but white space and what no font draws. */
bool document_is_blank(const struct span *spans, size_t n);

#endif

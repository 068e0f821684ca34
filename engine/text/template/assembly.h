#ifndef TEXT_ASSEMBLY_H
#define TEXT_ASSEMBLY_H

#include "text/template/markup.h"
#include "text/template/template.h"

/*
 * The inside of a template, for those who put its program together (mustache,
 * weave, pattern) and the one who runs it (template_run).
 *
 * Invariants: a jump leads to an op that is no text; sections and choices nest, and a sentence holds none of the former;
 * OP_URL and OP_URL_END enclose the value of one attribute.
 */
enum op_kind {
	OP_TEXT, /* bytes to copy; in a plain program words, escaped for their place (small: only an address needs it) */
	OP_SLOT, /* a value; small: enum op_format; jump: a plural's offset, which is first taken from a number */
	OP_SECTION,  /* jump: its OP_END */
	OP_INVERTED, /* jump: its OP_END */
	OP_END,      /* jump: its beginning */
	OP_PLURAL,   /* small: its offset; jump: its OP_DONE; the first case follows */
	OP_SELECT,   /* likewise, without an offset */
	OP_CASE,     /* a word, or where small is 1 the number in `at`; jump: the next case or OP_DONE */
	OP_DONE,
	OP_URL,      /* an address made of values begins */
	OP_URL_END,  /* and is checked */
	OP_COUNT,    /* a number of its own in this writing; small: 1 the next, 0 the same again */
	OP_LANGUAGE, /* of what follows; small: 1 the source's, 0 the page's */
	OP_HELD,     /* what follows is written by OP_AGAIN alone; jump: its OP_DONE */
	OP_AGAIN,    /* what the OP_HELD at jump holds back, round bytes of its own */
	OP_INSET,    /* where those stand: the end, if there are none */
	OP_ANCHOR,   /* bytes to copy, but in the later turns of a section */
	OP_BODY,     /* the page's own program, which is given when the frame is written */
	/* of bare templates alone */
	OP_VALUE,   /* a value; small: as it is */
	OP_PARTIAL, /* a name; jump: the length of the indent that follows it in the text */
	OP_LINE,    /* a line begins: the indents of the partials that it is in stand here */
};

enum op_format {
	FORMAT_PLAIN,
	FORMAT_PERCENT,
	FORMAT_DATE, /* + enum date_style */
};

/* No padding: programs are hashed by their bytes. */
struct op {
	uint8_t kind, place, small;
	uint8_t views;  /* it is written in these alone, a bit each */
	uint32_t at, n; /* a stretch of the text, or of the parts: a name, {{.}} where it has none */
	uint32_t jump;
};

enum { ASSEMBLY_DEPTH = 32 };

struct template
{
	const struct op *ops;
	size_t n_ops;
	struct str text;
	const struct str *parts; /* of dotted names */
	size_t n_parts;
	const struct template_name *names;
	size_t n_names;
	size_t depth; /* sections open at once, at most */
	bool plain;   /* no markup: a sentence, a title */
};

struct assembly_section {
	struct str name;
	struct position position;
	uint32_t op;
	size_t index;         /* in names, plus 1 */
	struct markup before; /* where in the markup it begins */
};

/* One being made. */
struct assembly {
	struct diagnostics *d; /* NULL where nothing can go wrong: a plain one of words and slots */
	struct arena *arena;
	struct template_room *room; /* NULL: the program goes to the arena */
	bool plain;
	bool too_large;
	bool failed;   /* said elsewhere */
	size_t errors; /* said before it was begun */
	size_t depth, splices;
	struct markup markup;
	bool in_prose;                      /* in tags whose markup is not followed */
	struct position paused;             /* where a section last began or ended */
	struct position valued;             /* where a value was last put into markup */
	struct buf text, ops, parts, names; /* arrays of char, struct op, struct str, struct template_name */
	size_t text_from;                   /* where in text begins what is no op's yet */
	struct assembly_section *open;      /* room for ASSEMBLY_DEPTH; NULL: there was none yet */
	size_t n_open;
	bool too_deep; /* said; the ends of what was not opened are no further mistakes */
	size_t url_at; /* where in text the attribute's value begins, while it is an address */
	bool url_open; /* OP_URL stands */
	uint8_t views; /* what is added is written in these alone */
};

void assembly_open(struct assembly *p, struct diagnostics *d, struct arena *a, bool plain);
void assembly_open_in(struct assembly *p, struct diagnostics *d, struct arena *a, struct template_room *room);
/* Ends it; sections left open are said.  NULL: some mistake was said since assembly_open. */
const struct template *assembly_close(struct assembly *p, struct position end);

void assembly_add_markup(struct assembly *p, struct str html);
/* Tags that are whole together, from text to text again: in text their markup need not be followed. */
void assembly_add_tags(struct assembly *p, struct str html);
/* Between parts of them: the value of an attribute that people are shown. */
void assembly_begin_prose(struct assembly *p);
void assembly_end_prose(struct assembly *p);
void assembly_add_words(struct assembly *p, struct str words);
/* The id of what stands here; what a section repeats has none after the first time. */
void assembly_add_anchor(struct assembly *p, struct str anchor);
void assembly_add_slot(struct assembly *p, struct str name, struct position where);
/* A number that no other popover of the page has. */
void assembly_add_count(struct assembly *p, bool next);
/*
 * Says where a section cuts a tag's or attribute's name in two, for nobody can tell then what a value there would be,
 * and where a value turns out to stand in what browsers obey.
 */
void assembly_check_tag(struct assembly *p);
/* Something that is no text follows: if an address is being read, it turns out to be made of values. */
void assembly_begin_values(struct assembly *p);

void assembly_section_begin(struct assembly *p, struct str name, struct position where, bool inverted);
/* floor: sections that were open before the file began; they are not its to end. */
void assembly_section_end(struct assembly *p, struct str name, struct position where, size_t floor);
/* Says which sections the file left open, and forgets them. */
void assembly_section_end_all(struct assembly *p, size_t floor);

/* What a value is that stands here; false, and said, where none may. */
bool assembly_place(struct assembly *p, struct position where, enum place *place);

/* A whole program in the place at hand: a body where text goes, a sentence where words go. */
void assembly_splice(struct assembly *p, const struct template *t, struct position where);
/* Leaves the place to a body that is given when the program is run. */
void assembly_splice_body(struct assembly *p, struct position where);
/* A sentence whose argument is the current count. */
void assembly_splice_counted(struct assembly *p, const struct template *t, struct str argument);
/* Counts what is brought in from elsewhere; false when it is too much. */
bool assembly_may_grow(struct assembly *p);

/* A name a tag can have: letters, digits, _ and -, in parts joined by dots; or one dot alone. */
bool assembly_is_name(struct str name);

/* For bare templates: slots, partials and lines that are resolved when it is written. */
void assembly_add_value(struct assembly *p, struct str name, struct position where, bool as_it_is);
void assembly_add_partial(struct assembly *p, struct str name, struct str indent);
void assembly_add_line(struct assembly *p);

/* What follows is written in these views alone, a bit each, until others are named: VIEWS_ALL at last. */
void assembly_set_views(struct assembly *p, unsigned views);

/* What follows is in the source's language, or in the page's again. */
void assembly_add_language(struct assembly *p, bool source);

/* For pattern: choices, and slots with a format. */
uint32_t assembly_add_op(struct assembly *p, struct op op);
/* Around text that is written for an op other than OP_TEXT: whose it becomes. */
void assembly_begin_text(struct assembly *p);
void assembly_take_text(struct assembly *p, struct op *op);
struct op *assembly_op(struct assembly *p, uint32_t index);
uint32_t assembly_n_ops(const struct assembly *p);
uint32_t assembly_n_parts(const struct assembly *p);
size_t assembly_n_names(const struct assembly *p);
void assembly_set_name(struct assembly *p, struct op *op, struct str name, struct position where);
void assembly_set_word(struct assembly *p, struct op *op, struct str word);

#endif

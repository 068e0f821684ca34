#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/source.h"
#include "text/value.h"

struct arena;
struct diagnostics;
struct document;
struct catalogue;
struct locale;
struct messages;

/*
 * A page compiled once and written many times: a flat program of text runs
 * and slots.  Values enter only here, escaped for the place they stand in
 * (text, attribute, URL), so no value can bring markup, a scheme or another tag.
 * Immutable once compiled; may be rendered by many threads.
 */
struct template;

/* Where a theme's {{> name}} is found.  NULL: said. */
typedef const struct source *template_partial(void *context, struct str name, struct position where);

struct template_theme {
	template_partial *partial;
	void *context;
	const struct messages *messages; /* {{msg.ID}}: a sentence of this language */
	struct str body_name;		 /* {{> content}}: the page's own program goes here */
	const struct template *body;
};

/*
 * A Mustache theme file: {{name}}, {{a.b}}, {{.}}, {{#s}}, {{^s}}, {{/s}}, {{! }}, {{> partial}}.
 * Refused by name: unescaped output, slots inside <script>, <style>, comments, tag or attribute
 * names, unquoted attributes; changed delimiters; partials that include themselves; more than 32 deep.
 */
const struct template *template_compile(struct diagnostics *d, struct arena *a, const struct source *s, const struct template_theme *t);

enum view { VIEW_PLAIN, VIEW_SENTENCES, VIEW_COLUMNS };

struct template_weave {
	const struct catalogue *catalogue; /* NULL: the source language */
	struct str source_language, language;
	enum view view;
	bool badge_stale; /* a stale target shows with a badge; otherwise the source shows */
	const struct messages *messages; /* labels of the popover buttons, badges, alerts */
	template_partial *partial;
	void *context;
};

/*
 * The page's body: the document with one language's sentences put in through
 * their codes.  A sentence without a usable target shows the source, marked with lang and dir.
 */
const struct template *template_weave(struct diagnostics *d, struct arena *a, const struct document *doc, const struct template_weave *w);

/* Writes the program with these values; scratch is for what formatting needs. */
void template_render(const struct template *t, const struct value *root, struct locale *l, const struct messages *m, struct buf *out);
/* The same without escaping, for plain text (a terminal, a title). */
void template_render_plain(const struct template *t, const struct value *root, struct locale *l, const struct messages *m, struct buf *out);

/* Every name a template asks for, so that a caller can say which it will not find. */
struct template_name {
	struct str path;
	struct position position;
	bool section;
};
size_t template_names(const struct template *t, const struct template_name **names);

/* The program's hash: equal programs write equal bytes. */
struct hash template_hash(const struct template *t);

#endif

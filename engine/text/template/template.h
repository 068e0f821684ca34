#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/source.h"
#include "text/template/value.h"

struct arena;
struct diagnostics;
struct locale;
struct messages;

/*
 * A page compiled once and written many times: a flat program of text runs
 * and slots.  Values enter only when it is written, escaped for the place they
 * stand in (text, attribute, URL), so no value can bring markup, a scheme or
 * another tag.  Immutable once compiled; may be rendered by many threads.
 *
 * Three front ends make one: a Mustache theme (here), a document with its
 * translation (weave.h), a sentence in ICU's MessageFormat (message.h).
 */
struct template;

/* Memory for programs that are made one after another: each is there until the next is begun. */
struct template_room {
	struct buf text, ops, parts, names;
};
void template_room_free(struct template_room *r);

/* Where a theme's {{> name}} is found.  NULL: said. */
typedef const struct source *template_partial(void *context, struct str name, struct position where);

struct template_theme {
	template_partial *partial; /* NULL: the theme has no partials */
	void *context;
	const struct messages *messages; /* {{msg.ID}}: a sentence of this language */
	struct str body_name;            /* {{> content}}: the page's own program goes here */
	const struct template *body;     /* NULL: nothing goes there */
	bool body_later;                 /* it is given to template_render_framed: one frame for many pages */
	bool *body_shown;                /* becomes true where the name stands; or NULL */
};

/*
 * Mustache: {{name}}, {{a.b}}, {{.}}, {{#s}}, {{^s}}, {{/s}}, {{! }}, {{> partial}}, {{=<% %>=}}.
 * The sentence of {{msg.ID}} takes its arguments from the values at hand.
 * Refused by name: unescaped output; values in <script>, <style>, comments, tag and
 * attribute names, unquoted attributes, style=, on*=; sections that begin in one
 * place of the markup and end in another; partials that include themselves;
 * anything nested more than 32 deep.
 * NULL: said.
 */
const struct template *template_compile(struct diagnostics *d, struct arena *a, const struct source *s,
                                        const struct template_theme *t);

/*
 * Writes the program with these values.  Text: words, escaped; dates, numbers
 * and money as the language writes them; messages in its sentences, m (which may
 * be NULL).  Attributes that are no prose (datetime, value, id, ...) get dates,
 * numbers and money as machines read them.  An address made of values must be
 * http, https, mailto, tel or relative, else "#" stands there.
 */
void template_render(const struct template *t, const struct value *root, struct locale *l,
                     const struct messages *m, struct buf *out);

/*
 * The same for a page that shows sentences of its source: the values in those
 * are written in the source's language.  A program may hold several views of its
 * page (weave.h), of which one is written.
 */
enum view { VIEW_PLAIN, VIEW_SENTENCES, VIEW_COLUMNS };
enum { VIEWS = VIEW_COLUMNS + 1, VIEWS_ALL = (1 << VIEWS) - 1 /* a bit each */ };

struct template_manner {
	struct template_language {
		struct locale *locale;
		const struct messages *messages;
	} page, source;
	enum view view;
};
void template_render_beside(const struct template *t, const struct value *root,
                            const struct template_manner *m, struct buf *out);

/* A frame that was compiled without its body (body_later), round a page's own program. */
struct template_framed {
	const struct template *frame, *body;
	const struct value *root;
};

/* Where the views of one differ, in the bytes of that which was written first; the arena is the caller's. */
struct template_views {
	struct arena *arena;
	struct template_apart *at;
	size_t n;
};

/*
 * The same of a frame and its body.  Returns what the latter wrote, valid until the next change of out.  views: what
 * template_render_view needs to write the page's other views; NULL: there are none.
 */
struct str template_render_framed(const struct template_framed *f, const struct template_manner *m,
                                  struct buf *out, struct template_views *views);
/* Another view of it.  Of the first one's bytes all is copied but for the body, and where values are VALUE_VIEWS. */
void template_render_view(const struct template_framed *f, const struct template_manner *m, struct str first,
                          const struct template_views *views, struct buf *out);

/* The same without escaping, of a program that holds no markup: a title, a message for a terminal. */
void template_render_plain(const struct template *t, const struct value *root, struct locale *l,
                           const struct messages *m, struct buf *out);

/*
 * One by itself, with no theme and no page around it: the Mustache specification's
 * core, whole.  What it writes is nothing that we publish, so it may write values
 * unescaped, and its partials may include themselves.  NULL: said.
 */
const struct template *template_compile_bare(struct diagnostics *d, struct arena *a, const struct source *s);

/* What a bare template's {{> name}} is, when it is written; NULL: nothing. */
typedef const struct template *template_bare_partial(void *context, struct str name);

/* false: sections or partials, which follow the values, would be nested too deep. */
bool template_render_bare(const struct template *t, const struct value *root, template_bare_partial *partial,
                          void *context, struct buf *out);

/* Every name a template asks for, in its order. */
struct template_name {
	struct str path;
	struct position position;
	size_t within; /* the section it stands in: its index here plus 1; 0: in none */
	bool section;
};
size_t template_names(const struct template *t, const struct template_name **names);

/*
 * Says which names the template asks for and the values will not have, with
 * suggestions.  shape is an example of them: every field that may be there; of
 * a list, items that together have every field.  Below an empty list or
 * VALUE_NONE anything may be asked for.
 *
 * known: of a template that is checked against many values with the same fields, a flag for each of its names, all false
 * at first: true once its value was there, and then it is not asked for again.  NULL: every name is asked for.
 */
void template_check(struct diagnostics *d, const struct template *t, const struct value *shape, bool *known);

/* Equal programs, which write equal bytes, have equal hashes. */
struct hash template_hash(const struct template *t);

#endif

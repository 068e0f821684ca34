#include "base/diag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/excerpt.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/visible.h"

/* More than anybody reads; a hostile file can hold a mistake every other byte. */
enum { KEPT = 10000, ARGUMENT_LIMIT = 1000 };

static const struct {
	const char *slug, *wording;
	enum severity severity;
} table[] = {
#define DIAG(name, slug, severity, wording) {slug, wording, SEVERITY_##severity},
#include "base/diag.def"
#undef DIAG
};

static const char *const severities[] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_ADVICE] = "warning",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* What is shown of a place in a source. */
struct place {
	struct str path, excerpt;
	uint32_t lines_before, line, column, end_column;
};

struct message {
	enum diag which;
	struct position position; /* once it is settled, without its source */
	struct str text;
	const struct place *place; /* NULL: it is not settled, or nowhere */
};

struct diagnostics {
	struct arena *arena; /* the messages' texts */
	struct message *messages;
	size_t n, cap;
	size_t not_kept;
	bool no_advice;
	size_t counts[SEVERITY_ERROR + 1];
};

struct diagnostics *diag_open(void)
{
	struct diagnostics *d = memory_resize(NULL, sizeof(*d));

	*d = (struct diagnostics){.arena = arena_open()};
	return d;
}

void diag_close(struct diagnostics *d)
{
	if (!d)
		return;
	arena_close(d->arena);
	free(d->messages);
	free(d);
}

void diag_spare_advice(struct diagnostics *d)
{
	d->no_advice = true;
}

const char *diag_slug(enum diag which)
{
	return table[which].slug;
}

enum severity diag_severity(enum diag which)
{
	return table[which].severity;
}

const char *diag_wording(enum diag which)
{
	return table[which].wording;
}

static void add_argument(struct buf *out, struct str s)
{
	size_t i = 0;

	while (i < s.len && i < ARGUMENT_LIMIT)
		visible_add_next(out, s, &i);
	if (i < s.len)
		buf_add_z(out, "…");
}

static void add_wording(struct buf *out, const char *wording, const char *const *arguments)
{
	size_t n = 0;

	while (arguments[n])
		n++;
	for (const char *w = wording; *w; w++) {
		if (w[0] == '{' && w[1] >= '1' && w[1] <= '9' && w[2] == '}') {
			size_t argument = (size_t)(w[1] - '1');

			assert(argument < n);
			add_argument(out, str_from(arguments[argument]));
			w += 2;
		} else {
			buf_add_char(out, *w);
		}
	}
}

/* Room for one message more; NULL when enough are kept. */
static struct message *room(struct diagnostics *d)
{
	if (d->n == KEPT || d->not_kept) {
		d->not_kept++;
		return NULL;
	}
	if (d->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 16;
		d->messages = memory_resize(d->messages, memory_multiply(d->cap, sizeof(*d->messages)));
	}
	return &d->messages[d->n++];
}

void diag_add_array(struct diagnostics *d, enum diag which, struct position p, const char *const *arguments)
{
	struct buf text = {0};
	struct message *m;

	if (d->no_advice && table[which].severity == SEVERITY_ADVICE)
		return;
	d->counts[table[which].severity]++;
	m = room(d);
	if (!m)
		return;
	add_wording(&text, table[which].wording, arguments);
	*m = (struct message){which, p, buf_keep(&text, d->arena), NULL};
}

void diag_move(struct diagnostics *to, struct diagnostics *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct message *m = room(to);

		if (!m)
			continue;
		*m = from->messages[i];
		m->text = str_copy(to->arena, m->text);
	}
	to->not_kept += from->not_kept;
	for (int s = 0; s <= SEVERITY_ERROR; s++) {
		to->counts[s] += from->counts[s];
		from->counts[s] = 0;
	}
	from->n = from->not_kept = 0;
}

void diag_suggest(struct diagnostics *d, struct str name, const struct str *candidates, size_t n)
{
	struct str nearest = nearest_name(name, candidates, n);
	struct buf text = {0};

	if (!nearest.len || !d->n || d->not_kept)
		return;
	buf_add(&text, d->messages[d->n - 1].text);
	buf_add_z(&text, "; did you mean '");
	add_argument(&text, nearest);
	buf_add_z(&text, "'?");
	d->messages[d->n - 1].text = buf_keep(&text, d->arena);
}

size_t diag_errors(const struct diagnostics *d)
{
	return d->counts[SEVERITY_ERROR];
}

bool diag_next_error(const struct diagnostics *d, size_t *at, struct position *p)
{
	while (*at < d->n && table[d->messages[*at].which].severity != SEVERITY_ERROR)
		++*at;
	if (*at == d->n)
		return false;
	*p = d->messages[(*at)++].position;
	return true;
}

size_t diag_warnings(const struct diagnostics *d)
{
	return d->counts[SEVERITY_WARNING] + d->counts[SEVERITY_ADVICE];
}

static struct str path_of(const struct message *m)
{
	if (m->place)
		return m->place->path;
	return m->position.source ? m->position.source->path : (struct str){0};
}

/* Two pieces of one file are in the order of their first lines. */
static uint32_t lines_before(const struct message *m)
{
	if (m->place)
		return m->place->lines_before;
	return m->position.source ? m->position.source->lines_before : 0;
}

static int in_print_order(const void *a, const void *b)
{
	const struct message *x = a, *y = b;
	int order = str_compare(path_of(x), path_of(y));

	if (!order)
		order = (lines_before(x) > lines_before(y)) - (lines_before(x) < lines_before(y));
	if (!order)
		order = (x->position.offset > y->position.offset) - (x->position.offset < y->position.offset);
	if (!order)
		order = strcmp(table[x->which].slug, table[y->which].slug);
	if (!order)
		order = str_compare(x->text, y->text);
	return order;
}

static void render_text(struct buf *out, const struct message *m)
{
	const struct place *p = m->place;

	if (p) {
		visible_add(out, p->path);
		buf_add_char(out, ':');
		buf_add_integer(out, p->line);
		buf_add_char(out, ':');
		buf_add_integer(out, p->column);
		buf_add_z(out, ": ");
	}
	buf_add_z(out, severities[table[m->which].severity]);
	buf_add_z(out, ": ");
	buf_add(out, m->text);
	buf_add_z(out, " [");
	buf_add_z(out, table[m->which].slug);
	buf_add_z(out, "]\n");
	if (p)
		buf_add(out, p->excerpt);
}

/* The column just past the position, or past its line where it reaches further.  The walk stands there. */
static uint32_t end_column(struct position p, struct source_walk w)
{
	uint32_t end = p.length < UINT32_MAX - p.offset ? p.offset + p.length : UINT32_MAX;

	return source_walk_column(&w, p.source, end < w.end ? end : w.end);
}

static void render_json(struct json *j, const struct message *m)
{
	const struct place *p = m->place;

	json_open(j, '{');
	if (p) {
		json_pair(j, "path", p->path);
		json_count(j, "line", p->line);
		json_count(j, "column", p->column);
		json_count(j, "end_column", p->end_column);
	}
	json_pair(j, "severity", str_from(severities[table[m->which].severity]));
	json_pair(j, "slug", str_from(table[m->which].slug));
	json_pair(j, "message", m->text);
	json_close(j, '}');
}

static void render(struct buf *out, const struct message *m, enum diag_format format)
{
	struct json j = {.out = out};

	if (format == DIAG_TEXT) {
		render_text(out, m);
		return;
	}
	render_json(&j, m);
	buf_add_char(out, '\n');
}

/* Drops the second and further of the same; they no longer count either. */
static void sort_and_merge(struct diagnostics *d)
{
	size_t kept = 0;

	if (d->n)
		qsort(d->messages, d->n, sizeof(*d->messages), in_print_order);
	for (size_t i = 0; i < d->n; i++) {
		if (kept && !in_print_order(&d->messages[kept - 1], &d->messages[i]))
			d->counts[table[d->messages[i].which].severity]--;
		else
			d->messages[kept++] = d->messages[i];
	}
	d->n = kept;
}

static void settle(struct message *m, struct arena *a, struct source_walk *w, struct buf *excerpt)
{
	struct position p = m->position;
	struct place *place = arena_alloc(a, sizeof(*place));

	place->column = source_walk_column(w, p.source, p.offset);
	buf_clear(excerpt);
	excerpt_render(excerpt, w, p.length);
	place->path = str_copy(a, p.source->path);
	place->excerpt = str_copy(a, buf_str(excerpt));
	place->lines_before = p.source->lines_before;
	place->line = w->line;
	place->end_column = end_column(p, *w);
	m->place = place;
	m->position.source = NULL;
}

void diag_settle(struct diagnostics *d, struct arena *a)
{
	struct source_walk w = {0};
	struct buf excerpt = {0};

	sort_and_merge(d);
	for (size_t i = 0; i < d->n; i++)
		if (d->messages[i].position.source)
			settle(&d->messages[i], a, &w, &excerpt);
	buf_free(&excerpt);
}

void diag_write_json(struct diagnostics *d, struct json *out)
{
	diag_settle(d, d->arena);
	json_open(out, '[');
	for (size_t i = 0; i < d->n; i++)
		render_json(out, &d->messages[i]);
	json_close(out, ']');
	diag_forget(d);
}

enum { AT_ONCE = 1 << 16 }; /* bytes written; standard error keeps none back */

static void flush(struct buf *text, FILE *out)
{
	if (text->len > 0)
		fwrite(text->at, 1, text->len, out);
	buf_clear(text);
}

void diag_print(struct diagnostics *d, FILE *out, enum diag_format format)
{
	struct buf text = {0};

	diag_settle(d, d->arena);
	for (size_t i = 0; i < d->n; i++) {
		render(&text, &d->messages[i], format);
		if (text.len >= AT_ONCE)
			flush(&text, out);
	}
	d->n = 0;
	if (d->not_kept) {
		char n[24];
		struct message *last = &d->messages[0];

		snprintf(n, sizeof(n), "%zu", d->not_kept);
		d->not_kept = 0;
		diag_add(d, MORE_MESSAGES, POSITION_NONE, n);
		render(&text, last, format);
		d->n = 0;
	}
	flush(&text, out);
	buf_free(&text);
	diag_forget(d);
}

void diag_forget(struct diagnostics *d)
{
	d->n = d->not_kept = 0;
	arena_reset(d->arena);
}

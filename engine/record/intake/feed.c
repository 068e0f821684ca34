#include "record/intake/feed.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "record/intake/json_record.h"
#include "record/intake/lines.h"

struct feed {
	struct arena *arena;
	struct intake intake;
	struct import_count count;
	const char *name;
};

/* A row where it came from. */
struct place {
	const struct collection *collection;
	const struct fact *facts;
	size_t row;
};

struct feed *feed_open(struct diagnostics *d, const struct schema *s, const char *name)
{
	struct arena *a = arena_open();
	struct feed *f = arena_alloc(a, sizeof(*f));

	f->arena = a;
	f->name = str_z(a, str_from(name));
	f->intake = (struct intake){
		.d = d,
		.kept = arena_open(),
		.scratch = arena_open(),
		.schema = s,
		.paths = &f->name,
		.count = &f->count,
	};
	return f;
}

void feed_close(struct feed *f)
{
	if (!f)
		return;
	arena_close(f->intake.kept);
	arena_close(f->intake.scratch);
	arena_close(f->arena);
}

static int by_key(const struct place *p, const struct place *q)
{
	return member_compare_keys(p->collection, p->facts, q->facts);
}

static int by_key_and_place(const void *x, const void *y)
{
	const struct place *p = x, *q = y;
	int order = by_key(p, q);

	return order ? order : (p->row > q->row) - (p->row < q->row);
}

/* As the stores give them; a key that is there twice is said at the second. */
static void sort_rows(struct intake *in, const struct json_record *r, size_t collection)
{
	const struct collection *c = &in->schema->collections[collection];
	struct rows *rows = &r->member.rows[collection];
	struct place *places = arena_array(in->scratch, rows->n, sizeof(*places));
	struct fact *sorted = arena_array(in->scratch, rows->n * c->n_fields, sizeof(*sorted));

	for (size_t i = 0; i < rows->n; i++)
		places[i] = (struct place){c, rows->facts + i * c->n_fields, i};
	qsort(places, rows->n, sizeof(*places), by_key_and_place);
	for (size_t i = 0; i < rows->n; i++) {
		for (size_t k = 0; k < c->n_fields; k++)
			sorted[i * c->n_fields + k] = places[i].facts[k];
		if (i > 0 && by_key(&places[i - 1], &places[i]) == 0)
			intake_say(
				in, DUPLICATE_RECORD, json_record_row(r, collection, places[i].row),
				str_format(in->scratch, "the row of '%.*s' with this key", STR_ARG(c->name))
					.at,
				"the same member");
	}
	rows->facts = sorted;
}

static void begin(struct feed *f, struct str line, uint32_t lines_before)
{
	struct intake *in = &f->intake;

	/* what was said of the line before is gone */
	if (in->bad)
		arena_reset(in->kept);
	in->said = in->unsaid = in->bytes_shown = 0;
	intake_begin(in, line, lines_before);
}

bool feed_read(struct feed *f, struct str line, uint32_t lines_before, struct member *out)
{
	struct intake *in = &f->intake;
	struct json_record r = {0};

	begin(f, line, lines_before);
	if (intake_check_text(in))
		json_record_read(in, str_trim(line), &r);
	for (size_t c = 0; c < in->schema->n_collections && !in->bad; c++) {
		assert(r.member.rows);
		if (r.member.rows[c].n > 1)
			sort_rows(in, &r, c);
	}
	*out = r.member;
	return !in->bad;
}

void feed_refuse(struct feed *f, struct str start, uint32_t lines_before)
{
	begin(f, start, lines_before);
	intake_say(&f->intake, RECORD_TOO_LONG, str_slice(start, 0, 1),
	           str_format(f->intake.scratch, "%d", LINES_RECORD_LIMIT).at);
}

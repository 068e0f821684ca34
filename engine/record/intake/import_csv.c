#include "record/intake/import_csv.h"

#include <csv.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "record/intake/lines.h"
#include "record/intake/span.h"

/* What a column holds: a field, or the row's member. */
enum { OWNER = -1 };

struct sheet {
	struct intake *in;
	size_t collection;
	struct str table;
	const struct field *fields;
	size_t n_fields;
	struct str *names; /* of all columns there may be */
	size_t n_names;
	bool *given; /* whether there is a column of this field */

	struct lines lines;
	struct csv_parser parser;
	char separator;   /* 0 before the first line, which tells it */
	struct buf text;  /* the cells of the record at hand, one after the other */
	struct buf ends;  /* size_t: where each ends */
	size_t rows_done; /* rows that the parser has seen the end of, in the record at hand */
	int *columns;
	size_t n_columns;
};

static void end_cell(void *bytes, size_t n, void *sheet)
{
	struct sheet *s = sheet;

	buf_add(&s->text, (struct str){bytes, n});
	buf_add(&s->ends, (struct str){(const char *)&s->text.len, sizeof(size_t)});
}

static void end_row(int c, void *sheet)
{
	(void)c;
	((struct sheet *)sheet)->rows_done++;
}

static size_t n_cells(const struct sheet *s)
{
	return s->ends.len / sizeof(size_t);
}

static struct str cell(const struct sheet *s, size_t i)
{
	const size_t *ends = (const size_t *)s->ends.at;

	return str_slice(buf_str(&s->text), i ? ends[i - 1] : 0, ends[i]);
}

static struct str cell_at(const struct sheet *s, size_t i)
{
	return span_cell(s->in->record, s->separator, i);
}

static void clear_record(struct sheet *s)
{
	buf_clear(&s->text);
	buf_clear(&s->ends);
	s->rows_done = 0;
}

static bool is_blank(struct str line)
{
	return !str_trim(line).len;
}

/*
 * A quote that is out of place is where the parser stops, but the mistake is
 * where the quotes begin that it stopped in: that may be lines before.
 */
static void say_quote(struct sheet *s, size_t stopped)
{
	struct str r = s->in->record, at = str_slice(r, stopped, stopped < r.len ? stopped + 1 : stopped);
	struct str opened = cell_at(s, n_cells(s));

	if (stopped >= r.len)
		intake_say(s->in, BAD_CSV, str_slice(opened, 0, 1),
		           "the quotes that open here are never closed");
	else if (opened.len && *opened.at == '"' && memchr(opened.at, '\n', (size_t)(at.at - opened.at)))
		intake_say(s->in, BAD_CSV, str_slice(opened, 0, 1),
		           "the quotes that open here close only further down, in the middle of a cell");
	else if (opened.len && *opened.at == '"')
		intake_say(s->in, BAD_CSV, at,
		           "something follows the closing quotes (quotes in between are doubled)");
	else
		intake_say(s->in, BAD_CSV, at, "quotes in a cell that does not begin with them");
}

/* A spreadsheet writes semicolons where its user's country has decimal commas; no name of a column holds any of them. */
static char separator_of(struct str line)
{
	if (line.len == 0 || memchr(line.at, ',', line.len))
		return ',';
	if (memchr(line.at, ';', line.len))
		return ';';
	return memchr(line.at, '\t', line.len) ? '\t' : ',';
}

static void begin_parser(struct sheet *s)
{
	csv_init(&s->parser, CSV_STRICT | CSV_STRICT_FINI);
	if (s->separator)
		csv_set_delim(&s->parser, (unsigned char)s->separator);
}

/* The record is none: it ends with its first line, and the next line is tried as a new one. */
static bool give_up(struct sheet *s)
{
	intake_end(s->in);
	csv_free(&s->parser);
	begin_parser(s);
	clear_record(s);
	s->in->broken |= !lines_retry(&s->lines);
	return !s->in->broken;
}

/* Feeds the parser one more line.  True when the record is complete or wrong (in->bad). */
static bool feed(struct sheet *s, struct str line)
{
	size_t before = (size_t)(line.at - lines_record(&s->lines).at);
	size_t n = csv_parse(&s->parser, line.at, line.len, end_cell, end_row, s);
	size_t cells = n_cells(s);

	if (n == line.len && !s->rows_done)
		return false;
	intake_begin(s->in, lines_record(&s->lines), s->lines.before);
	if (n != line.len && !s->rows_done)
		say_quote(s, before + n);
	else if (n != line.len || s->rows_done > 1 || csv_fini(&s->parser, end_cell, end_row, s) ||
	         n_cells(s) != cells)
		intake_say(s->in, BAD_CSV, str_slice(s->in->record, 0, 1),
		           "a carriage return without a line feed does not end a line");
	return true;
}

/* The file's last record may lack its line end, or its closing quotes. */
static void finish(struct sheet *s)
{
	intake_begin(s->in, lines_record(&s->lines), s->lines.before);
	if (csv_fini(&s->parser, end_cell, end_row, s))
		say_quote(s, s->in->record.len);
}

/* What a spreadsheet leaves below its last row, or of one that was cleared. */
static bool says_nothing(const struct sheet *s)
{
	return n_cells(s) > 1 && s->text.len == 0;
}

/* Brings the next record that CSV can be made of and that says something; false at the end of the file, or when in->broken. */
static bool next_record(struct sheet *s)
{
	struct str line;

	clear_record(s);
	for (;;) {
		switch (lines_extend(&s->lines, &line)) {
		case LINES_READ:
			if (line.len == lines_record(&s->lines).len && is_blank(line)) {
				lines_next(&s->lines);
				continue;
			}
			if (!s->separator) {
				s->separator = separator_of(line);
				begin_parser(s);
			}
			if (!feed(s, line))
				continue;
			break;
		case LINES_END:
			if (!lines_record(&s->lines).len)
				return false;
			finish(s);
			break;
		case LINES_TOO_LONG:
			intake_begin(s->in, lines_start(&s->lines), s->lines.before);
			intake_say(s->in, RECORD_TOO_LONG, str_slice(s->in->record, 0, 1),
			           str_format(s->in->scratch, "%d", LINES_RECORD_LIMIT).at);
			break;
		case LINES_FAILED:
			s->in->broken = true;
			return false;
		}
		if (!s->in->bad && says_nothing(s)) {
			lines_next(&s->lines);
			clear_record(s);
		} else if (!s->in->bad && intake_check_text(s->in)) {
			return true;
		} else if (!give_up(s)) {
			return false;
		}
	}
}

static void read_column(struct sheet *s, size_t i)
{
	struct str name = cell(s, i);
	const struct field *f = schema_field(s->fields, s->n_fields, name);
	int column = f ? (int)(f - s->fields) : OWNER;

	if (!f && (s->collection == INTAKE_MEMBER || !str_is(name, "member"))) {
		intake_say_unknown(s->in, name, cell_at(s, i), s->table, s->names, s->n_names);
		return;
	}
	for (size_t before = 0; before < i; before++)
		if (s->columns[before] == column)
			intake_say(s->in, REPEATED_FACT, cell_at(s, i), str_z(s->in->scratch, name));
	s->columns[i] = column;
	if (f)
		s->given[column] = true;
}

static void say_missing(struct sheet *s, struct str name)
{
	intake_say(s->in, MISSING_COLUMN, str_trim(s->in->record), str_z(s->in->scratch, name),
	           str_z(s->in->scratch, s->table));
}

/* The first record tells the columns. */
static bool read_header(struct sheet *s)
{
	struct intake *in = s->in;
	bool owner = s->collection == INTAKE_MEMBER;
	size_t refused = in->count->refused;
	bool there = next_record(s);

	if (in->broken || refused != in->count->refused)
		return false;
	if (!there)
		intake_begin(in, STR(""), 0);
	s->n_columns = n_cells(s);
	s->columns = arena_array(in->kept, s->n_columns, sizeof(*s->columns));
	for (size_t i = 0; i < s->n_columns; i++) {
		s->columns[i] = (int)s->n_fields;
		read_column(s, i);
		owner |= s->columns[i] == OWNER;
	}
	if (!owner)
		say_missing(s, STR("member"));
	for (size_t i = 0; i < s->n_fields; i++)
		if (s->fields[i].required && !s->given[i])
			say_missing(s, s->fields[i].name);
	lines_next(&s->lines);
	return !in->bad;
}

static const char *read_fact(struct sheet *s, size_t i, struct fact *out)
{
	const char *why = member_parse_fact(s->in->scratch, &s->fields[s->columns[i]], cell(s, i), out);

	if (!why && out->known && s->collection == INTAKE_MEMBER && s->columns[i] == 0)
		why = member_check_id(s->in->scratch, out->text);
	return why;
}

static void read_cell(struct sheet *s, size_t i, struct fact *facts, struct str *owner)
{
	struct intake *in = s->in;
	int column = s->columns[i];
	bool missing;
	const char *why = NULL;
	struct str name = column == OWNER ? STR("member") : s->fields[column].name;

	if (column == OWNER) {
		*owner = cell(s, i);
		missing = !owner->len;
	} else {
		why = read_fact(s, i, &facts[column]);
		missing = !facts[column].known && s->fields[column].required;
	}
	if (why)
		intake_say(in, BAD_FACT, cell_at(s, i), str_z(in->scratch, name), why);
	else if (missing)
		intake_say(in, MISSING_FACT, cell_at(s, i), str_z(in->scratch, name));
}

static void read_record(struct sheet *s)
{
	struct intake *in = s->in;
	struct fact *facts = arena_array(in->scratch, s->n_fields, sizeof(*facts));
	struct str owner = {0}, at = str_trim(in->record);

	if (n_cells(s) != s->n_columns) {
		intake_say(in, CELL_COUNT, at, str_format(in->scratch, "%zu", n_cells(s)).at,
		           str_format(in->scratch, "%zu", s->n_columns).at);
		return;
	}
	for (size_t i = 0; i < s->n_columns; i++)
		read_cell(s, i, facts, &owner);
	if (in->bad)
		return;
	if (s->collection == INTAKE_MEMBER)
		owner = facts[0].text;
	else
		intake_check_owner(in, owner, at);
	if (!intake_claim(in, s->collection, owner, facts))
		intake_say_duplicate(in, s->collection, owner, facts, at);
	if (s->collection == INTAKE_MEMBER)
		intake_put_member(in, facts, s->given);
	else
		intake_put_row(in, s->collection, owner, facts, s->given);
}

static void name_columns(struct sheet *s)
{
	struct intake *in = s->in;
	const struct collection *c = NULL;

	if (s->collection != INTAKE_MEMBER)
		c = &in->schema->collections[s->collection];
	s->table = c ? c->name : STR("member");
	s->fields = c ? c->fields : in->schema->fields;
	s->n_fields = c ? c->n_fields : in->schema->n_fields;
	s->given = arena_array(in->kept, s->n_fields, sizeof(*s->given));
	s->names = arena_array(in->kept, s->n_fields + 1, sizeof(*s->names));
	if (c)
		s->names[s->n_names++] = STR("member");
	for (size_t i = 0; i < s->n_fields; i++)
		s->names[s->n_names++] = s->fields[i].name;
}

bool import_csv_file(struct intake *in, size_t collection)
{
	struct sheet s = {.in = in, .collection = collection};
	bool understood;

	name_columns(&s);
	if (!lines_open(&s.lines, in->d, in->paths[in->path]))
		return false;
	begin_parser(&s);
	understood = read_header(&s);
	while (understood && !in->broken && next_record(&s)) {
		read_record(&s);
		intake_end(in);
		lines_next(&s.lines);
	}
	csv_free(&s.parser);
	buf_free(&s.text);
	buf_free(&s.ends);
	lines_close(&s.lines);
	return understood && !in->broken;
}

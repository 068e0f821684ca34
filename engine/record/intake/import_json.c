#include "record/intake/import_json.h"

#include "record/intake/json_record.h"
#include "record/intake/lines.h"
#include "record/intake/span.h"

static void claim(struct intake *in, const struct json_record *r)
{
	const struct schema *s = in->schema;
	struct str id = r->member.id;

	if (!intake_claim(in, INTAKE_MEMBER, id, r->member.facts))
		intake_say_duplicate(in, INTAKE_MEMBER, id, r->member.facts, r->text);
	for (size_t c = 0; c < s->n_collections; c++) {
		const struct rows *rows = &r->member.rows[c];

		for (size_t i = 0; i < rows->n && !in->bad; i++) {
			const struct fact *row = rows->facts + i * s->collections[c].n_fields;

			if (!intake_claim(in, c, id, row))
				intake_say_duplicate(in, c, id, row, json_record_row(r, c, i));
		}
	}
}

static void read_record(struct intake *in, struct str json)
{
	const struct schema *s = in->schema;
	struct json_record r;

	json_record_read(in, json, &r);
	if (in->bad)
		return;
	claim(in, &r);
	intake_put_member(in, r.member.facts, r.given);
	for (size_t c = 0; c < s->n_collections; c++) {
		const struct rows *rows = &r.member.rows[c];

		if (r.rows[c].there)
			intake_remove_rows(in, c, r.member.id);
		for (size_t i = 0; i < rows->n; i++)
			intake_put_row(in, c, r.member.id, rows->facts + i * s->collections[c].n_fields,
			               NULL);
	}
}

static void read_line(struct intake *in, struct str line, uint32_t lines_before)
{
	intake_begin(in, line, lines_before);
	if (intake_check_text(in))
		read_record(in, str_trim(line));
	intake_end(in);
}

static void say_too_long(struct intake *in, const struct lines *lines)
{
	intake_begin(in, lines_start(lines), lines->before);
	intake_say(in, RECORD_TOO_LONG, str_slice(in->record, 0, 1),
	           str_format(in->scratch, "%d", LINES_RECORD_LIMIT).at);
	intake_end(in);
}

static void read_lines(struct intake *in, struct lines *lines)
{
	struct str line;

	while (!in->broken) {
		switch (lines_extend(lines, &line)) {
		case LINES_READ:
			if (str_trim(line).len)
				read_line(in, line, lines->before);
			lines_next(lines);
			break;
		case LINES_TOO_LONG:
			say_too_long(in, lines);
			in->broken |= !lines_retry(lines);
			break;
		case LINES_FAILED:
			in->broken = true;
			break;
		case LINES_END:
			return;
		}
	}
}

/* A place in a file that is one array; its elements are read one by one, each a record. */
struct array {
	struct intake *in;
	const struct source *file;
	size_t at;
	uint32_t line;
};

static void begin(struct array *a)
{
	intake_begin(a->in, a->file->text, 0);
	a->in->source = a->file;
	a->in->line = a->line;
}

static void pass(struct array *a, size_t n)
{
	for (; n; n--)
		a->line += a->file->text.at[a->at++] == '\n';
}

/* What comes next but for white space; zero at the end. */
static char peek(struct array *a)
{
	struct str text = a->file->text;

	while (a->at < text.len && str_find(STR(" \t\r\n"), str_slice(text, a->at, a->at + 1), 0) != SIZE_MAX)
		pass(a, 1);
	return a->at < text.len ? text.at[a->at] : 0;
}

static void read_element(struct array *a)
{
	struct str value;

	peek(a);
	value = span_value(str_slice(a->file->text, a->at, a->file->text.len));
	begin(a);
	read_record(a->in, value);
	intake_end(a->in);
	pass(a, value.len);
}

static void say_broken(struct array *a, const char *why)
{
	begin(a);
	intake_say(a->in, BAD_JSON, str_slice(a->in->record, a->at, a->at), why);
	intake_end(a->in);
}

static void read_array(struct intake *in, const struct source *file)
{
	struct array a = {.in = in, .file = file, .line = 1};
	char after = '[';

	while (after != ']' && !in->broken) {
		pass(&a, peek(&a) != 0);
		if (after != '[' || peek(&a) != ']')
			read_element(&a);
		after = peek(&a);
		if (after != ',' && after != ']') {
			/* An element that reaches to the end has been said to. */
			if (after || !in->bad)
				say_broken(&a, after ? "a comma or ] is wanted" : "the array is cut off");
			return;
		}
	}
	pass(&a, 1);
	if (peek(&a))
		say_broken(&a, "something follows the array");
}

/* The first line that is not blank is the record at hand afterwards. */
static bool is_array(struct lines *lines)
{
	struct str line, start;

	while (lines_extend(lines, &line) == LINES_READ && !str_trim(line).len)
		lines_next(lines);
	start = str_trim(lines_start(lines));
	return str_starts(start, STR("["));
}

bool import_json_file(struct intake *in)
{
	const char *path = in->paths[in->path];
	const struct source *file;
	struct lines lines;

	if (!lines_open(&lines, in->d, path))
		return false;
	if (!str_ends(str_from(path), STR(".json")) || !is_array(&lines)) {
		read_lines(in, &lines);
		lines_close(&lines);
		return !in->broken;
	}
	lines_close(&lines);
	file = source_load(in->d, in->kept, "", str_from(path), SOURCE_LIMIT);
	if (!file)
		return false;
	read_array(in, file);
	return !in->broken;
}

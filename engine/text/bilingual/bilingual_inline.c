#include "text/bilingual/bilingual_inline.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/diag.h"
#include "text/document/block_run.h"
#include "text/markdown/markdown.h"

/* The table's own two lines before its first row. */
enum { HEADER_LINES = 2, MOST_ROWS = 512, MOST_BYTES = 1 << 18 };

/*
 * A piece as a cell of a table, which is a line and stays within itself.  Its
 * line ends are spaces, with the marks of a quotation after them, if any.
 */
static void add_row(struct buf *table, struct str piece)
{
	buf_add_z(table, "| ");
	for (size_t i = 0; i < piece.len; i++) {
		char c = piece.at[i];

		if (c == '\n' || c == '\r') {
			while (i + 1 < piece.len && (piece.at[i + 1] == ' ' || piece.at[i + 1] == '>'))
				i++;
			buf_add_char(table, ' ');
			continue;
		}
		if (c == '\\' && i + 1 < piece.len && piece.at[i + 1] != '\n' && piece.at[i + 1] != '\r') {
			buf_add_char(table, c);
			c = piece.at[++i];
		} else if (c == '|')
			buf_add_char(table, '\\');
		buf_add_char(table, c);
	}
	buf_add_z(table, " |\n");
}

static void take_code(struct arena *a, struct bilingual_inline *to, const struct code *code)
{
	*ARRAY_ADD(a, to->codes, to->n_codes) = *code;
}

static void take_span(struct arena *a, struct bilingual_inline *to, struct span span, size_t first_code)
{
	if (span.kind != SPAN_TEXT)
		span.code = (uint16_t)(span.code + first_code);
	*ARRAY_ADD(a, to->spans, to->n_spans) = span;
}

/* All a cell says, the pairs around it included. */
static void take_block(struct arena *a, struct bilingual_inline *to, const struct document_block *block)
{
	struct block_run run = block_run_make(a, block);

	for (size_t i = 0; i < block->n_outer; i++) {
		take_code(a, to, &block->outer[i]);
		take_span(a, to, (struct span){SPAN_OPEN, (uint16_t)i, {0}}, 0);
	}
	for (size_t i = 0; i < run.n_codes; i++)
		take_code(a, to, run.codes[i]);
	for (size_t i = 0; i < run.n_spans; i++)
		take_span(a, to, run.spans[i], block->n_outer);
	for (size_t i = block->n_outer; i > 0; i--)
		take_span(a, to, (struct span){SPAN_CLOSE, (uint16_t)(i - 1), {0}}, 0);
}

static void parse_table(struct arena *a, const struct str *pieces, size_t n, struct str references,
                        const struct markdown_options *options, struct bilingual_inline *out)
{
	struct diagnostics *unheard = diag_open();
	struct buf table = {0};
	struct document *doc;

	buf_add_z(&table, "| |\n| - |\n");
	for (size_t i = 0; i < n; i++)
		add_row(&table, pieces[i]);
	buf_add_char(&table, '\n');
	buf_add(&table, references);
	doc = markdown_load(unheard, a, source_make(a, STR("segments"), buf_str(&table)), options);
	for (size_t i = 0; doc && i < doc->n_blocks; i++) {
		const struct document_block *block = doc->blocks[i];
		size_t line = source_line(doc->source, block->position.offset);

		if (block->kind == BLOCK_CELL && line > HEADER_LINES && line <= HEADER_LINES + n)
			take_block(a, &out[line - HEADER_LINES - 1], block);
	}
	buf_free(&table);
	diag_close(unheard);
}

struct bilingual_inline *bilingual_inline_parse(struct arena *a, const struct str *pieces, size_t n,
                                                struct str references, struct str language, bool slots)
{
	const struct markdown_options options = {.language = language, .slots = slots};
	struct bilingual_inline *out = arena_array(a, n, sizeof(*out));

	for (size_t i = 0, rows; i < n; i += rows) {
		size_t bytes = 0;

		for (rows = 0; i + rows < n && rows < MOST_ROWS && (rows == 0 || bytes < MOST_BYTES); rows++)
			bytes += pieces[i + rows].len;
		parse_table(a, pieces + i, rows, references, &options, out + i);
	}
	return out;
}

struct str bilingual_inline_references(struct arena *a, struct str text)
{
	struct str line;
	struct buf b = {0};

	while (str_cut(&text, '\n', &line)) {
		struct str start = str_trim(line);

		if (str_starts(start, STR("[")) && str_find(start, STR("]:"), 0) != SIZE_MAX)
			buf_add_format(&b, "%.*s\n", STR_ARG(start));
	}
	return buf_keep(&b, a);
}

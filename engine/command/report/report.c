#include "command/report/report.h"

#include <assert.h>

#include "base/ascii.h"
#include "text/words/escape.h"

/* report.css, taken in by the assembler; the Makefile knows that this file follows it. */
__asm__(".pushsection .rodata\n"
        "report_style: .incbin \"engine/command/report/report.css\"\n"
        "report_style_end:\n"
        ".popsection");
extern const char report_style[], report_style_end[];

static void add_data(struct report *r, struct str words)
{
	escape_add_value(r->out, words, PLACE_DATA, false);
}

void report_text(struct report *r, struct str words)
{
	escape_add_value(r->out, words, PLACE_TEXT, r->right_to_left);
}

static void add_element(struct report *r, const char *name, struct str words)
{
	buf_add_format(r->out, "<%s>", name);
	report_text(r, words);
	buf_add_format(r->out, "</%s>", name);
}

void report_open(struct report *r, struct buf *out, struct arena *a, struct str title, struct str language,
                 bool right_to_left)
{
	*r = (struct report){.out = out, .arena = a, .right_to_left = right_to_left};
	buf_add_z(out, "<!DOCTYPE html>\n<html lang=\"");
	add_data(r, language);
	buf_add_format(out, "\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
	               right_to_left ? "rtl" : "ltr");
	buf_add_z(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	buf_add_z(out, "<meta name=\"robots\" content=\"noindex\">\n");
	buf_add_z(out, "<meta http-equiv=\"Content-Security-Policy\" "
	               "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
	add_element(r, "title", title);
	buf_add_z(out, "\n<style>\n");
	buf_add(out, (struct str){report_style, (size_t)(report_style_end - report_style)});
	buf_add_z(out, "</style>\n</head>\n<body>\n<main>\n");
	add_element(r, "h1", title);
	buf_add_char(out, '\n');
}

void report_close(struct report *r)
{
	buf_add_z(r->out, "</main>\n</body>\n</html>\n");
}

void report_heading(struct report *r, int level, struct str words)
{
	assert(level >= 2 && level <= 6);
	add_element(r, (const char *[]){"h2", "h3", "h4", "h5", "h6"}[level - 2], words);
	buf_add_char(r->out, '\n');
}

void report_paragraph(struct report *r, struct str words)
{
	add_element(r, "p", words);
	buf_add_char(r->out, '\n');
}

void report_list_open(struct report *r)
{
	buf_add_z(r->out, "<ul>\n");
}

void report_list_close(struct report *r)
{
	buf_add_z(r->out, "</ul>\n");
}

void report_item_open(struct report *r)
{
	buf_add_z(r->out, "<li>");
}

void report_item_close(struct report *r)
{
	buf_add_z(r->out, "</li>\n");
}

void report_strong(struct report *r, struct str words)
{
	add_element(r, "strong", words);
}

void report_code(struct report *r, struct str words)
{
	add_element(r, "code", words);
}

/* An id has no spaces, and is the same in an address. */
static void add_anchor(struct report *r, struct str path, uint32_t line)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.at[i];

		buf_add_char(r->out, ascii_is_alnum(c) || ascii_is_one_of(c, "/.-") ? c : '_');
	}
	buf_add_format(r->out, ":%u", line);
}

void report_source(struct report *r, struct position p)
{
	if (!p.source)
		return;
	if (r->has_listings) {
		buf_add_z(r->out, "<a href=\"#");
		add_anchor(r, p.source->path, source_line(p.source, p.offset));
		buf_add_z(r->out, "\">");
	}
	report_code(r, source_place(r->arena, p));
	if (r->has_listings)
		buf_add_z(r->out, "</a>");
}

void report_table_open(struct report *r, struct str caption, const struct report_column *columns, size_t n)
{
	assert(!r->columns && n > 0);
	r->columns = columns;
	r->n_columns = n;
	r->column = 0;
	/* what is wider than the screen is scrolled, also by who has but a keyboard */
	buf_add_z(r->out, "<section class=\"wide\" tabindex=\"0\" aria-label=\"");
	escape_add_value(r->out, caption, PLACE_PROSE, r->right_to_left);
	buf_add_z(r->out, "\">\n<table>\n");
	add_element(r, "caption", caption);
	buf_add_z(r->out, "\n<thead><tr>");
	for (size_t i = 0; i < n; i++) {
		buf_add_format(r->out, "<th scope=\"col\"%s>", columns[i].number ? " class=\"number\"" : "");
		report_text(r, columns[i].heading);
		buf_add_z(r->out, "</th>");
	}
	buf_add_z(r->out, "</tr></thead>\n<tbody>\n");
}

void report_cell_open(struct report *r, const char *class_name)
{
	bool number = r->columns[r->column].number;

	buf_add_z(r->out, r->column == 0 ? "<tr><th scope=\"row\"" : "<td");
	if (number || class_name)
		buf_add_format(r->out, " class=\"%s%s%s\"", number ? "number" : "",
		               number && class_name ? " " : "", class_name ? class_name : "");
	buf_add_char(r->out, '>');
}

void report_cell_close(struct report *r)
{
	buf_add_z(r->out, r->column == 0 ? "</th>" : "</td>");
	if (++r->column == r->n_columns) {
		buf_add_z(r->out, "</tr>\n");
		r->column = 0;
	}
}

void report_cell(struct report *r, struct str words)
{
	report_cell_open(r, NULL);
	report_text(r, words);
	report_cell_close(r);
}

void report_cell_integer(struct report *r, int64_t n)
{
	report_cell(r, report_integer(r->arena, n));
}

void report_cell_source(struct report *r, struct position p)
{
	report_cell_open(r, NULL);
	report_source(r, p);
	report_cell_close(r);
}

void report_table_close(struct report *r)
{
	assert(r->columns && r->column == 0);
	r->columns = NULL;
	buf_add_z(r->out, "</tbody>\n</table>\n</section>\n");
}

void report_listing_open(struct report *r, struct str path)
{
	buf_add_z(r->out, "<section class=\"listing\" tabindex=\"0\" dir=\"ltr\" aria-label=\"");
	escape_add_value(r->out, path, PLACE_PROSE, false);
	buf_add_z(r->out, "\">\n<ol>\n");
}

void report_line(struct report *r, struct str path, uint32_t line, struct str text, enum report_mark mark,
                 struct str note)
{
	static const char *const classes[] = {"", " class=\"good\"", " class=\"bad\""};

	buf_add_z(r->out, "<li id=\"");
	add_anchor(r, path, line);
	buf_add_format(r->out, "\"%s value=\"%u\"><code>", classes[mark], line);
	/* an editor's tabs, which a value would not keep */
	for (; text.len > 0 && text.at[0] == '\t'; text = str_slice(text, 1, text.len))
		buf_add_z(r->out, "  ");
	report_text(r, text);
	buf_add_z(r->out, "</code>");
	if (note.len > 0)
		add_element(r, "small", note);
	buf_add_z(r->out, "</li>\n");
}

void report_listing_close(struct report *r)
{
	buf_add_z(r->out, "</ol>\n</section>\n");
}

struct str report_integer(struct arena *a, int64_t n)
{
	struct str digits = str_format(a, "%lld", (long long)n);
	size_t sign = n < 0;
	struct buf out = {0};

	if (digits.len - sign < 5 && !sign)
		return digits;
	if (sign)
		buf_add_z(&out, "\u2212");
	for (size_t i = sign; i < digits.len; i++) {
		if (i > sign && (digits.len - i) % 3 == 0 && digits.len - sign >= 5)
			buf_add_z(&out, "\u202f");
		buf_add_char(&out, digits.at[i]);
	}
	return buf_keep(&out, a);
}

#include "text/bilingual/bilingual_skeleton.h"

#include <stdlib.h>

#include "base/utf8.h"

#define MARK STR("\xEF\xBF\xBC")

static const char forms[] = {
	[BILINGUAL_FULL] = '+', [BILINGUAL_BARE] = '-', [BILINGUAL_TARGET] = '>', [BILINGUAL_SOURCE] = '<'};

static bool needs_mark(int32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFC || c == 0xFFFE ||
	       c == 0xFFFF || c == 0xFEFF;
}

void bilingual_skeleton_text(struct buf *skeleton, struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		int32_t c = utf8_next(text, &i);

		if (!needs_mark(c))
			continue;
		buf_add(skeleton, str_slice(text, from, at));
		buf_add_format(skeleton, "%.*s#%x%.*s", STR_ARG(MARK), (unsigned)c, STR_ARG(MARK));
		from = i;
	}
	buf_add(skeleton, str_slice(text, from, text.len));
}

struct str bilingual_skeleton_marked(struct arena *a, struct str text)
{
	struct buf b = {0};

	bilingual_skeleton_text(&b, text);
	return buf_keep(&b, a);
}

void bilingual_skeleton_segment(struct buf *skeleton, enum bilingual_form form, struct str name)
{
	buf_add_format(skeleton, "%.*s%c%.*s%.*s", STR_ARG(MARK), forms[form], STR_ARG(name), STR_ARG(MARK));
}

void bilingual_skeleton_field(struct buf *skeleton, struct str key)
{
	buf_add_format(skeleton, "%.*s=%.*s%.*s", STR_ARG(MARK), STR_ARG(key), STR_ARG(MARK));
}

static void read_mark(struct str mark, char scratch[4], struct skeleton_piece *piece)
{
	char hex[12] = "";
	long c;

	piece->text = str_slice(mark, 1, mark.len);
	if (mark.len == 0)
		return;
	if (mark.at[0] == '=') {
		piece->kind = SKELETON_FIELD;
		piece->text = mark;
	}
	for (size_t form = 0; form < sizeof(forms); form++)
		if (mark.at[0] == forms[form]) {
			piece->kind = SKELETON_SEGMENT;
			piece->form = (enum bilingual_form)form;
		}
	if (mark.at[0] != '#' || piece->text.len >= sizeof(hex))
		return;
	for (size_t i = 0; i < piece->text.len; i++)
		hex[i] = piece->text.at[i];
	c = strtol(hex, NULL, 16);
	piece->text = (struct str){scratch, c > 0 && c <= 0xFFFF ? utf8_encode((int32_t)c, scratch) : 0};
}

bool bilingual_skeleton_next(struct str skeleton, size_t *at, char scratch[4], struct skeleton_piece *piece)
{
	size_t mark = str_find(skeleton, MARK, *at), end;

	if (*at >= skeleton.len)
		return false;
	*piece = (struct skeleton_piece){.kind = SKELETON_TEXT};
	if (mark != *at) {
		piece->text = str_slice(skeleton, *at, mark == SIZE_MAX ? skeleton.len : mark);
		*at += piece->text.len;
		return true;
	}
	end = str_find(skeleton, MARK, mark + MARK.len);
	if (end == SIZE_MAX)
		end = skeleton.len;
	read_mark(str_slice(skeleton, mark + MARK.len, end), scratch, piece);
	*at = end + MARK.len;
	return true;
}

void bilingual_skeleton_plain(struct buf *out, struct str text)
{
	struct skeleton_piece piece;
	char scratch[4];

	for (size_t at = 0; bilingual_skeleton_next(text, &at, scratch, &piece);)
		buf_add(out, piece.text);
}

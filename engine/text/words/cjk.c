#include "text/words/cjk.h"

#include <stddef.h>

bool cjk_is(int32_t c)
{
	static const struct {
		int32_t first, last;
	} blocks[] = {
		{0x2E80, 0x312F},   /* radicals, punctuation, kana, bopomofo */
		{0x3190, 0x4DBF},   /* annotations, strokes, enclosed, extension A */
		{0x4E00, 0xA4CF},   /* Han, Yi */
		{0xF900, 0xFAFF},   /* compatibility Han */
		{0xFE30, 0xFE4F},   /* vertical forms */
		{0xFF01, 0xFF9F},   /* full-width and half-width forms, but for Hangul's */
		{0xFFE0, 0xFFE6},   /* full-width signs */
		{0x1B000, 0x1B16F}, /* more kana */
		{0x20000, 0x3FFFF}, /* more Han */
	};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks) && c >= blocks[i].first; i++)
		if (c <= blocks[i].last)
			return true;
	return false;
}

bool cjk_is_shared(int32_t c)
{
	return c == 0xB7 || c == 0x2014 || c == 0x2015 || c == 0x2018 || c == 0x2019 || c == 0x201C ||
	       c == 0x201D || c == 0x2026 || c == 0x2027;
}

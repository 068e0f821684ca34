#include "site/content/picture.h"

#include "base/ascii.h"
#include "text/words/tag.h"

enum { LARGEST = 1 << 20 }; /* pixels a side */

bool picture_is_named(struct str path)
{
	static const struct str suffixes[] = {STR(".png"),  STR(".jpg"), STR(".jpeg"), STR(".gif"),
	                                      STR(".webp"), STR(".svg"), STR(".PNG"),  STR(".JPG"),
	                                      STR(".JPEG"), STR(".GIF")};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (str_ends(path, suffixes[i]))
			return true;
	return false;
}

/* So many bytes from there, the first the highest; 0 beyond the end. */
static uint32_t big(struct str s, size_t at, size_t n)
{
	uint32_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | (at + i < s.len ? (unsigned char)s.at[at + i] : 0);
	return value;
}

static uint32_t little(struct str s, size_t at, size_t n)
{
	uint32_t value = 0;

	for (size_t i = n; i-- > 0;)
		value = value << 8 | (at + i < s.len ? (unsigned char)s.at[at + i] : 0);
	return value;
}

static struct picture_size size_of_webp(struct str s)
{
	if (str_starts_at(s, 12, STR("VP8X")))
		return (struct picture_size){little(s, 24, 3) + 1, little(s, 27, 3) + 1};
	if (str_starts_at(s, 12, STR("VP8L")))
		return (struct picture_size){(little(s, 21, 4) & 0x3fff) + 1,
		                             (little(s, 21, 4) >> 14 & 0x3fff) + 1};
	if (str_starts_at(s, 12, STR("VP8 ")) && str_starts_at(s, 23, STR("\x9d\x01\x2a")))
		return (struct picture_size){little(s, 26, 2) & 0x3fff, little(s, 28, 2) & 0x3fff};
	return (struct picture_size){0};
}

/* Whether EXIF, from its TIFF header on, has the picture lie on its side: orientations 5 to 8. */
static bool is_on_its_side(struct str tiff)
{
	enum { ENTRY = 12, ORIENTATION = 0x112 };
	uint32_t (*number)(struct str, size_t, size_t) = str_starts_at(tiff, 0, STR("II")) ? little : big;
	size_t at = number(tiff, 4, 4), n = number(tiff, at, 2);

	for (size_t i = 0; i < n && at + 2 + i * ENTRY < tiff.len; i++)
		if (number(tiff, at + 2 + i * ENTRY, 2) == ORIENTATION)
			return number(tiff, at + 2 + i * ENTRY + 8, 2) >= 5;
	return false;
}

/* Segment by segment to the one that begins a frame. */
static struct picture_size size_of_jpeg(struct str s)
{
	bool turned = false;

	for (size_t at = 2; at + 4 <= s.len && s.at[at] == '\xff';) {
		unsigned marker = (unsigned char)s.at[at + 1];

		if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
			at += marker == 0xff ? 1 : 2;
			continue;
		}
		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
			uint32_t height = big(s, at + 5, 2), width = big(s, at + 7, 2);

			return turned ? (struct picture_size){height, width}
			              : (struct picture_size){width, height};
		}
		if (marker == 0xe1 && str_starts_at(s, at + 4, STR("Exif\0\0")))
			turned = is_on_its_side(str_slice(s, at + 10, s.len));
		at += 2 + big(s, at + 2, 2);
	}
	return (struct picture_size){0};
}

/* A number that begins the text, rounded, and what follows it; 0: none. */
static uint32_t take_number(struct str *s)
{
	uint32_t value = 0;
	size_t i = 0;

	*s = str_trim(*s);
	while (i < s->len && ascii_is_digit(s->at[i]) && value < LARGEST)
		value = value * 10 + (uint32_t)(s->at[i++] - '0');
	if (i > 0 && i + 1 < s->len && s->at[i] == '.' && ascii_is_digit(s->at[i + 1])) {
		value += s->at[i + 1] >= '5';
		for (i++; i < s->len && ascii_is_digit(s->at[i]);)
			i++;
	}
	*s = str_slice(*s, i, s->len);
	return value;
}

/* `120`, `120px`; 0: of another unit, for only pixels are known beforehand. */
static uint32_t pixels(struct str value)
{
	uint32_t n = take_number(&value);

	return value.len == 0 || str_is(value, "px") ? n : 0;
}

/* The last two of `0 0 640 480`. */
static struct picture_size size_of_box(struct str value)
{
	uint32_t numbers[4] = {0};

	for (int i = 0; i < 4; i++) {
		while (value.len > 0 &&
		       (ascii_is_space(value.at[0]) || value.at[0] == ',' || value.at[0] == '-'))
			value = str_slice(value, 1, value.len);
		numbers[i] = take_number(&value);
	}
	return (struct picture_size){numbers[2], numbers[3]};
}

/* width and height, or else the shape that its viewBox tells. */
static struct picture_size size_of_svg(struct str s)
{
	struct picture_size given = {0}, box = {0};
	size_t at = str_find(s, STR("<svg"), 0);
	struct str attributes, name, value;

	if (at == SIZE_MAX)
		return given;
	attributes = tag_at(str_slice(s, at, s.len)).attributes;
	while (tag_attribute(&attributes, &name, &value)) {
		if (str_is(name, "width"))
			given.width = pixels(value);
		else if (str_is(name, "height"))
			given.height = pixels(value);
		else if (str_is(name, "viewBox"))
			box = size_of_box(value);
	}
	return given.width && given.height ? given : box;
}

bool picture_size(struct str s, struct picture_size *out)
{
	*out = (struct picture_size){0};
	if (str_starts_at(s, 0, STR("\x89PNG\r\n\x1a\n")) && str_starts_at(s, 12, STR("IHDR")))
		*out = (struct picture_size){big(s, 16, 4), big(s, 20, 4)};
	else if (str_starts_at(s, 0, STR("GIF87a")) || str_starts_at(s, 0, STR("GIF89a")))
		*out = (struct picture_size){little(s, 6, 2), little(s, 8, 2)};
	else if (str_starts_at(s, 0, STR("RIFF")) && str_starts_at(s, 8, STR("WEBP")))
		*out = size_of_webp(s);
	else if (str_starts_at(s, 0, STR("\xff\xd8")))
		*out = size_of_jpeg(s);
	else
		*out = size_of_svg(s);
	return out->width > 0 && out->width <= LARGEST && out->height > 0 && out->height <= LARGEST;
}

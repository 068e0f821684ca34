#ifndef SITE_PICTURE_H
#define SITE_PICTURE_H

#include <stdint.h>

#include "base/str.h"

/*
 * How large a picture is, in pixels, so that a page keeps its place free while it
 * loads.  Only what stands at a file's beginning is looked at, nothing is decoded:
 * PNG, GIF, WebP by their headers, JPEG as its EXIF turns it, SVG by its root element.
 */
enum { PICTURE_HEAD = 256 << 10 }; /* bytes that are enough */

struct picture_size {
	uint32_t width, height;
};

/* Whether the name ends as one of these. */
bool picture_is_named(struct str path);

/* false: none of these, or without a size. */
bool picture_size(struct str head, struct picture_size *out);

#endif

#ifndef TEXT_URL_H
#define TEXT_URL_H

#include "base/buf.h"

/*
 * An allow-list, on the address as the browser gets it: relative, or http,
 * https, mailto, tel.  `//host`, its spellings with backslashes, and anything
 * with a control character (which browsers leave out) are refused.
 */
bool url_is_allowed(struct str url);

/* Of http or https, with its two slashes. */
bool url_is_web(struct str url);

/*
 * Writes a value as (part of) an address: what no address may hold is
 * percent-encoded.  An address, or its path, keeps its delimiters and its own
 * %XX, in markup with `&` as `&amp;`; a part of a query or fragment has none.
 */
enum url_use { URL_IN_MARKUP, URL_IN_QUERY, URL_IN_LINE };
void url_add(struct buf *out, struct str value, enum url_use use);

/*
 * An address that begins with a scheme and a host, as a browser asks for it: the host in ASCII (bücher.example is
 * xn--bcher-kva.example), the rest as url_add writes it.  false: the host is empty, or none.
 */
bool url_add_whole(struct buf *out, struct str url);

/*
 * An address that values and text were put together to, from there to the end, stays only if it is allowed; else `#`
 * takes its place.  Before its first delimiter only our own `&amp;` may stand: any other reference could spell a colon.
 */
void url_check(struct buf *out, size_t from);

#endif

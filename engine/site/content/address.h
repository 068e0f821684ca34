#ifndef SITE_ADDRESS_H
#define SITE_ADDRESS_H

#include "text/template/template.h"

struct arena;
struct config;

/* Where things stand in the output, from the path of a page: "renewal/by-hand". */

/* Whether a page can have this path: its address would end at ? or #, mean another at %, and begin a scheme with `:`. */
bool address_is_page(struct str path);

/* zh-TW/renewal/by-hand.html; of the other views zh-TW.sentences/..., zh-TW.columns/... */
struct str address_file(struct arena *a, struct str tag, enum view view, struct str page);

/* https://example.org/programme/zh-TW/index.html, or empty without a base_url. */
struct str address_url(struct arena *a, const struct config *c, struct str tag, struct str page);

/* What stands behind the base_url's host: "/programme/"; "/" where there is none. */
struct str address_base(const struct config *c);

/* "../" as often as it takes from a page's file to the root of the output. */
struct str address_root(struct arena *a, struct str page);

/* From a page's file to its own in another language or view: "../../zh-TW.sentences/renewal/by-hand.html" */
struct str address_view(struct arena *a, struct str tag, enum view view, struct str page);

/* From a page's file to another's: "../buy.html" */
struct str address_page(struct arena *a, struct str from, struct str to);

/*
 * A path written in a file of this folder ("a/b/", or empty), with "." and ".." resolved: it may lead out of the folder.
 * false: it climbs out of the root, too; then it is what it would be if that led nowhere.
 */
bool address_resolve(struct arena *a, struct str folder, struct str path, struct str *out);

#endif

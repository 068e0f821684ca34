#ifndef SITE_BUILD_MEMO_H
#define SITE_BUILD_MEMO_H

#include "site/build/build_page.h"

/*
 * Writes down what the next build may rely on, once everything is in its
 * place.  Of the files that are made of all pages m knows which there are.
 */
bool build_memo_write(struct build *b, struct memo *m);

#endif

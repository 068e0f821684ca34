#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

#include "base/buf.h"
#include "base/money.h"

/*
 * How one language writes dates, numbers and money: ICU's formatters, opened
 * once, their results cached.  Days are civil days of the proleptic Gregorian
 * calendar.  Not shared between threads.
 */
struct locale;

enum date_style { DATE_LONG, DATE_MEDIUM, DATE_SHORT, DATE_FULL };

/* A BCP 47 tag that ICU knows, e.g. "zh-TW"; otherwise NULL. */
struct locale *locale_open(struct str tag);
void locale_close(struct locale *l);

struct str locale_tag(const struct locale *l);
const char *locale_direction(const struct locale *l); /* "ltr" or "rtl" */
/* The paper of letters in that region, in millimetres; A4 where the tag names none. */
void locale_paper(struct str tag, int *width, int *height);

void locale_add_date(struct locale *l, struct buf *out, int32_t day, enum date_style style);
void locale_add_integer(struct locale *l, struct buf *out, int64_t n);
void locale_add_money(struct locale *l, struct buf *out, struct money m);
void locale_add_percent(struct locale *l, struct buf *out, int64_t percent); /* 25: 25% */
/* The plural category of n: "one", "other", ...; stays valid as long as the locale. */
const char *locale_plural(struct locale *l, int64_t n);
/* This language's name, in itself: 中文（台灣）. */
void locale_add_name(struct locale *l, struct buf *out);

#endif

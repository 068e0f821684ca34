#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * A civil day in the proleptic Gregorian calendar: days since 1970-01-01.
 * No clock, no time zone; today is always an argument.  Years 1 to 9999.
 */
enum { DATE_NEVER = INT32_MAX, DATE_NONE = INT32_MIN };
enum { DATE_FIRST = -719162, DATE_LAST = 2932896 }; /* 0001-01-01, 9999-12-31 */

int date_by_day(const void *a, const void *b); /* of two days, for qsort */

struct civil {
	int year, month, day;
};

bool date_parse(struct str s, int32_t *day); /* YYYY-MM-DD, a day that exists */
struct civil date_civil(int32_t day);
bool date_make(int year, int month, int day, int32_t *out);
/* YYYY-MM-DD and a zero byte; returns out. */
char *date_format(int32_t day, char out[11]);

/*
 * n months (or years) from the origin, always counted from the origin itself:
 * the same day of the month, or the month's last where it has none.  So
 * 31 January + 1 month is 28 or 29 February, + 2 months is 31 March.
 * Past the year 9999 it is DATE_NEVER, before the year 1 DATE_NONE; these two
 * stay what they are.
 */
int32_t date_add_months(int32_t origin, int months);
int32_t date_add_years(int32_t origin, int years);

/* How many whole months from the origin to the day (0 before it): the largest n with date_add_months(origin, n) <= day. */
int date_months_between(int32_t origin, int32_t day);

/* The same of days that have been taken apart, for who asks more than once. */
int32_t date_civil_add(struct civil origin, int64_t months);
int date_civil_between(struct civil origin, struct civil day);

#endif

#include "base/date.h"

#include <assert.h>

#include "base/ascii.h"

int date_by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/*
 * Years are counted from March here, so that the leap day comes last and a
 * date's day of the year follows from its month alone.  EPOCH is 1970-01-01 in
 * days since 1 March of the year 0.
 */
enum { EPOCH = 719468 };

static int32_t days_before_year(int32_t march_year)
{
	return 365 * march_year + march_year / 4 - march_year / 100 + march_year / 400;
}

/* Months from March have 31 30 31 30 31 days, over and over: 153 in five. */
static int32_t days_before_month(int32_t march_month)
{
	return (153 * march_month + 2) / 5;
}

static int32_t day_of(int year, int month, int day)
{
	int32_t march_year = month < 3 ? year - 1 : year;

	return days_before_year(march_year) + days_before_month((month + 9) % 12) + day - 1 - EPOCH;
}

static int month_length(int year, int month)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool date_make(int year, int month, int day, int32_t *out)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return false;
	*out = day_of(year, month, day);
	return true;
}

/*
 * Counted in quarter days from the year 0: a century has 146097 of them in a
 * hundredth of its length, and so on down; one multiplication each gives the
 * year of the century and the month of the year with what is left over as the
 * fraction (Neri and Schneider, "Euclidean affine functions", 2022).
 */
struct civil date_civil(int32_t day)
{
	uint32_t quarters, century, of_century, of_year, months;
	uint64_t years;
	struct civil c;
	bool next;

	assert(day >= DATE_FIRST && day <= DATE_LAST);
	quarters = 4 * (uint32_t)(day + EPOCH) + 3;
	century = quarters / 146097;
	of_century = quarters % 146097 | 3;
	years = (uint64_t)2939745 * of_century;
	of_year = (uint32_t)years / 2939745 / 4;
	months = 2141 * of_year + 197913;
	/* January and February end a year that began in March */
	next = of_year >= 306;
	c.year = (int)(100 * century + (uint32_t)(years >> 32)) + next;
	c.month = (int)(months >> 16) - (next ? 12 : 0);
	c.day = (int)((months & 0xffff) / 2141) + 1;
	return c;
}

static bool digits(struct str s, int *out)
{
	int n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_digit(s.at[i]))
			return false;
		n = n * 10 + s.at[i] - '0';
	}
	*out = n;
	return true;
}

bool date_parse(struct str s, int32_t *day)
{
	int y, m, d;

	if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-')
		return false;
	if (!digits(str_slice(s, 0, 4), &y) || !digits(str_slice(s, 5, 7), &m) ||
	    !digits(str_slice(s, 8, 10), &d))
		return false;
	return date_make(y, m, d, day);
}

char *date_format(int32_t day, char out[11])
{
	struct civil c = date_civil(day);
	int n = c.year;

	for (int i = 3; i >= 0; i--, n /= 10)
		out[i] = (char)('0' + n % 10);
	out[4] = out[7] = '-';
	out[5] = (char)('0' + c.month / 10);
	out[6] = (char)('0' + c.month % 10);
	out[8] = (char)('0' + c.day / 10);
	out[9] = (char)('0' + c.day % 10);
	out[10] = 0;
	return out;
}

int32_t date_civil_add(struct civil origin, int64_t months)
{
	int64_t total;
	int year, month, last;

	if (months < -12 * 10000 || months > 12 * 10000)
		return months < 0 ? DATE_NONE : DATE_NEVER;
	total = origin.year * 12 + origin.month - 1 + months;
	if (total < 12)
		return DATE_NONE;
	if (total >= 10000 * 12)
		return DATE_NEVER;
	year = (int)(total / 12);
	month = (int)(total % 12) + 1;
	last = month_length(year, month);
	return day_of(year, month, origin.day < last ? origin.day : last);
}

int32_t date_add_months(int32_t origin, int months)
{
	if (origin == DATE_NEVER || origin == DATE_NONE)
		return origin;
	return date_civil_add(date_civil(origin), months);
}

int32_t date_add_years(int32_t origin, int years)
{
	/* More than this many years leave the calendar from anywhere in it. */
	int bounded = years > 10000 ? 10000 : years < -10000 ? -10000 : years;

	return date_add_months(origin, bounded * 12);
}

int date_civil_between(struct civil origin, struct civil day)
{
	int months = (day.year - origin.year) * 12 + day.month - origin.month;
	int last = month_length(day.year, day.month);

	if ((origin.day < last ? origin.day : last) > day.day)
		months--;
	return months > 0 ? months : 0;
}

int date_months_between(int32_t origin, int32_t day)
{
	return day <= origin ? 0 : date_civil_between(date_civil(origin), date_civil(day));
}

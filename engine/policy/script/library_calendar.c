#include "policy/script/library.h"

#include <lauxlib.h>

#include "base/date.h"

/* Days are texts, "2016-03-01": they compare as they stand, and nobody mistakes one for a number. */

enum { FAR = 4000000 }; /* days; more than there are between the years 1 and 9999 */

static int32_t check_day(lua_State *L, int argument)
{
	int32_t day;

	if (!date_parse(library_check_text(L, argument), &day))
		luaL_argerror(L, argument, "not a day, such as \"2016-03-01\"");
	return day;
}

static int push_day(lua_State *L, int32_t day)
{
	char text[11];

	if (day == DATE_NEVER || day == DATE_NONE)
		return luaL_error(L, "a day outside the years 1 to 9999");
	lua_pushstring(L, date_format(day, text));
	return 1;
}

static int check_count(lua_State *L, int argument)
{
	lua_Integer n = luaL_checkinteger(L, argument);

	luaL_argcheck(L, n >= -FAR && n <= FAR, argument, "out of range");
	return (int)n;
}

static int calendar_add_days(lua_State *L)
{
	int32_t day = check_day(L, 1) + check_count(L, 2), first, last;

	date_make(1, 1, 1, &first);
	date_make(9999, 12, 31, &last);
	return push_day(L, day < first ? DATE_NONE : day > last ? DATE_NEVER : day);
}

static int calendar_add_months(lua_State *L)
{
	return push_day(L, date_add_months(check_day(L, 1), check_count(L, 2)));
}

static int calendar_add_years(lua_State *L)
{
	return push_day(L, date_add_years(check_day(L, 1), check_count(L, 2)));
}

static int calendar_days(lua_State *L)
{
	lua_pushinteger(L, check_day(L, 2) - check_day(L, 1));
	return 1;
}

static int whole_months(lua_State *L)
{
	int32_t from = check_day(L, 1), to = check_day(L, 2);

	return from <= to ? date_months_between(from, to) : -date_months_between(to, from);
}

static int calendar_months(lua_State *L)
{
	lua_pushinteger(L, whole_months(L));
	return 1;
}

static int calendar_years(lua_State *L)
{
	lua_pushinteger(L, whole_months(L) / 12);
	return 1;
}

static int calendar_year(lua_State *L)
{
	lua_pushinteger(L, date_civil(check_day(L, 1)).year);
	return 1;
}

static int calendar_month(lua_State *L)
{
	lua_pushinteger(L, date_civil(check_day(L, 1)).month);
	return 1;
}

static int calendar_day(lua_State *L)
{
	lua_pushinteger(L, date_civil(check_day(L, 1)).day);
	return 1;
}

void library_calendar_open(lua_State *L)
{
	static const struct library_word words[] = {
		{"add_days", calendar_add_days},
		{"add_months", calendar_add_months},
		{"add_years", calendar_add_years},
		{"days_between", calendar_days},
		{"months_between", calendar_months},
		{"years_between", calendar_years},
		{"year_of", calendar_year},
		{"month_of", calendar_month},
		{"day_of", calendar_day},
		{0},
	};

	library_add(L, words);
}

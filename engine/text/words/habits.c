#include "text/words/habits.h"

static const struct str english[] = {
	STR("e.g"),    STR("i.e"), STR("cf"),   STR("vs"),  STR("mr"),   STR("mrs"),
	STR("ms"),     STR("dr"),  STR("prof"), STR("st"),  STR("fig"),  STR("no"),
	STR("approx"), STR("eg"),  STR("ie"),   STR("u.s"), STR("incl"), {0},
};
static const struct str german[] = {
	STR("z.b"),  STR("b"),   STR("d.h"),  STR("h"),   STR("z"),   STR("d"),    STR("u"),
	STR("u.a"),  STR("o.ä"), STR("bzw"),  STR("ca"),  STR("nr"),  STR("dr"),   STR("prof"),
	STR("evtl"), STR("ggf"), STR("inkl"), STR("vgl"), STR("sog"), STR("mind"), STR("max"),
	STR("abs"),  STR("art"), STR("st"),   STR("hr"),  STR("fr"),  {0},
};
static const struct str none[] = {{0}};

/* Some languages name people and versions in Latin letters, and abbreviate them as English does. */
static const struct habits habits[] = {
	{STR("en"), english, false, false}, {STR("zh"), english, false, false},
	{STR("de"), german, true, false},   {STR("ja"), english, false, true},
	{STR("ko"), english, false, false}, {STR(""), none, false, false},
};

const struct habits *habits_of(struct str language)
{
	const struct habits *h = habits;

	while (h->language.len > 0 &&
	       (!str_starts(language, h->language) ||
	        (language.len > h->language.len && language.at[h->language.len] != '-')))
		h++;
	return h;
}

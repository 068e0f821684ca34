-- An airline's programme: nothing is bought to be a member, points are flown and
-- expire, and a status is earned in a calendar year for all of the next.

programme "skyward" { time_zone = "Europe/Lisbon", currency = "EUR", begins = "2014-01-01" }

record "member" { name = "name", language = "language",
  { "id",       text, required = yes, max = 20 },
  { "name",     text, required = yes },
  { "language", one_of { "en-US", "zh-TW", "de-DE" }, required = yes },
  { "joined",   date, required = yes },
  { "home",     one_of { "lisbon", "porto", "funchal" } },
}

record "flights" { key = { "ticket" },
  { "ticket", text,    required = yes, max = 20 },
  { "day",    date,    required = yes },
  { "miles",  integer, required = yes, min = 0, max = 20000 },
  { "cabin",  one_of { "economy", "business" }, required = yes },
}

record "awards" { key = { "number" },
  { "number", text,    required = yes, max = 20 },
  { "day",    date,    required = yes },
  { "miles",  integer, required = yes, min = 1 },
}

record "passes" { key = { "pass" },
  { "pass",     one_of { "lounge_pass" }, required = yes },
  { "bought",   date,    required = yes },
  { "years",    integer, required = yes, min = 1, max = 50 },
  { "returned", date },
}

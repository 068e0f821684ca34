parameter "lasting"        { unit = "months", { from = "2014-01-01", 24 },    { from = "2017-07-01", 18 } }
parameter "silver_miles"   { unit = "count",  { from = "2014-01-01", 25000 } }
parameter "silver_flights" { unit = "count",  { from = "2014-01-01", 8 } }
parameter "gold_miles"     { unit = "count",  { from = "2014-01-01", 50000 }, { from = "2017-01-01", 60000 } }
parameter "gold_flights"   { unit = "count",  { from = "2014-01-01", 20 } }

-- Points: what was flown and has not expired, less what was spent in the same time.
derived "points" { integer, shown = yes,
  greatest(0, minus(
    sum("flights", "miles", { day = within_last(param "lasting") }),
    sum("awards", "miles", { day = within_last(param "lasting") }))),
}
derived "lifetime_miles" { integer, sum("flights", "miles", { day = by(today) }) }
derived "last_flown"     { date,    latest("flights", "day", { day = by(today) }), shown = yes }

-- What was flown in the calendar year of today, in the last one, and in the one before that.
derived "miles_this_year"   { integer, sum("flights", "miles", { day = this_year, any_of { { day = by(today) } } }), shown = yes }
derived "flights_this_year" { integer, count("flights", { day = this_year, any_of { { day = by(today) } } }) }
derived "silver_this_year" { yes_no, any_of {
  { miles_this_year = at_least(param "silver_miles") }, { flights_this_year = at_least(param "silver_flights") } } }
derived "gold_this_year" { yes_no, any_of {
  { miles_this_year = at_least(param "gold_miles") }, { flights_this_year = at_least(param "gold_flights") } } }
derived "silver_last_year" { yes_no, any_of {
  { [sum("flights", "miles", { day = last_year })] = at_least(param "silver_miles") },
  { flights = at_least(param "silver_flights", { day = last_year }) } } }
derived "gold_last_year" { yes_no, any_of {
  { [sum("flights", "miles", { day = last_year })] = at_least(param "gold_miles") },
  { flights = at_least(param "gold_flights", { day = last_year }) } } }
-- Whose gold has ended lands softly: silver for one more year.
derived "gold_before" { yes_no, any_of {
  { [sum("flights", "miles", { day = year_before(2) })] = at_least(param "gold_miles") },
  { flights = at_least(param "gold_flights", { day = year_before(2) }) } } }

tier "blue" { track = "status", rank = 1, entry = { joined = by(today) }, since = fact "joined" }
tier "silver" { track = "status", rank = 2, requires = "blue",
  earned = { any_of { { silver_this_year = yes }, { silver_last_year = yes }, { gold_before = yes } } } }
tier "gold" { track = "status", rank = 3, requires = "blue",
  earned = { any_of { { gold_this_year = yes }, { gold_last_year = yes } } } }

tier "decade" { track = "tenure",   rank = 1, earned = { [years_since(fact "joined")] = at_least(10) } }
tier "far"    { track = "lifetime", rank = 1, earned = { lifetime_miles = at_least(60000) } }

-- Until when: a status of this year holds to the end of the next.
decide "validity" { hit = "first",
  inputs  = { "status", "gold_this_year", "silver_this_year" },
  outputs = { { "status_until", date } },
  -- status    gold  silver
  { "gold",   yes, any, end_of_year(later(start_of_year(today), years(1))) },
  { "silver", any, yes, end_of_year(later(start_of_year(today), years(1))) },
  { "blue",   any, any, end_of_year(later(fact "joined", years(100))) },
  { any,      any, any, end_of_year(today) },
}

decide "comfort" {
  inputs  = { "status", "tenure" },
  outputs = { { "lounge_visits", integer }, { "baggage", one_of { "one", "two", "three" } }, { "upgrade_fee", money } },
  -- status   tenure
  { none,     any,      0,  "one",   eur "120.00" },
  { "blue",   none,     0,  "one",   eur "120.00" },
  { "blue",   "decade", 1,  "one",   eur "100.00" },
  { "silver", none,     4,  "two",   eur "60.00" },
  { "silver", "decade", 6,  "two",   eur "50.00" },
  { "gold",   any,      20, "three", eur "0.00" },
}

-- All that match count together.
decide "bonus" { hit = "collect",
  inputs  = { "status", { "business", count("flights", { cabin = "business", day = this_year }) }, "home" },
  outputs = { { "bonus_percent", integer } },
  { "silver", any,         any,       25 },
  { "gold",   any,         any,       50 },
  { any,      at_least(5), any,       10 },
  { any,      any,         "funchal", 5 },
}

-- Decision tables: their form, and what they leave out or settle twice.
parameter "large" { unit = "count", { from = "2016-01-01", 250 }, { from = "2018-01-01", 300 } }
tier "more" { track = "main", rank = 2, entry = { joined = before "2016-01-01" } }

decide "form" { hit = "frist", ofer = "pack",
  inputs  = { "main", "syze", { "years", years_since(fact "joined") }, "name" },
  outputs = { { "one", text }, { "two" }, "three", { "joined", integer }, { "four", integer, collect = "some" } },
}
decide "missing" { inputs = { "main" } }
decide "empty" { inputs = { "size" }, outputs = { { "five", integer } } }
decide "cells" {
  inputs  = { "main", "size", "joined" },
  outputs = { { "six", one_of { "low", "high" } } },
  { "basic", 5, any },
  { "basik", 5, any, "low" },
  { "basic", before(today), any, "low" },
  { "basic", at_least(fact "size"), any, "low" },
  { "basic", any, within_last(days(5)), "low" },
  { "basic", any, by(today), "low" },
  { "basic", any, any, "middle" },
  { "basic", any, any, note = 4, "low" },
  "basic",
}
decide "gaps" {
  inputs  = { "main", "size" },
  outputs = { { "seven", integer } },
  { "basic", at_most(250), 1 },
  { "more",  between(10, 20), 2 },
  { none,    none, 3 },
}
decide "dated" {
  inputs  = { "size" },
  outputs = { { "eight", integer } },
  { none, 0 },
  { at_most(250), 1 },
  { more_than(param "large"), 2 },
}
decide "twice" {
  inputs  = { { "years", years_since(fact "joined") }, "main", { "badges", count("badges", { level = "gold" }) } },
  outputs = { { "nine", integer } },
  { any, none, any, 0 },
  { none, "basic", any, 1 },
  { none, "more", any, 1 },
  { at_least(5), "basic", any, 2 },
  { any, "basic", at_least(2), 3 },
  { between(0, 4), "basic", any, 4 },
  { known, "more", any, 5 },
}
decide "order" { hit = "first",
  inputs  = { "size", "main" },
  outputs = { { "ten", usd "1.00" }, { "eleven", money } },
  { any, any, usd "1.00", usd "1.00" },
}
decide "behind" { hit = "first",
  inputs  = { "size", "main" },
  outputs = { { "twelve", money } },
  { at_most(100), any, usd "1.00" },
  { between(50, 60), "basic", usd "2.00" },
  { at_least(101), "basic", usd "3.00" },
  { at_least(2000), "more", usd "3.00" },
  { is_any_of { 4000, 5000 }, any, usd "3.00" },
  { any, none, eur "4.00" },
  { any, any, 5 },
}
decide "again" { hit = "collect", inputs = { "size" }, outputs = { { "twelve", yes_no, collect = "sum" } }, { between(5, 2), yes } }

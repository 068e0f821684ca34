-- Rows that never match, and tables that nobody could look through.
tier "more" { track = "main", rank = 2, entry = { joined = before "2016-01-01" } }

decide "behind" { hit = "first",
  inputs  = { "size", "main" },
  outputs = { { "discount", money } },
  { at_most(100), any, usd "1.00" },
  { between(50, 60), "basic", usd "2.00" },
  { at_least(101), "basic", usd "3.00" },
  { at_least(2000), "more", usd "3.00" },
  { is_any_of { 400, 500 }, any, usd "3.00" },
  { between(450, 600), "more", usd "3.00" },
  { is_any_of { 450, 500 }, any, usd "3.00" },
  { any, none, usd "4.00" },
  { none, none, usd "4.00" },
  { any, any, usd "5.00" },
}
decide "levels" {
  inputs  = { { "golden", count("badges", { level = "gold" }) }, { "open", at_home } },
  outputs = { { "points", integer } },
}
decide "days" {
  inputs  = { "joined", { "old", years_since(fact "joined") } },
  outputs = { { "points", integer } },
  { before "2016-01-01", at_least(1), 1 },
  { since "2016-01-01", is_not(3), 2 },
  { none, any, 3 },
}

-- Each row asks something of each column, so that no part is like another.
local rows = { hit = "first", inputs = {}, outputs = { { "huge", integer } } }
for i = 1, 12 do rows.inputs[i] = { "c" .. i, plus(fact "size", i) } end
for i = 1, 60 do
  rows[i] = {}
  for k = 1, 12 do rows[i][k] = (i + k) % 3 == 0 and any or between(i * k % 37, i * k % 37 + 20) end
  rows[i][13] = i
end
rows[61] = { any, any, any, any, any, any, any, any, any, any, any, at_most(500), 61 }
rows[62] = { any, any, any, any, any, any, any, any, any, any, any, at_least(501), 62 }
rows[63] = { any, any, any, any, any, any, any, any, any, any, any, none, 63 }
decide "huge" (rows)

-- One fact from another, too often.
derived "d0" { integer, fact "size" }
for i = 1, 120 do derived("d" .. i) { integer, plus(fact("d" .. i - 1), 1) } end

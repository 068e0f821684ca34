-- A club: who has joined is a guest, who has bought a pass is a member for a year.

programme "club" { time_zone = "UTC", currency = "EUR", begins = "2020-01-01" }

parameter "reminder"   { unit = "days",  { from = "2020-01-01", 14 } }
parameter "pass_price" { unit = "money", { from = "2020-01-01", eur "60.00" } }

tier "guest"  { track = "club", rank = 1, entry = { joined = by(today) }, since = fact "joined" }
tier "member" { track = "club", rank = 2, bought = "year_pass", requires = "guest" }

benefits "guest" { { "newsletter" } }
benefits "member" { includes = "guest",
  { "entry" },
  { "guest_visits", quantity = 2, every = "month" },
}

offer "year_pass" { record = "passes", price = param "pass_price", requires = "guest" }

renewal "year_pass" { term = years(1), origin = "purchased", paid = "years_paid",
  { "active", starts = on "term_start" },
  { "due_soon", starts = before_anniversary(param "reminder"),
    send { "reminder.renew", with = { anniversary = on "anniversary" }, help = "index#the-year-pass" } },
  { "ended", starts = on "anniversary", loses = "benefits", offer = "available" },
}

action "buy_pass" { offer = "year_pass", from = "available",
  charges = param "pass_price",
  does    = { purchased = today, years_paid = 1 },
  help    = "index#the-year-pass",
}

action "renew_pass" { offer = "year_pass", from = "purchased",
  refuse_when { in_state { "active" }, say = "renew.too_early",
    with = { opens = before_anniversary(param "reminder") }, help = "index#the-year-pass" },
  charges = param "pass_price",
  renews  = yes,
  help    = "index#the-year-pass",
}

example "a guest may buy the pass" {
  given  = { joined = "2026-01-10" },
  on     = "2026-02-01",
  expect = { tier = { club = "guest" }, offers = { year_pass = "available" }, allowed = "buy_pass" },
}

example "nobody buys it before joining" {
  given  = {},
  on     = "2026-02-01",
  expect = { closed = { year_pass = "tier.guest.required" }, refused = { buy_pass = "tier.guest.required" } },
}

example "a member from the day of purchase" {
  given  = { joined = "2026-01-10", year_pass = { purchased = "2026-02-01", years_paid = 1 } },
  on     = "2026-02-01",
  expect = {
    tier     = { club = "member" },
    renewal  = "active",
    benefits = { entry = yes, guest_visits = 2 },
    refused  = { buy_pass = "offer.year_pass.not_available", renew_pass = "renew.too_early" },
  },
}

example "reminded two weeks before the year is over" {
  given  = { joined = "2026-01-10", year_pass = { purchased = "2026-02-01", years_paid = 1 } },
  on     = "2027-01-18",
  expect = { renewal = "due_soon", send = "reminder.renew", allowed = "renew_pass" },
}

example "a guest again when it is over" {
  given  = { joined = "2026-01-10", year_pass = { purchased = "2026-02-01", years_paid = 1 } },
  on     = "2027-02-01",
  expect = {
    tier = { club = "guest" }, renewal = "ended", allowed = "buy_pass",
    refused = { renew_pass = "offer.year_pass.not_purchased" },
  },
}

-- for `tierbook records sample`
sample "guest" { share = 3, joined = between("2024-01-01", "2026-11-01") }
sample "member" { share = 6, joined = between("2022-01-01", "2023-12-31"),
  year_pass = { purchased = between("2024-12-08", "2025-11-08"), years_paid = 2 } }
sample "due soon" { share = 1, joined = between("2022-01-01", "2023-12-31"),
  year_pass = { purchased = between("2024-11-23", "2024-12-05"), years_paid = 2 } }

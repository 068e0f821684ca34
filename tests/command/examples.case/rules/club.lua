-- A club small enough to be read in its coverage.
programme "club" { time_zone = "UTC", currency = "EUR", begins = "2016-01-01" }

record "member" { name = "name", language = "language",
  { "id",       text, required = yes },
  { "name",     text, required = yes },
  { "language", one_of { "en-US" }, required = yes },
  { "joined",   date },
  { "age",      integer },
}

record "offers" { key = { "offer" },
  { "offer",  one_of { "card" }, required = yes },
  { "bought", date,    required = yes },
  { "paid",   integer, required = yes, min = 1 },
}

record "visits" { key = { "day" },
  { "day", date, required = yes },
}

tier "friend" { track = "club", rank = 1, entry = { joined = by(today) } }
tier "regular" { track = "club", rank = 2, requires = "friend",
  earned = { visits = at_least(2, { day = within_last(months(12)) }) },
}

benefits "friend"  { { "newsletter" } }
benefits "regular" { { "coffee", quantity = 3, every = "month" } }

offer "card" { record = "offers", price = eur "25.00", requires = "friend",
  closed_when { age = less_than(16), say = "card.too_young" },
}

renewal "card" { term = months(1), origin = "bought", paid = "paid",
  { "valid", starts = on "term_start" },
  { "late",  starts = on "anniversary", send { "card.late" } },
  { "over",  starts = after_anniversary(days(7)), loses = "benefits", offer = "available" },
}

action "buy" { offer = "card", from = "available", does = { bought = today, paid = 1 } }
action "pay" { offer = "card", from = "purchased", renews = yes }
action "end" { offer = "card", from = "purchased", refuse_when { always, say = "card.ends_by_itself" } }

derived "grown_up" { yes_no, { age = at_least(18) }, shown = yes }

decide "fee" { hit = "first",
  inputs  = { "grown_up", "visits_this_year" },
  outputs = { { "fee", money } },
  { no,  any,         eur "5.00" },
  { any, at_least(9), eur "7.50" },
  { any, any,         eur "10.00" },
}
derived "visits_this_year" { integer, count("visits", { day = this_year }) }

example "a friend & its newsletter" {
  given  = { joined = "2016-01-01" },
  on     = "2016-02-01",
  expect = { tier = { club = "friend" }, benefits = { newsletter = yes, coffee = none } },
}

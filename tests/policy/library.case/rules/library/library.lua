programme "library" { time_zone = "Europe/Dublin", currency = "EUR", begins = "2015-01-01" }

parameter "card_price" { unit = "money", { from = "2015-01-01", eur "24.00" }, { from = "2017-02-01", eur "26.00" } }
parameter "film_price" { unit = "money", { from = "2015-01-01", eur "3.50" } }
parameter "grown_up"   { unit = "years", { from = "2015-01-01", 16 },          { from = "2017-01-01", 14 } }
parameter "grace"      { unit = "days",  { from = "2015-01-01", 14 } }

derived "age"              { integer, years_since(fact "born") }
derived "on_loan"          { integer, count("loans", { taken = by(today), any_of { { returned = unknown }, { returned = after(today) } } }),   shown = yes }
derived "overdue"          { integer, count("loans", { due = before(today), any_of { { returned = unknown }, { returned = after(today) } } }), shown = yes }
derived "films_this_month" { integer, count("loans", { kind = "film", taken = this_month }) }
derived "busy_year"        { yes_no,  { loans = at_least(3, { taken = last_year }) } }

tier "visitor"  { track = "library", rank = 1, entry = { registered = by(today) }, since = fact "registered" }
tier "reader"   { track = "library", rank = 2, bought = "reader", requires = "visitor" }
tier "film_fan" { track = "films",   rank = 1, bought = "films" }

-- How much one may take home, by card and age.
decide "lending" {
  inputs  = { "library", "age", "resident" },
  outputs = { { "loan_limit", integer }, { "loan_weeks", integer } },
  -- card       age                          resident
  { none,      any,                           any, 0,  0 },
  { "visitor", any,                           no,  0,  0 },
  { "visitor", any,                           yes, 1,  1 },
  { "reader",  none,                          any, 5,  3 },
  { "reader",  less_than(param "grown_up"),   any, 10, 3 },
  { "reader",  between(param "grown_up", 64), any, 20, 4 },
  { "reader",  at_least(65),                  any, 20, 6 },
}

decide "fee" { hit = "collect", offer = "reader",
  inputs  = { "age", "auto", "busy_year" },
  outputs = { { "rebate", money, collect = "greatest" }, { "rebates", integer } },
  { less_than(18), any, any, param { "card_price", as_of = "term_start" }, 1 },
  { at_least(65),  any, any, eur "12.00", 1 },
  { any,           yes, any, eur "2.00",  1 },
  { any,           any, yes, eur "5.00",  1 },
}

benefits "visitor"  { { "reading_room" },   { "loans", quantity = fact "loan_limit" } }
benefits "reader"   { includes = "visitor", { "online_papers" }, { "rebate_due", amount = fact "rebate", every = "year" } }
benefits "film_fan" { { "film_evenings", quantity = 2, every = "month" } }

offer "reader" { record = "cards", price = param "card_price", requires = "visitor", ended_when = { returned = by(today) } }
offer "films" { record = "cards", price = param "film_price", ended_when = { returned = by(today) },
  closed_when { none_of { holds "reader" }, say = "films.readers_only" },
  closed_when { age = less_than(param "grown_up"), say = "films.too_young", with = { age = param "grown_up" } },
}

renewal "reader" { term = years(1), origin = "issued", paid = "paid",
  { "running", starts = on "term_start" },
  { "ends",    starts = before_anniversary(months(1)), send { "card.ends", when = { auto = no }, with = { last = on "anniversary", rebate = fact "rebate" } } },
  { "grace",   starts = on "anniversary", due { "charge_card", when = { auto = yes } } },
  { "over",    starts = after_anniversary(param "grace"), loses = "benefits", offer = "available" },
}
renewal "films" { term = months(1), origin = "issued", paid = "paid",
  { "running", starts = on "term_start" },
  { "unpaid",  starts = on "anniversary", send = "films.unpaid" },
  { "stopped", starts = after_anniversary(days(5)), loses = "benefits", offer = "available" },
}

action "borrow" {
  refuse_when { overdue = at_least(1), say = "borrow.overdue", with = { items = fact "overdue" } },
  refuse_when { [minus(fact "loan_limit", fact "on_loan")] = less_than(1), say = "borrow.limit", with = { limit = fact "loan_limit" } },
}
action "borrow_film" {
  refuse_when { none_of { holds "film_fan" }, say = "borrow.no_film_card" },
  refuse_when { films_this_month = at_least(4), say = "borrow.enough_films" },
}
action "return_card" { offer = "reader", from = "purchased",
  refuse_when { on_loan = at_least(1), say = "borrow.items_out" }, does = { returned = today } }

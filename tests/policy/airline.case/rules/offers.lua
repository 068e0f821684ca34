parameter "lounge_price" { unit = "money", { from = "2014-01-01", eur "190.00" }, { from = "2017-04-01", eur "210.00" } }
parameter "reminder"     { unit = "days",  { from = "2014-01-01", 30 } }

benefits "blue"          { { "newsletter" },    { "lounge", quantity = fact "lounge_visits", every = "year" } }
benefits "silver"        { includes = "blue",   { "priority_desk" } }
benefits "gold"          { includes = "silver", { "guest_in_lounge" } }
benefits "lounge_holder" { { "lounge_any_time" } }

tier "lounge_holder" { track = "lounge", rank = 1, bought = "lounge_pass", requires = "blue" }

-- Whether the pass in hand was bought at the old price: read as of its term's first day.
derived "old_price" { yes_no, offer = "lounge_pass", { [param { "lounge_price", as_of = "term_start" }] = less_than(param "lounge_price") } }

offer "lounge_pass" { record = "passes", price = param "lounge_price", requires = "blue",
  ended_when = { returned = by(today) },
  closed_when { [tier_on "status"] = "gold", say = "lounge.free_for_gold" },
}

renewal "lounge_pass" { term = years(1), origin = "bought", paid = "years",
  { "valid", starts = on "term_start" },
  { "ends_soon", starts = before_anniversary(param "reminder"),
    send { "lounge.ending", with = { last = on "anniversary", price = param "lounge_price" }, when = { old_price = no } },
    send { "lounge.ending_dearer", with = { price = param "lounge_price" }, when = { old_price = yes } } },
  { "over", starts = on "anniversary", loses = "benefits", offer = "available" },
}

action "buy_lounge_pass" { offer = "lounge_pass", from = "available", charges = param "lounge_price" }
action "return_pass" { offer = "lounge_pass", from = "purchased",
  refuse_when { [months_since(fact "bought")] = at_least(6), say = "lounge.too_late", with = { bought = fact "bought" } },
  does = { returned = today },
}

decide "seats" { hit = "first",
  inputs  = { "home", { "idle", days_since(fact "last_flown") } },
  outputs = { { "award_price", integer } },
  { "funchal", any,            9000 },
  { any,       none,           15000 },
  { any,       more_than(365), 15000 },
  { any,       any,            12000 },
}

action "book_award" {
  refuse_when { points = less_than(12000), say = "award.too_few", with = { points = fact "points", price = fact "award_price", missing = greatest(0, minus(fact "award_price", fact "points")) } },
  refuse_when { last_flown = unknown, say = "award.never_flown" },
}

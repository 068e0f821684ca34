-- The friends' society counts in pounds and by what was given.
programme "friends" { time_zone = "Europe/London", currency = "GBP", begins = "2016-01-01" }

parameter "donor_from" { unit = "money", { from = "2016-01-01", gbp "50.00" }, { from = "2017-05-01", gbp "80.00" } }

derived "given_this_year" { money,   sum("gifts", "amount", { day = this_year }), shown = yes }
derived "given_lately"    { money,   sum("gifts", "amount", { day = within_last(years(3)) }) }
derived "friend_for"      { integer, years_since(earliest("gifts", "day")) }

tier "friend" { track = "society", rank = 1, bought = "friendship" }
tier "donor"  { track = "society", rank = 2, earned = { given_this_year = at_least(param "donor_from") } }
tier "patron" { track = "society", rank = 3, earned = { given_lately = at_least(gbp "500.00"), friend_for = at_least(2) } }

benefits "friend" { { "letter", every = "quarter" } }
benefits "donor"  { { "letter", every = "quarter" }, { "invitation" } }
benefits "patron" { includes = "donor", { "name_on_the_wall" } }

decide "evening" { inputs = { "society", "library" }, outputs = { { "seats", integer } },
  -- society  library
  { none,     none,  0 },
  { none,     known, 1 },
  { "friend", any,   2 },
  { "donor",  any,   2 },
  { "patron", any,   4 },
}

offer "friendship" { record = "supports", price = gbp "20.00" }
renewal "friendship" { term = years(1), origin = "since", paid = "years",
  { "friend", starts = on "term_start" },
  { "former", starts = on "anniversary", loses = "benefits", offer = "available", send = "friends.thanks" },
}
action "come_to_the_evening" { refuse_when { seats = 0, say = "friends.no_seat" } }

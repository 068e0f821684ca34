example "a friend, and nothing in the library" {
  given  = { resident = no, friendship = { since = "2017-01-10", years = 1 } },
  on     = "2017-04-01",
  expect = { tier = { society = "friend", library = none }, facts = { seats = 2 }, renewal = { friendship = "friend" }, next_grant = { letter = "2017-04-10" } },
}
example "fifty pounds in a year make a donor" {
  given  = { resident = no, gifts = { { number = "1", day = "2017-01-01", amount = gbp "50.00" } } },
  on     = "2017-04-30",
  expect = { tier = { society = "donor" }, facts = { given_this_year = gbp "50.00", seats = 2 }, next_change = "2017-05-01" },
}
example "eighty from May on" {
  given  = { resident = no, gifts = { { number = "1", day = "2017-01-01", amount = gbp "50.00" } } },
  on     = "2017-05-01",
  expect = { tier = { society = none }, refused = { come_to_the_evening = "friends.no_seat" } },
}
example "a patron after two years" {
  given  = { resident = no, gifts = { { number = "1", day = "2016-02-29", amount = gbp "300.00" }, { number = "2", day = "2017-06-01", amount = gbp "200.00" } } },
  on     = "2018-02-28",
  expect = { tier = { society = "patron" }, facts = { seats = 4, given_this_year = gbp "0.00" } },
}
example "thanked at the end" {
  given  = { resident = no, registered = "2016-01-01", friendship = { since = "2017-01-10", years = 1 } },
  on     = "2018-01-10",
  expect = { renewal = { friendship = "former" }, send = "friends.thanks", facts = { seats = 1 }, tier = { society = none } },
}

sample "reads" { share = 5, name = any_name, language = choice { "en-US", "zh-TW" }, born = between("1940-01-01", "2010-12-31"), registered = between("2014-01-01", "2016-12-31"), resident = choice { yes, no },
  cards = { { card = "reader", issued = between("2015-01-01", "2017-03-31"), paid = between(1, 2), auto = choice { yes, no } }, { card = "films", issued = "2016-08-31", paid = between(5, 30), auto = no } },
  loans = { { item = "a", kind = "book", taken = between("2016-10-01", "2017-06-01"), due = between("2017-06-02", "2017-07-01") }, { item = "b", kind = "film", taken = between("2016-01-01", "2017-05-31"), due = "2017-06-01", returned = between("2017-06-01", "2017-07-31") } } }
sample "supports" { share = 2, name = any_name, language = "de-DE", resident = yes,
  supports = { { way = "friendship", since = between("2015-01-01", "2017-05-31"), years = between(1, 3) } },
  gifts    = { { number = "1", day = between("2015-01-01", "2017-05-31"), amount = between(gbp "5.00", gbp "400.00") } } }

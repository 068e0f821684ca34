example "points expire two years on" {
  given  = { joined = "2014-06-01", flights = { { ticket = "1", day = "2015-03-31", miles = 4000, cabin = "economy" } } },
  on     = "2017-03-30",
  expect = { facts = { points = 4000, last_flown = "2015-03-31", award_price = 15000 }, next_change = "2017-03-31" },
}
example "and are gone" {
  given  = { joined = "2014-06-01", flights = { { ticket = "1", day = "2015-03-31", miles = 4000, cabin = "economy" } } },
  on     = "2017-03-31",
  expect = { facts = { points = 0 }, refused = { book_award = "award.too_few" } },
}
example "from July 2017 on points last for eighteen months only" {
  given  = { joined = "2014-06-01", flights = { { ticket = "1", day = "2015-12-01", miles = 4000, cabin = "economy" } } },
  on     = "2017-06-30",
  expect = { facts = { points = 4000 }, next_change = "2017-07-01" },
}
example "gold by miles, to the end of the next year" {
  given = { joined = "2014-06-01", flights = {
    { ticket = "1", day = "2016-02-29", miles = 20000, cabin = "business" }, { ticket = "2", day = "2016-05-01", miles = 20000, cabin = "business" },
    { ticket = "3", day = "2016-11-01", miles = 10000, cabin = "economy" } } },
  on     = "2016-11-01",
  expect = { tier = { status = "gold" }, held = { "blue", "silver", "gold" }, benefits = { lounge = 20, guest_in_lounge = yes },
    facts = { status_until = "2017-12-31", miles_this_year = 50000, lounge_visits = 20, baggage = "three", upgrade_fee = eur "0.00", bonus_percent = 50 },
    closed = { lounge_pass = "lounge.free_for_gold" }, next_change = "2017-01-01" },
}
example "what was gold by last year's rule is so by this year's, or not" {
  given = { joined = "2014-06-01", flights = {
    { ticket = "1", day = "2016-02-29", miles = 20000, cabin = "business" }, { ticket = "2", day = "2016-05-01", miles = 20000, cabin = "business" },
    { ticket = "3", day = "2016-11-01", miles = 10000, cabin = "economy" } } },
  on     = "2017-01-01",
  expect = { tier = { status = "silver" }, facts = { status_until = "2017-12-31", miles_this_year = 0 } },
}
example "who was gold two years ago lands on silver" {
  given = { joined = "2013-06-01", flights = {
    { ticket = "1", day = "2014-02-28", miles = 20000, cabin = "business" }, { ticket = "2", day = "2014-05-01", miles = 20000, cabin = "business" },
    { ticket = "3", day = "2014-11-01", miles = 10000, cabin = "economy" } } },
  on     = "2016-06-01",
  expect = { tier = { status = "silver" }, facts = { status_until = "2016-12-31" }, next_change = "2016-11-01" },
}
example "eight flights make silver" {
  given = { joined = "2014-06-01", home = "funchal", flights = {
    { ticket = "1", day = "2016-01-01", miles = 10, cabin = "economy" }, { ticket = "2", day = "2016-01-02", miles = 10, cabin = "economy" },
    { ticket = "3", day = "2016-01-03", miles = 10, cabin = "economy" }, { ticket = "4", day = "2016-01-04", miles = 10, cabin = "business" },
    { ticket = "5", day = "2016-01-05", miles = 10, cabin = "business" }, { ticket = "6", day = "2016-01-06", miles = 10, cabin = "business" },
    { ticket = "7", day = "2016-01-07", miles = 10, cabin = "business" }, { ticket = "8", day = "2016-01-08", miles = 10, cabin = "business" } } },
  on     = "2016-01-08",
  expect = { tier = { status = "silver" }, facts = { bonus_percent = 40, award_price = 9000 }, benefits = { lounge = 4, priority_desk = yes } },
}
example "ten years a member, on the day" {
  given  = { joined = "2007-02-28" },
  on     = "2017-02-28",
  expect = { tier = { status = "blue", tenure = "decade" }, facts = { upgrade_fee = eur "100.00" } },
}
example "and not the day before" {
  given  = { joined = "2007-02-28" },
  on     = "2017-02-27",
  expect = { tier = { tenure = none }, benefits = { lounge = none }, next_change = "2017-02-28" },
}
example "sixty thousand miles, for good" {
  given = { joined = "2007-02-28", flights = { { ticket = "1", day = "2016-01-01", miles = 20000, cabin = "economy" },
    { ticket = "2", day = "2016-01-02", miles = 20000, cabin = "economy" }, { ticket = "3", day = "2016-01-03", miles = 20000, cabin = "economy" } } },
  on     = "2030-02-27",
  expect = { tier = { lifetime = "far", status = "blue" } },
}
example "the reminder of a pass bought at the old price" {
  given  = { joined = "2014-06-01", lounge_pass = { bought = "2016-06-30", years = 1 } },
  on     = "2017-05-31",
  expect = { renewal = "ends_soon", send = "lounge.ending_dearer", held = { "blue", "lounge_holder" }, refused = { return_pass = "lounge.too_late" } },
}
example "and of one bought at the present price" {
  given  = { joined = "2014-06-01", lounge_pass = { bought = "2017-06-30", years = 1 } },
  on     = "2018-05-31",
  expect = { send = "lounge.ending" },
}
example "a pass can be returned for half a year" {
  given  = { joined = "2014-06-01", lounge_pass = { bought = "2016-08-31", years = 1 } },
  on     = "2017-02-27",
  expect = { allowed = "return_pass", renewal = "valid", next_change = "2017-02-28" },
}
example "one that is over is there to buy" {
  given  = { joined = "2014-06-01", lounge_pass = { bought = "2016-08-31", years = 1 } },
  on     = "2017-08-31",
  expect = { renewal = "over", offers = { lounge_pass = "available" }, refused = { book_award = { "award.too_few", "award.never_flown" } } },
}

sample "flies often" { share = 5, language = choice { "en-US", "de-DE", "zh-TW" }, name = any_name,
  joined = between("2005-01-01", "2016-01-01"), home = choice { "lisbon", "porto", "funchal" },
  flights = { { ticket = "a", day = between("2014-01-01", "2016-12-31"), miles = between(2000, 20000), cabin = "business" },
    { ticket = "b", day = between("2015-06-01", "2016-12-31"), miles = between(5000, 20000), cabin = "business" },
    { ticket = "c", day = between("2016-01-01", "2017-03-31"), miles = between(5000, 20000), cabin = "economy" },
    { ticket = "d", day = between("2016-06-01", "2017-03-31"), miles = between(500, 20000), cabin = "economy" } },
  awards = { { number = "x", day = between("2016-01-01", "2017-01-31"), miles = 9000 } } }
sample "holds a pass" { share = 3, language = "en-US", name = any_name, joined = between("2005-01-01", "2016-01-01"),
  passes = { { pass = "lounge_pass", bought = between("2014-01-31", "2017-03-31"), years = between(1, 3) } } }
sample "new" { share = 2, language = "de-DE", name = any_name, joined = between("2016-06-01", "2017-12-31") }

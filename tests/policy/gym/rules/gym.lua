-- A gym with monthly passes: nothing like the sample programme, so that nothing is
-- shaped to that.  Visits earn points that expire, a tier adds to the other's
-- grants, prices change in the middle of a term, and a function asks for the day.

programme "gym" { time_zone = "Europe/Berlin", currency = "EUR", begins = "2015-01-01" }

record "member" { name = "name", language = "language",
  { "id",            text, required = yes },
  { "name",          text, required = yes },
  { "language",      one_of { "en-US", "de-DE" }, required = yes },
  { "born",          date },
  { "joined",        date },
  { "student_until", date },
  { "note",          text },
}

record "passes" { key = { "pass" },
  { "pass",   one_of { "monthly", "locker" }, required = yes },
  { "bought", date,    required = yes },
  { "paid",   integer, required = yes, min = 1, max = 1200 },
  { "ended",  date },
}

record "visits" { key = { "day" },
  { "day",    date, required = yes },
  { "points", integer },
  { "studio", one_of { "north", "south" } },
}

parameter "price"    { unit = "money",  { from = "2015-01-01", eur "29.90" }, { from = "2017-03-15", eur "34.90" } }
parameter "grace"    { unit = "days",   { from = "2015-01-01", 5 },           { from = "2017-06-10", 9 } }
parameter "lasting"  { unit = "months", { from = "2015-01-01", 12 } }
parameter "for_gold" { unit = "count",  { from = "2015-01-01", 40 },          { from = "2018-01-01", 30 } }
parameter "towels"   { unit = "count",  { from = "2015-01-01", 4 },           { from = "2017-01-20", 6 } }

tier "guest"   { track = "access", rank = 1, entry = { joined = by(today) }, since = fact "joined" }
tier "regular" { track = "access", rank = 2, bought = "monthly", requires = "guest" }

tier "bronze" { track = "loyalty", rank = 1,
  earned = { visits = at_least(3, { day = within_last(months(3)) }) },
  since  = earliest("visits", "day", { day = within_last(months(3)) }),
}

tier "gold" { track = "loyalty", rank = 2,
  earned = { [sum("visits", "points", { day = within_last(param "lasting") })] = at_least(param "for_gold") },
}

tier "veteran" { track = "loyalty", rank = 3, requires = "guest",
  earned = { joined = for_at_least(years(2)), [custom "lucky"] = yes },
  since  = fact "joined",
}

tier "student" { track = "age", rank = 1, earned = { student_until = since(today), born = after "1990-01-01" } }

custom "lucky" {
  reads = { "joined", today }, returns = yes_no,
  run = function(m, today) return calendar.day_of(m.joined) ~= calendar.day_of(today) end,
}

custom "odd_visits" {
  reads = { "visits.points" }, returns = integer,
  run = function(m)
    local n = 0
    for _, visit in ipairs(m.visits) do if (visit.points or 0) % 2 == 1 then n = n + 1 end end
    return n
  end,
}

benefits "guest" {
  { "entry" },
  { "coffee", quantity = 1, every = "month", adds = yes },
}

benefits "regular" { includes = "guest",
  { "towels", quantity = param { "towels", as_of = "term_start" }, every = "month" },
  { "studio", quantity = 1 },
}

benefits "bronze"  { { "coffee", quantity = 2, every = "month", adds = yes }, { "studio", quantity = 2 } }
benefits "gold"    { includes = "bronze", { "voucher", amount = eur "10.00", every = "quarter" } }
benefits "veteran" { { "coffee", quantity = 5, every = "month", adds = yes } }
benefits "student" { { "discount" } }

offer "monthly" { record = "passes", price = param "price", requires = "guest",
  ended_when = { ended = by(today) },
  closed_when { note = "banned", say = "gym.banned" },
  closed_when { born = after(today), say = "gym.unborn" },
}

offer "locker" { record = "passes", price = eur "3.00",
  ended_when = { ended = by(today) },
  closed_when { none_of { holds "regular" }, say = "gym.no_pass" },
}

renewal "monthly" { term = months(1), origin = "bought", paid = "paid",
  { "running", starts = on "term_start",
    send { "pass.welcome", at = after_term_start(days(3)), when = { note = unknown } },
    due { "count_visits", at = after_term_start(days(20)), when = { [custom "odd_visits"] = at_least(1) } } },
  { "ending", starts = before_anniversary(days(4)), send { "pass.ending", with = { price = param "price", last = on "anniversary" } } },
  { "grace",  starts = on "anniversary", keeps = "benefits", due { "collect" } },
  { "over",   starts = after_anniversary(param "grace"), loses = "benefits", offer = "available" },
}

action "buy" { offer = "monthly", from = "available", charges = param "price", does = { bought = today, paid = 1 } }

action "pause" { offer = "monthly", from = "purchased",
  refuse_when { in_state { "grace" }, say = "gym.pay_first", with = { price = param { "price", as_of = "term_start" } } },
  refuse_when { visits = less_than(1, { day = within_last(days(30)) }), say = "gym.come_first" },
}

action "spend_points" {
  refuse_when { [sum("visits", "points", { day = within_last(param "lasting"), studio = is_not("south") })] = less_than(10),
    say  = "gym.too_few_points",
    with = { points = sum("visits", "points", { day = within_last(param "lasting") }), last = latest("visits", "day") } },
  refuse_when { offer_is("locker", "closed"), say = "gym.locker_first" },
}

example "a pass of the 31st ends with the month" {
  given  = { joined = "2016-01-01", monthly = { bought = "2016-01-31", paid = 1 } },
  on     = "2016-02-27",
  expect = { renewal = { monthly = "ending" }, anniversary = { monthly = "2016-02-29" }, next_change = "2016-02-29" },
}

example "and comes back to the 31st" {
  given  = { joined = "2016-01-01", monthly = { bought = "2016-01-31", paid = 2 } },
  on     = "2016-03-01",
  expect = { renewal = { monthly = "running" }, term_start = { monthly = "2016-02-29" }, anniversary = { monthly = "2016-03-31" } },
}

example "the towels are those of the term's first day, the price that of today" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-01-05", paid = 1 } },
  on     = "2017-01-25",
  expect = { benefits = { towels = 4 }, send = {} },
}

example "the next term has the new number of towels" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-01-05", paid = 2 } },
  on     = "2017-02-05",
  expect = { benefits = { towels = 6 } },
}

example "paid ahead, the towels are those of the term under way" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-01-05", paid = 3 } },
  on     = "2017-01-25",
  expect = { benefits = { towels = 4 }, next_change = "2017-02-05", next_grant = { towels = "2017-02-05" } },
}

example "grants of two tracks add up, the included ones only once" {
  given = {
    joined  = "2016-01-01",
    monthly = { bought = "2017-01-05", paid = 1 },
    visits  = { { day = "2017-01-06" }, { day = "2017-01-07" }, { day = "2017-01-08", points = 50 } },
  },
  on     = "2017-01-25",
  expect = { held = { "guest", "regular", "bronze", "gold" }, benefits = { coffee = 3, studio = 2, voucher = eur "10.00" } },
}

example "points expire" {
  given  = { visits = { { day = "2016-03-01", points = 40 } } },
  on     = "2017-02-28",
  expect = { tier = { loyalty = "gold" }, next_change = "2017-03-01" },
}

example "and are gone" {
  given  = { visits = { { day = "2016-03-01", points = 40 } } },
  on     = "2017-03-01",
  expect = { tier = { loyalty = none } },
}

example "a pass bought for next week is not there yet" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-01-12", paid = 1 } },
  on     = "2017-01-05",
  expect = { offers = { monthly = "available" }, tier = { access = "guest" } },
}

example "three days into the term, a word of welcome" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-01-05", paid = 1 } },
  on     = "2017-01-08",
  expect = { send = "pass.welcome" },
}

example "a longer grace from one day on" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-05-03", paid = 1 } },
  on     = "2017-06-09",
  expect = { renewal = { monthly = "over" } },
}

example "reaches those whose own was over the day before" {
  given  = { joined = "2016-01-01", monthly = { bought = "2017-05-03", paid = 1 } },
  on     = "2017-06-10",
  expect = { renewal = { monthly = "grace" }, lasts_until = { monthly = "2017-06-12" } },
}

example "a function that asks for the day is asked again tomorrow" {
  given  = { joined = "2014-01-01" },
  on     = "2017-06-10",
  expect = { tier = { loyalty = "veteran" }, next_change = "2017-06-11" },
}

example "without a pass no locker" {
  given  = { joined = "2016-01-01" },
  on     = "2016-06-01",
  expect = { offers = { locker = "closed" }, closed = { locker = "gym.no_pass" }, refused = { spend_points = { "gym.too_few_points", "gym.locker_first" } } },
}

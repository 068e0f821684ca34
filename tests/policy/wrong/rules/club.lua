-- A small club whose examples are wrong in everything they may expect.

programme "club" { time_zone = "Europe/Paris", currency = "EUR", begins = "2016-01-01" }

record "member" { name = "name", language = "language",
  { "id",       text, required = yes },
  { "name",     text, required = yes },
  { "language", one_of { "en-US" }, required = yes },
  { "joined",   date },
}

record "offers" { key = { "offer" },
  { "offer",  one_of { "card" }, required = yes },
  { "bought", date, required = yes },
  { "paid",   integer, required = yes, min = 1 },
}

parameter "fee" { unit = "money", { from = "2016-01-01", eur "25.00" } }

tier "friend" { track = "club", rank = 1, entry = { joined = by(today) }, since = fact "joined" }
tier "holder" { track = "club", rank = 2, bought = "card", requires = "friend" }

benefits "friend" { { "newsletter" } }
benefits "holder" { includes = "friend",
  { "guests", quantity = 2, every = "month" },
  { "credit", amount = eur "5.00" },
}

offer "card" { record = "offers", price = param "fee", requires = "friend" }

renewal "card" { term = years(1), origin = "bought", paid = "paid",
  { "valid", starts = on "term_start" },
  { "late",  starts = on "anniversary", send { "card.late" }, due { "collect" } },
  { "over",  starts = after_anniversary(days(14)), loses = "benefits", offer = "available" },
}

action "buy"   { offer = "card", from = "available", does = { bought = today, paid = 1 } }
action "renew" { offer = "card", from = "purchased", refuse_when { in_state { "valid" }, say = "renew.too_early" }, renews = yes }

custom "odd" { reads = { "joined" }, returns = yes_no, run = function(m) return m.joined .. 1 end }
action "wave" { refuse_when { joined = "2016-02-03", [custom "odd"] = yes, say = "wave.odd" } }

example "a holder, all wrong" {
  given  = { joined = "2016-02-01", card = { bought = "2016-03-01", paid = 1 } },
  on     = "2016-04-10",
  expect = {
    tier        = { club = "friend" },
    held        = "friend",
    benefits    = { guests = 3, credit = eur "7.50", newsletter = none },
    next_grant  = { guests = "2016-05-02" },
    offers      = { card = "closed" },
    closed      = { card = "tier.friend.required" },
    renewal     = "late",
    since       = "2016-03-02",
    lasts_until = "2017-03-02",
    term        = 2,
    term_start  = "2016-03-02",
    anniversary = "2017-03-02",
    send        = "card.late",
    due         = "collect",
    allowed     = { "buy", "renew" },
    refused     = { renew = {}, buy = "tier.friend.required" },
    next_change = "2016-05-02",
  },
}

example "nobody, all wrong" {
  given  = {},
  on     = "2016-04-10",
  expect = {
    tier        = { club = "friend" },
    benefits    = { guests = 2, credit = eur "5.00", newsletter = yes },
    next_grant  = { guests = "2016-05-01" },
    renewal     = "valid",
    since       = "2016-03-01",
    term        = 1,
    refused     = { buy = {}, renew = "renew.too_early" },
    next_change = "2016-04-11",
  },
}

example "late, all wrong" {
  given  = { joined = "2016-02-01", card = { bought = "2016-03-01", paid = 1 } },
  on     = "2017-03-02",
  expect = { send = "card.late", renewal = none, tier = { club = none }, refused = { renew = "renew.too_early" } },
}

example "a function that fails" {
  given  = { joined = "2016-02-03" },
  on     = "2016-04-10",
  expect = { allowed = "wave" },
}

example "all right" {
  given  = { joined = "2016-02-01", card = { bought = "2016-03-01", paid = 1 } },
  on     = "2017-03-01",
  expect = { send = "card.late", due = "collect", renewal = "late", allowed = "renew", next_change = "2017-03-15" },
}

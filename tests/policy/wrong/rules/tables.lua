-- Tables and walks that are wrong, each row and day at its own place.

examples "rows" {
  given   = { joined = "2016-02-01" },
  on      = "2016-04-10",
  columns = { "name",     "given.card.bought", "given.card.paid", "expect.renewal", "expect.refused.renew" },
  { "right",              "2016-03-01",        1,                 "valid",          "renew.too_early" },
  { "wrong in one cell",  "2016-03-01",        1,                 "late",           "renew.too_early" },
  { "wrong in both",      "2015-03-01",        1,                 "valid",          "renew.too_early" },
}

examples "unnamed rows" {
  given   = { joined = "2016-02-01" },
  columns = { "on", "given.card", "expect.offers.card", "expect.held" },
  { "2016-02-01", none,                                "available", "friend" },
  { "2016-03-02", { bought = "2016-03-01", paid = 1 }, "available", none },
}

example "a walk that forgets" {
  given = { joined = "2016-02-01", card = { bought = "2016-03-01", paid = 1 } },
  walk  = { from = "2016-03-01", to = "2017-06-01",
    { "2017-03-02", renewal = "valid" },
    { "2017-03-05", does = "buy" },
    { "2017-03-06", does = "renew", term = 1 },
  },
}

example "a walk from joining on" {
  given = {},
  walk  = {
    { "2016-02-01", given = { joined = "2016-02-03" }, tier = { club = none } },
    { "2016-02-02", tier = { club = none } },
  },
}

example "a walk that is right" {
  given = { joined = "2016-02-01" },
  walk  = { to = "2019-01-01",
    { "2016-03-01", does = "buy", renewal = "valid" },
    { "2017-03-01", send = "card.late", due = "collect" },
    { "2017-03-04", does = "renew", term = 2, anniversary = "2018-03-01", send = none },
    { "2017-08-01", given = { card = { paid = 3 } }, term_start = "2018-03-01" },
    { "2018-06-01", given = { card = none } , renewal = "valid" },
  },
}

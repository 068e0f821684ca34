-- Tests that are too many for a place beside their rule: one line each.

examples "who may buy, by size" {
  given   = { network_since = "2015-03-02" },
  on      = "2016-05-01",
  columns = { "given.employees", "expect.offers.action_pack", "expect.refused.buy" },
  { 1,       "available", none },
  { 250,     "available", none },
  { 251,     "closed",    "offer.action_pack.too_large" },
  { unknown, "available", none },
}

examples "automatic renewal, from the first day to the last" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1 },
  },
  columns = {
    "on",
    "given.action_pack.auto_renew", "given.action_pack.auto_renew_locked",
    "expect.refused.auto_renew_on", "expect.refused.auto_renew_off",
  },
  { "2016-03-01", yes, no,  "auto_renew.already_on",           none },
  { "2016-03-01", no,  no,  none,                              "auto_renew.already_off" },
  { "2016-03-01", no,  yes, "auto_renew.locked_until_renewed", "auto_renew.already_off" },
  { "2017-03-30", no,  yes, "auto_renew.locked_until_renewed", "auto_renew.already_off" },
  { "2017-03-31", no,  yes, "offer.action_pack.not_purchased", "offer.action_pack.not_purchased" },
}

example "turned off, forgotten, lapsed, bought again" {
  given = { network_since = "2015-03-02" },
  walk  = { to = "2018-06-30",
    { "2016-03-01", does = "buy", renewal = "active", tier = { membership = "action_pack" }, offers = { action_pack = "purchased" } },
    { "2016-06-10", does = "auto_renew_off", refused = { auto_renew_on = "auto_renew.locked_until_renewed" } },
    { "2017-02-14", renewal = "due_soon", send = "reminder.first" },
    { "2017-03-01", renewal = "window", send = none, benefits = { windows_10_enterprise = 10 } },
    { "2017-03-24", renewal = "last_call", send = "reminder.last" },
    { "2017-03-31", renewal = "lapsed", due = "end_benefits", tier = { membership = "network" }, offers = { action_pack = "available" } },
    { "2017-05-05", does = "buy", renewal = "active", anniversary = "2018-05-05" },
    { "2018-04-20", does = "renew", renewal = "active", term = 2, term_start = "2018-05-05" },
  },
}

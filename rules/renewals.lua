-- The life of a subscription.  Only starts are written: each state lasts until the
-- next begins, so there can be no gap and no overlap.
--
-- A term is a year, counted from the day of purchase and from nothing else: not
-- from the last renewal, not from the day somebody paid.  So 29 February renews on
-- the 28th in common years and on the 29th in leap years, and paying late moves
-- no anniversary.  All days here belong to the last term that is paid for.

renewal "action_pack" { term = years(1), origin = "purchased", paid = "terms_paid",

  { "active", starts = on "term_start" },

  { "due_soon", starts = before_anniversary(param "first_reminder"),
    send { "reminder.first", when = { auto_renew = no },
      with = { anniversary = on "anniversary", price = param "action_pack_price" },
      help = "renew-by-hand#steps" },
  },

  -- not paid yet: nothing stops on the anniversary itself
  { "window", starts = on "anniversary", keeps = "benefits",
    due { "charge_renewal", when = { auto_renew = yes }, renews = yes, charges = param "action_pack_price",
      with = { price = param "action_pack_price" } },
  },

  { "last_call", starts = after_anniversary(param "last_reminder"), keeps = "benefits",
    send { "reminder.last",
      with = { ends = after_anniversary(param "window"), price = param "action_pack_price" },
      help = "renew-by-hand#steps" },
  },

  { "lapsed", starts = after_anniversary(param "window"), loses = "benefits", offer = "available",
    due { "end_benefits" },
  },
}

example "in force from the day of purchase" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2016-03-01",
  expect = { renewal = "active", since = "2016-03-01", lasts_until = "2017-02-14", term = 1, anniversary = "2017-03-01", send = {} },
}

example "the first reminder goes out 15 days before the anniversary" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-02-14",
  expect = { renewal = "due_soon", send = "reminder.first" },
}

example "who renews automatically needs no reminder" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-02-14",
  expect = { renewal = "due_soon", send = {} },
}

example "on the anniversary the card is charged" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-03-01",
  expect = { renewal = "window", due = "charge_renewal", benefits = { windows_10_enterprise = 10 } },
}

example "once the charge is recorded, the next term runs" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 2, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-03-01",
  expect = { renewal = "active", term = 2, term_start = "2017-03-01", anniversary = "2018-03-01", due = {} },
}

example "benefits stay after the anniversary" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-03-23",
  expect = { renewal = "window", benefits = { windows_10_enterprise = 10 }, lasts_until = "2017-03-24" },
}

example "the last reminder, on day 23" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-03-24",
  expect = { renewal = "last_call", send = "reminder.last", benefits = { windows_10_enterprise = 10 } },
}

example "on day 30 benefits are lost and the offer is available again" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-03-31",
  expect = {
    renewal  = "lapsed",
    due      = "end_benefits",
    offers   = { action_pack = "available" },
    tier     = { membership = "network" },
    benefits = { windows_10_enterprise = none, training = yes },
    allowed  = "buy",
  },
}

example "paid late, the next term still began on the anniversary" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 2, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-03-25",
  expect = { renewal = "active", term_start = "2017-03-01", anniversary = "2018-03-01" },
}

example "bought on 29 February, renewed on the 28th in a common year" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-02-29", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-02-28",
  expect = { renewal = "window", anniversary = "2017-02-28", due = "charge_renewal" },
}

example "and on the 29th again in a leap year" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-02-29", terms_paid = 4, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2020-02-28",
  expect = { renewal = "due_soon", anniversary = "2020-02-29" },
}

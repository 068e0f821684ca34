-- Tiers.  Each stands on a track, and on each track a member is at the highest
-- tier that it holds; the lower ones it keeps as well.
--
-- There are three ways to a tier: `entry` and `earned` ask for facts, `bought`
-- names an offer and lasts as long as that offer's benefits.

tier "network" { track = "membership", rank = 1,
  entry = { network_since = by(today) },
  since = fact "network_since",
}

tier "action_pack" { track = "membership", rank = 2,
  bought   = "action_pack",
  requires = "network",  -- only a Network member can move up
}

-- A competency counts from the day it was earned up to its last day, in any area.
-- Gold is the higher level, so it does for Silver too.
tier "silver" { track = "competency", rank = 1,
  requires = "network",
  earned   = {
    competencies = at_least(1, {
      earned = by(today),
      any_of { { ends = unknown }, { ends = since(today) } },
    }),
  },
  since = earliest("competencies", "earned", {
    earned = by(today),
    any_of { { ends = unknown }, { ends = since(today) } },
  }),
}

tier "gold" { track = "competency", rank = 2,
  requires = "network",
  earned   = {
    competencies = at_least(1, {
      level  = "gold",
      earned = by(today),
      any_of { { ends = unknown }, { ends = since(today) } },
    }),
  },
  since = earliest("competencies", "earned", {
    level  = "gold",
    earned = by(today),
    any_of { { ends = unknown }, { ends = since(today) } },
  }),
}

example "a company that has not joined holds nothing" {
  given  = { employees = 12 },
  on     = "2016-06-01",
  expect = {
    tier   = { membership = none, competency = none },
    held   = {},
    offers = { action_pack = "closed" },
    closed = { action_pack = "tier.network.required" },
  },
}

example "membership begins on the day of joining" {
  given  = { network_since = "2016-06-01" },
  on     = "2016-05-31",
  expect = { tier = { membership = none }, next_change = "2016-06-01" },
}

example "a Network member, from its first day" {
  given  = { network_since = "2016-06-01" },
  on     = "2016-06-01",
  expect = {
    tier     = { membership = "network", competency = none },
    benefits = { training = yes, support = yes, customer_connections = yes, azure_credit = none },
    offers   = { action_pack = "available" },
    allowed  = { "buy", "open_support_request" },
  },
}

example "a subscription and a competency stand side by side" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
    competencies  = { { area = "cloud", level = "silver", earned = "2016-04-01" } },
  },
  on     = "2016-05-01",
  expect = {
    tier = { membership = "action_pack", competency = "silver" },
    held = { "network", "action_pack", "silver" },
  },
}

example "Gold in one area is higher than Silver in another, and both are held" {
  given = {
    network_since = "2015-03-02",
    competencies  = {
      { area = "cloud",    level = "silver", earned = "2015-04-01" },
      { area = "security", level = "gold",   earned = "2016-04-01" },
    },
  },
  on     = "2016-05-01",
  expect = {
    tier     = { competency = "gold" },
    held     = { "network", "silver", "gold" },
    benefits = { support_hours = 40, advisory_hours = 50, internal_use_rights = yes, partner_incentives = yes },
  },
}

example "a competency counts on its last day" {
  given = {
    network_since = "2015-03-02",
    competencies  = { { area = "cloud", level = "gold", earned = "2015-04-01", ends = "2017-03-31" } },
  },
  on     = "2017-03-31",
  expect = { tier = { competency = "gold" }, next_change = "2017-04-01" },
}

example "and not the day after" {
  given = {
    network_since = "2015-03-02",
    competencies  = { { area = "cloud", level = "gold", earned = "2015-04-01", ends = "2017-03-31" } },
  },
  on     = "2017-04-01",
  expect = { tier = { competency = none }, benefits = { support_hours = none, support = yes } },
}

example "a competency without Network membership is not counted" {
  given  = { competencies = { { area = "cloud", level = "gold", earned = "2016-04-01" } } },
  on     = "2016-05-01",
  expect = { held = {}, tier = { competency = none } },
}

-- What can be bought.  An offer is available or purchased; where something stands
-- in the way it is closed, and every reason is told.

offer "action_pack" { record = "offers",
  price      = param "action_pack_price",
  requires   = "network",
  ended_when = { cancelled = by(today) },

  -- for small and mid-sized companies
  closed_when { employees = more_than(param "company_size"),
    say  = "offer.action_pack.too_large",
    with = { employees = fact "employees", most = param "company_size" },
    help = "buy-action-pack#before-you-begin",
  },
}

example "a company of the greatest size may still buy" {
  given  = { network_since = "2015-03-02", employees = 250 },
  on     = "2016-05-01",
  expect = { offers = { action_pack = "available" }, allowed = "buy" },
}

example "one employee more, and the offer is closed" {
  given  = { network_since = "2015-03-02", employees = 251 },
  on     = "2016-05-01",
  expect = {
    offers  = { action_pack = "closed" },
    closed  = { action_pack = "offer.action_pack.too_large" },
    refused = { buy = "offer.action_pack.too_large" },
  },
}

example "all reasons are told, not only the first" {
  given  = { employees = 900 },
  on     = "2016-05-01",
  expect = { closed = { action_pack = { "tier.network.required", "offer.action_pack.too_large" } } },
}

example "a subscriber that has grown keeps what it has bought" {
  given = {
    network_since = "2015-03-02", employees = 900,
    action_pack = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2016-05-01",
  expect = { offers = { action_pack = "purchased" }, tier = { membership = "action_pack" } },
}

example "a cancelled subscription is over on the day of cancellation" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no, cancelled = "2016-05-01" },
  },
  on     = "2016-05-01",
  expect = {
    offers  = { action_pack = "available" },
    tier    = { membership = "network" },
    refused = { renew = "offer.action_pack.not_purchased" },
  },
}

-- What each tier brings.  A benefit without a figure is simply included; one has a
-- quantity, or an amount of money.  Where two tiers give the same benefit, the
-- higher figure counts (or their sum, if the benefit `adds`).

benefits "network" {
  { "training" },
  { "support" },
  { "customer_connections" },
}

benefits "action_pack" { includes = "network",
  { "windows_10_enterprise",            quantity = 10 },  -- upgrade licences
  { "visual_studio_professional",       quantity = 3 },
  { "visual_studio_team_services",      quantity = 1 },   -- at no cost
  { "office_365_e3",                    quantity = 10, up_to = yes },
  { "enterprise_mobility_suite",        quantity = 5 },
  { "dynamics_crm_online_professional", quantity = 5 },
  { "azure_credit",                     amount = param "cloud_credit", every = "month" },
  { "developer_tools" },                                  -- for iOS, Android, Linux and Windows
}

benefits "silver" { includes = "network",
  { "internal_use_rights" },
  { "partner_incentives" },
  { "support_hours",  quantity = 20 },
  { "advisory_hours", quantity = 20 },
}

benefits "gold" { includes = "silver",
  { "support_hours",  quantity = 40 },
  { "advisory_hours", quantity = 50 },
}

example "everything in Action Pack" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2016-03-01",
  expect = {
    benefits = {
      training = yes, support = yes, customer_connections = yes,
      windows_10_enterprise = 10, visual_studio_professional = 3, visual_studio_team_services = 1,
      office_365_e3 = 10, enterprise_mobility_suite = 5, dynamics_crm_online_professional = 5,
      azure_credit = usd "100.00", developer_tools = yes,
      support_hours = none,
    },
    next_grant = { azure_credit = "2016-04-01" },
  },
}

example "a monthly grant bought on the 31st comes on the last day of short months" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-01-31", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2016-02-10",
  expect = { next_grant = { azure_credit = "2016-02-29" } },
}

example "and on the 31st again where there is one" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-01-31", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2016-02-29",
  expect = { next_grant = { azure_credit = "2016-03-31" } },
}

example "Silver brings hours and rights, on top of Network" {
  given = {
    network_since = "2015-03-02",
    competencies  = { { area = "cloud", level = "silver", earned = "2016-04-01" } },
  },
  on     = "2016-05-01",
  expect = {
    benefits = { support = yes, internal_use_rights = yes, partner_incentives = yes, support_hours = 20, advisory_hours = 20 },
  },
}

-- Members made up for trying things out: `tierbook records sample` makes as many as
-- it is asked for, each kind in its share of the whole.  A fact that is not named
-- here stays unknown; a name, and a language, everybody gets.
--
-- The days are chosen so that on 22 November 2026 there are members in every state.

local languages = choice { { "en-US", 45 }, { "zh-TW", 40 }, { "de-DE", 15 } }
local joined    = between("2010-01-01", "2015-12-31")
local areas     = choice { "cloud_platform", "data_analytics", "application_development", "security", "datacenter" }

-- outside, or only just inside

sample "not a member of Network" { share = 4,
  language = languages, employees = between(1, 400),
}

sample "joins next month" { share = 1,
  language = languages, employees = between(1, 250), network_since = between("2026-11-23", "2026-12-31"),
}

sample "Network alone" { share = 19,
  language = languages, employees = between(1, 250), network_since = between("2010-01-01", "2026-11-22"),
}

sample "Network, too large for Action Pack" { share = 5,
  language = languages, employees = between(251, 90000), network_since = joined,
}

sample "Network, size not told" { share = 2,
  language = languages, network_since = joined,
}

-- in force

sample "first term, renews automatically" { share = 14,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2025-12-08", "2026-11-22"), terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
}

sample "first term, turned off" { share = 5,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2025-12-08", "2026-11-22"), terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
}

sample "fifth term" { share = 8,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2021-12-08", "2022-11-22"), terms_paid = 5, auto_renew = yes, auto_renew_locked = no },
}

sample "off, and never locked" { share = 2,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2022-12-08", "2023-11-22"), terms_paid = 4, auto_renew = no, auto_renew_locked = no },
}

sample "has outgrown Action Pack" { share = 2,
  language = languages, employees = between(251, 2000), network_since = joined,
  action_pack = { purchased = between("2023-12-08", "2024-11-22"), terms_paid = 3, auto_renew = yes, auto_renew_locked = no },
}

-- around the anniversary

sample "due soon, renews automatically" { share = 4,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2025-11-23", "2025-12-07"), terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
}

sample "due soon, turned off" { share = 4,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2024-11-23", "2024-12-07"), terms_paid = 2, auto_renew = no, auto_renew_locked = yes },
}

sample "past the anniversary, turned off" { share = 3,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2024-10-31", "2024-11-22"), terms_paid = 2, auto_renew = no, auto_renew_locked = yes },
}

sample "past the anniversary, the charge failed" { share = 1,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2023-10-31", "2023-11-22"), terms_paid = 3, auto_renew = yes, auto_renew_locked = no },
}

sample "last call" { share = 3,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2023-10-24", "2023-10-30"), terms_paid = 3, auto_renew = no, auto_renew_locked = yes },
}

-- over

sample "lapsed lately" { share = 3,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2023-09-01", "2023-10-23"), terms_paid = 3, auto_renew = no, auto_renew_locked = yes },
}

sample "lapsed long ago" { share = 3,
  language = languages, employees = between(1, 400), network_since = joined,
  action_pack = { purchased = between("2016-01-01", "2019-12-31"), terms_paid = between(1, 3), auto_renew = no, auto_renew_locked = yes },
}

sample "cancelled by support" { share = 2,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = between("2025-12-08", "2026-06-30"), terms_paid = 1, auto_renew = no, auto_renew_locked = yes,
    cancelled = between("2026-07-01", "2026-11-22") },
  support_requests = { { number = "SR-2026-001187", type = "invoice_payment_reconciliation", opened = between("2026-06-25", "2026-06-30"), status = "closed" } },
}

-- bought on 29 February

sample "leap day, in its eleventh term" { share = 1,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = "2016-02-29", terms_paid = 11, auto_renew = yes, auto_renew_locked = no },
}

sample "leap day, in its third term" { share = 1,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = "2024-02-29", terms_paid = 3, auto_renew = yes, auto_renew_locked = no },
}

sample "leap day, lapsed" { share = 1,
  language = languages, employees = between(1, 250), network_since = joined,
  action_pack = { purchased = choice { "2016-02-29", "2020-02-29", "2024-02-29" }, terms_paid = 2, auto_renew = no, auto_renew_locked = yes },
}

-- competencies

sample "Silver" { share = 4,
  language = languages, employees = between(5, 5000), network_since = joined,
  competencies = { { area = areas, level = "silver", earned = between("2016-01-01", "2026-11-22") } },
}

sample "Gold, with a last day" { share = 3,
  language = languages, employees = between(5, 5000), network_since = joined,
  competencies = {
    { area = areas, level = "gold", earned = between("2024-01-01", "2025-12-31"), ends = between("2026-11-22", "2027-12-31") },
  },
}

sample "Gold and Silver, and Action Pack" { share = 3,
  language = languages, employees = between(5, 250), network_since = joined,
  action_pack  = { purchased = between("2022-12-08", "2023-11-22"), terms_paid = 4, auto_renew = yes, auto_renew_locked = no },
  competencies = {
    { area = areas, level = "gold",   earned = between("2019-01-01", "2026-11-22") },
    { area = areas, level = "silver", earned = between("2017-01-01", "2018-12-31") },
  },
}

sample "a competency that has ended" { share = 1,
  language = languages, employees = between(5, 5000), network_since = joined,
  competencies = {
    { area = areas, level = "silver", earned = between("2016-01-01", "2020-12-31"), ends = between("2021-01-01", "2026-11-21") },
  },
}

-- support

sample "with a request to follow" { share = 1,
  language = languages, employees = between(1, 250), network_since = joined,
  support_requests = {
    { number = "SR-2026-004711", type = choice { "invoice_payment_reconciliation", "membership_benefits" },
      opened = between("2026-10-01", "2026-11-20"), status = choice { "open", "answered" } },
    { number = "A4711", type = "membership_benefits", opened = between("2012-01-01", "2014-12-31"), status = "closed" },
  },
}

-- What is known of a member.  Each fact has a name, a type, and what else must be
-- true of it; a fact that is not `required` may be unknown, which is neither no
-- nor zero.  The database and the files to import follow from this page.
--
-- `shown = yes` marks a fact that no rule asks for, but that people need to see.

record "member" { name = "name", language = "language",
  { "id",            text, required = yes, max = 40 },
  { "name",          text, required = yes },
  { "language",      one_of { "en-US", "zh-TW", "de-DE" }, required = yes },
  { "employees",     integer, min = 1 },
  { "network_since", date },  -- the day the company joined Network
}

-- What a member has bought: one row an offer.
record "offers" { key = { "offer" },
  { "offer",             one_of { "action_pack" }, required = yes },
  { "purchased",         date,    required = yes },  -- the first purchase; every term is counted from it
  { "terms_paid",        integer, required = yes, min = 1, max = 200 },
  { "auto_renew",        yes_no,  required = yes },
  { "auto_renew_locked", yes_no,  required = yes },  -- turned off by the member since the last renewal
  { "cancelled",         date },                     -- the day support cancelled it
}

-- What a member has earned: one row for each solution area and level.
record "competencies" { key = { "area", "level" },
  { "area",   text, required = yes, max = 60 },
  { "level",  one_of { "silver", "gold" }, required = yes },
  { "earned", date, required = yes },
  { "ends",   date },  -- the last day, where there is one
}

-- What a member has asked support for.
record "support_requests" { key = { "number" },
  { "number", text, required = yes, max = 20 },
  { "type",   one_of { "invoice_payment_reconciliation", "membership_benefits" }, required = yes, shown = yes },
  { "opened", date, required = yes, shown = yes },
  { "status", one_of { "open", "answered", "closed" }, required = yes, shown = yes },
}

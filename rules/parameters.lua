-- Numbers that change.  To change one, add a row: `from` is the first day on which
-- it counts, and it counts until the next row begins.  What was true stays
-- written here, so that any day of the past can still be explained.

parameter "first_reminder" { unit = "days",  -- before the anniversary
  { from = "2016-01-01", 15 },
}

parameter "last_reminder" { unit = "days",  -- after the anniversary
  { from = "2016-01-01", 23 },
}

parameter "window" { unit = "days",  -- after the anniversary, benefits stay this long
  { from = "2016-01-01", 30 },
}

parameter "company_size" { unit = "count",  -- employees of a mid-sized company, at most
  { from = "2016-01-01", 250 },
}

parameter "action_pack_price" { unit = "money",  -- of one term
  { from = "2016-01-01", usd "475.00" },
}

parameter "cloud_credit" { unit = "money",  -- each month
  { from = "2016-01-01", usd "100.00" },
}

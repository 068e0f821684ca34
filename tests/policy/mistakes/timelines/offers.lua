-- From 2019 on the last call comes after the end; in February, day 29 of a month's term is the next term's.
tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }
parameter "call" { unit = "days", { from = "2016-01-01", 23 }, { from = "2019-01-01", 40 } }
parameter "window" { unit = "days", { from = "2016-01-01", 30 } }
offer "pack" { record = "offers", price = usd "10.00" }
renewal "pack" { term = years(1), origin = "bought", paid = "paid",
  { "running", starts = after_term_start(days(1)) },
  { "never", starts = on "anniversary" },
  { "grace", starts = on "anniversary", send { "reminder", at = after_anniversary(days(23)) } },
  { "call", starts = after_anniversary(param "call"), send { "reminder.last", at = on "anniversary" } },
  { "over", starts = after_anniversary(param "window"), loses = "benefits", offer = "available" },
}
offer "extra" { record = "offers", price = usd "1.00" }
renewal "extra" { term = months(1), origin = "bought", paid = "paid",
  { "running", starts = on "term_start" },
  { "soon", starts = after_term_start(days(29)) },
  { "over", starts = on "anniversary" },
}

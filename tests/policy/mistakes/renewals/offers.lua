tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }
parameter "grace" { unit = "count", { from = "2016-01-01", 30 } }
offer "pack" { record = "offers", price = usd "10.00" }
offer "extra" { record = "offers", price = usd "10.00" }
renewal "pack" { term = param "grace", origin = "offer", paid = "bougth",
  { "running", starts = on "term_begin" },
  { "soon", starts = before_anniversary(param "grace"), keeps = "benefits", loses = "benefits", offer = "free" },
  { "soon", starts = after(today), keeps = "everything", send = "Remind me", 5 },
  { "over", starts = "anniversary", send { "reminder" }, send { "reminder", when = { auto = no } }, send {}, due { "Charge" },
    due { "charge", at = on "purchase_day", when = { auto = 3 } } },
  "late",
  { "Last", starts = before_anniversary(days(-3)) },
}
renewal "extra" { term = days(0), origin = "size", paid = "paid" }
renewal "gift" { term = years(1), origin = "bought", paid = "paid" }

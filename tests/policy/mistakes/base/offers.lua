tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }
offer "pack" { record = "offers", price = usd "10.00" }
renewal "pack" { term = years(1), origin = "bought", paid = "paid",
  { "running", starts = on "term_start" },
  { "over", starts = on "anniversary", loses = "benefits", offer = "available" },
}

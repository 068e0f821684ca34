-- An offer that can't be read is one all the same: what is said under it, and expected of it, is no mistake.
tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }
offer "pack" { record = "offers", price = usd "10.00",
  closed_when { size = 3, say = "pack.small" },

renewal "pack" { term = years(1), origin = "bought", paid = "paid",
  { "running", starts = on "term_start" },
  { "over", starts = on "anniversary", loses = "benefits", offer = "available" },
}
action "stop" { offer = "pack", from = "purchased",
  refuse_when { auto = no, say = "stop.off" },
  refuse_when { in_state { "running" }, say = "stop.running" },
}
example "a pack" {
  given = { joined = "2016-01-01", pack = { bought = "2016-03-01", paid = 1, auto = yes } },
  on = "2016-04-01",
  expect = { renewal = "running", offers = { pack = "purchased" }, closed = { pack = "pack.small" }, refused = { stop = "offer.pack.not_purchased" } },
}

tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }
offer "pack" { record = "badges", price = usd "10.00" }
offer "extra" { record = "offers", price = 10, requires = "basick",
  closed_when { size = more_than(3) },
  closed_when { say = "offer.closed" },
  refuse_when { always, say = "offer.closed" },
  closed_when { always, say = "Offer closed!", help = "a page", with = { ["Big"] = 1, day = on "anniversary", 7 } },
  closed_when "always",
  ended_when = yes,
}
offer "gift" { record = "offrs", price = usd "1.00" }
offer "bonus" { record = "offers", price = usd "1.00" }

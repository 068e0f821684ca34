tier "a" { track = "more", rank = 1, requires = "b", entry = { joined = by(today) } }
tier "b" { track = "more", rank = 2, requires = "c", entry = { joined = by(today) } }
tier "c" { track = "more", rank = 3, entry = { any_of { { holds "a" }, { joined = known } } } }
tier "d" { track = "more", rank = 4, requires = "d", entry = { joined = by(today) } }
tier "e" { track = "more", rank = 5, entry = { offer_is("extra", "available") } }
offer "extra" { record = "offers", price = usd "1.00", requires = "e" }
tier "f" { track = "more", rank = 6, bought = "pack", requires = "basic" }
benefits "a" { includes = "b", { "one" } }
benefits "b" { includes = "a", { "two" } }

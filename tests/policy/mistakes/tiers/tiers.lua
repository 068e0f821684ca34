tier "none_of_three" { track = "main", rank = 2 }
tier "two_of_three" { track = "main", rank = 3, entry = { joined = by(today) }, bought = "pack" }
tier "same" { track = "main", rank = 1, entry = { joined = by(today) } }
tier "high" { track = "main", rank = 2000000, bought = "pakc", requires = "basik" }
tier "odd" { track = "Side", rank = 5, entry = 5, since = fact "size" }
tier "early" { track = "main", rank = 6, earned = { joined = by(today) }, since = on "anniversary" }

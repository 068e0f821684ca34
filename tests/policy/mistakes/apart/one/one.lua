programme "one" { time_zone = "UTC", currency = "GBP", begins = "2017-01-01" }
tier "basic" { track = "main", rank = 1, entry = { joined = by(today) } }

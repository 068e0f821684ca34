-- café
tier "gold" { track = "main", rank = 2, entry = { joined = by(today) } }

tier "lead" { track = "metals", rank = 1, entry = { joined = by(today) } }}

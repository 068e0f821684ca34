tier "lead" { track = "metals", rank = 1,
  entry = { joined = by(today) },

tier "tin" { track = "metals", rank = 2, entry = { joined = by(today) } }

tier "zinc" { track = "metals", rank = 3, entry = { joined = by(today) } }

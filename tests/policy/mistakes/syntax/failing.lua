tier "iron" { track = "main", rank = 3, entry = { joined = by(today) } }
local n = nil
tier "zinc" { track = n.name, rank = 4, entry = { joined = by(today) } }

tier "platinum" { track = "rare", rank = "1", entry = { joined = by(today) } }
for _, metal in ipairs { "osmium" } do
tier (metal) { track = "rare", rank = 2, entry = { joined = by(today) } }
tier "radium" { track = "rare", rank = "3", entry = { joined = by(today) } }

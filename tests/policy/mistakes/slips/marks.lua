tier “lead” { track = "metals", rank = 1 }
tier "tin" { track = "metals"， rank = 2， entry = { joined = by(today) } }
local said = "“in a text they may stand”"

tier "lead" { track = "metals", rank = 1,
  entry = { joined = by(today) },

tier "tin" { track = "metals", rank = "2", entry = { joined = by(today) }, requires = "lead" }

local function old(days
  return days
end

tier "zinc" { track = "metals", rank: 3 }
tier "iron" { track = "metals", rank = 4, entry = { joined = old(today) } }
for _, metal in ipairs { "nickel", "cobalt" } do
tier (metal) { track = "metals", rank = 5 6 }
end
tier "steel" { track = "metals", rnak = 6, entry = { joined = by(today) } }
tier "brass" { track = "metals, rank = 7 }
tier "bronze" { track = "metals", rank = 8, entry = { joined = by(today) } }}
tier "copper" { track = "metals", rank = "9", entry = { joined = by(today) } }
else
tier "silver" { track = "metals", rank = "10", entry = { joined = by(today) } }

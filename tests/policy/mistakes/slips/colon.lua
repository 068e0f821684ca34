tier "lead" { track = "metals", rank: 1 }

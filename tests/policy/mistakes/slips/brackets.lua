tier "lead" { track = "metals", rank = 1, requires = [ "gold" ] }

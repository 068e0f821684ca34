-- a fact whose own declaration is broken is not missed
tier "basic" { track = "main", rank = 1, entry = { size = at_least(3), heigth = 2 } }

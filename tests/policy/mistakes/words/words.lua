-- Words nobody defined: each is said, and the rest of the file is still read.
teir "gold" { track = "main", rank = 2 }
tier "silver" { track = "main", rank = 3, entry = { joined = bye(today) } }
local threshold = at_leest(3)
offer "extra" { record = "offers", price = usd "5.00", requires = basic }
io.open("/etc/passwd")
parameter "days" { unit = dayz, { from = "2016-01-01", 15 } }
tier "last" { track = "main", rank = "four", entry = { joined = by(today) } }

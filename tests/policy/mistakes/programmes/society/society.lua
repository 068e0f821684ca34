-- Two programmes: what stands in the folder of the inner is its own.
programme "society" { time_zone = "UTC", currency = "GBP", begins = "2017-01-01" }
programme "another" { time_zone = "UTC", currency = "GBP", begins = "2017-01-01" }
parameter "late" { unit = "count", { from = "2017-02-01", 3 } }
tier "friend" { track = "main", rank = 7, entry = { joined = by(today), size = param "late" } }

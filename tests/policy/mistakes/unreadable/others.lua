-- What stands in a file that cannot be read is not missed: gold may be there.
tier "silver" { track = "main", rank = "3", entry = { holds "gold" } }

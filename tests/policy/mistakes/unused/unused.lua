parameter "unused" { unit = "count", { from = "2016-01-01", 250 } }
custom "unused" { reads = {}, returns = yes_no, run = function() return true end }
record "visits" { key = { "day" }, { "day", date, required = yes }, { "length", integer } }

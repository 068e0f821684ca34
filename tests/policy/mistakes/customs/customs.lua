local shared = param "fee"
custom "no_reads" { returns = yes_no, run = function() return true end }
custom "odd" { reads = { "joind", "badges.lvel", 3, "badges" }, returns = "bool", run = 3 }
custom "holder" { reads = { today }, returns = integer, run = function() return shared end }
custom "bound" { reads = { today }, returns = integer, run = function() return print end, stop = 1 }
tier "a" { track = "more", rank = 1, entry = { custom "holder", custom "lost", [custom "bound"] = yes } }

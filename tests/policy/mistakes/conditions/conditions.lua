local function try(rank, conditions) tier("t" .. rank) { track = "more", rank = rank, entry = conditions } end
tier "a" { track = "more", rank = 1, entry = { joind = by(today) } }
tier "b" { track = "more", rank = 2, entry = { language = "de" } }
tier "c" { track = "more", rank = 3, entry = { size = "big" } }
tier "d" { track = "more", rank = 4, entry = { name = at_least("x") } }
tier "e" { track = "more", rank = 5, entry = { size = since "2016-01-01" } }
tier "f" { track = "more", rank = 6, entry = { size = within_last(days(3)) } }
tier "g" { track = "more", rank = 7, entry = { joined = within_last(3) } }
tier "h" { track = "more", rank = 8, entry = { joined = { by(today) } } }
tier "i" { track = "more", rank = 9, entry = { badges = 3 } }
tier "j" { track = "more", rank = 10, entry = { badges = at_least(1, { levl = "gold" }) } }
tier "k" { track = "more", rank = 11, entry = { badges = at_least("one", { level = "golden" }) } }
tier "l" { track = "more", rank = 12, entry = { size = at_least(1, { level = "gold" }) } }
tier "m" { track = "more", rank = 13, entry = { any_of { joined = known, size = known } } }
tier "n" { track = "more", rank = 14, entry = { any_of "joined" } }
tier "o" { track = "more", rank = 15, entry = { "joined", usd "1.00", holds "basics", holds(1) } }
tier "p" { track = "more", rank = 16, entry = { in_state { "over" }, in_state { offer = "pack", "ovr" }, in_state "over" } }
tier "q" { track = "more", rank = 17, entry = { offer_is("pack", "bought"), offer_is("pakc", "purchased"), offer_is("pack", 1) } }
tier "r" { track = "more", rank = 18, entry = { size = is_any_of { 1, "two", fact "size" }, joined = is_any_of "2016-01-01" } }
tier "s" { track = "more", rank = 19, entry = { in_state { offer = "extra", "done" } } }
try(20, { name = between("a", "b") })
tier "u" { track = "more", rank = 21, entry = { any_of { 3 } } }
offer "extra" { record = "offers", price = usd "1.00" }
tier "v" { track = "more", rank = 22, entry = { today = after("2026-11-30"), main = "basic", language = "en-us" } }
tier "named" { track = "more", rank = 90, entry = { size = is_any_of { 1, other = 2 } } }

parameter "most" { unit = "count", { from = "2016-01-01", 250 }, { from = "2017-01-01", 500 } }
tier "a" { track = "more", rank = 1, entry = { size = at_least(2000) } }
tier "b" { track = "more", rank = 2, entry = { size = at_least(600), all_of { { size = less_than(param "most") } } } }
tier "c" { track = "more", rank = 3, entry = { badges = at_least(1, { level = "gold", all_of { { level = "silver" } } }) } }
tier "d" { track = "more", rank = 4, entry = { name = unknown, language = unknown } }
tier "e" { track = "more", rank = 5, entry = { joined = unknown, all_of { { joined = before(today) } } } }
tier "f" { track = "more", rank = 6, entry = { any_of { { size = 3 }, { size = 4 } } } }
action "renew" { offer = "pack", from = "purchased", refuse_when { in_state { "over" }, say = "renew.over" }, refuse_when { in_state {}, say = "x" } }
action "end" { offer = "pack", from = "purchased",
  refuse_when { in_state { "running", "over" }, all_of { in_state { "over" }, { in_state { "running" } } }, say = "x" },
  refuse_when { in_state { "running" }, any_of { in_state { "over" }, in_state { "running" } }, say = "x" } }
tier "g" { track = "more", rank = 7, entry = { offer_is("pack", "purchased"), offer_is("pack", "available") } }
derived "age" { integer, years_since(fact "joined") }
tier "h" { track = "more", rank = 8, entry = { age = between(65, 18) } }
tier "i" { track = "more", rank = 9, entry = { [today] = before("2026-09-01"), any_of { { [today] = unknown } }, all_of { { [today] = after("2026-11-30") } } } }
tier "j" { track = "more", rank = 10, entry = { age = between(18, 65), [today] = between("2026-09-01", "2026-11-30") } }

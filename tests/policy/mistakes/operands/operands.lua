parameter "window" { unit = "days", { from = "2016-01-01", 30 } }
parameter "fee" { unit = "money", { from = "2016-01-01", usd "1.00" } }
tier "a" { track = "more", rank = 1, entry = { size = at_least(param "windw") } }
tier "b" { track = "more", rank = 2, entry = { size = at_least(param "fee") } }
tier "c" { track = "more", rank = 3, entry = { joined = within_last(param "fee") } }
tier "d" { track = "more", rank = 4, entry = { size = at_least(param { "window", as_of = "term_start" }) } }
tier "e" { track = "more", rank = 5, entry = { size = at_least(param { "window", as_of = "yesterday" }) } }
tier "f" { track = "more", rank = 6, entry = { joined = by(fact "joint") } }
tier "g" { track = "more", rank = 7, entry = { joined = by(fact(3)) } }
tier "h" { track = "more", rank = 8, entry = { [count("badge")] = 3 } }
tier "i" { track = "more", rank = 9, entry = { [sum("badges", "earned")] = 3, [latest("badges", "area")] = "x", [earliest(3, "earned")] = today } }
tier "j" { track = "more", rank = 10, entry = { [param "window"] = at_least("3"), [known] = 3, [on "anniversary"] = today } }
tier "k" { track = "more", rank = 11, entry = { joined = by("2016-02-30") } }
tier "l" { track = "more", rank = 12, entry = { [custom "nothing"] = 3 } }
tier "m" { track = "more", rank = 13, entry = { joined = for_at_least(years(50000)), size = at_least(usd(5)) } }
tier "n" { track = "more", rank = 14, entry = { size = at_least(param), joined = after } }
offer "extra" { record = "offers", price = param "window",
  closed_when { joined = after(on "birthday"), say = "x" }, closed_when { joined = after(on(3)), say = "x" } }

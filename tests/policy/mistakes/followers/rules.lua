-- each of these has one mistake, and is named elsewhere
parameter "notice" { unit = "day", { from = "2016-01-01", 15 } }
benefits "basic" { { "drinks", quantity = "5" } }
action "leave" { offer "pack", from = "purchased",
  refuse_when { auto = "yes", say = "leave.renews", with = { opens = before_anniversary(param "notice") } },
}
acton "stay" { offer = "pack", from = "purchased" }
tier "silver" { track = "main", rank = 2, earned = { badges = at_least(1, { levl = "silver" }) } }

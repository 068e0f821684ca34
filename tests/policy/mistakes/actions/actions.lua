action "a" { offer = "pak", from = "purchased" }
action "b" { from = "purchased" }
action "c" { offer = "pack", from = "bought", does = { atuo = yes, auto = 3, [today] = 1, 4 } }
action "d" { offer = "pack", charges = 3, steps = { "one", 2, "Three" }, renews = 1 }
action "e" { refuse_when { joined = unknown }, refuse_when { say = "x" }, refuse_when { in_state { "over" }, say = "y" }, does = { size = 3 } }
action "f" { offer = "pack", refuse_when { size = 3, say = "x", with = 5, help = 3 }, closed_when { always, say = "x" } }

-- What is wrong with the form of a declaration, whatever it says.
tier "silver" { track = "side", rank == 1, entry = { joined = by(today) } }
tier "gold" { track = "side", rank = 2, rnk = 3, entry = { joined = by(today) }, rank = 2 }
tier { track = "side", rank = 3 }
tier "bronze"
tier "tin" "four"
tier "Platinum" { track = "side", rank = 4, entry = { joined = by(today) } }
tier "gold" { track = "side", rank = 5, entry = { joined = by(today) } }
tier "iron" { track = "side", "six", entry = { joined = by(today) } }
tier "lead" { track = side, rank = "7", entry = { joined = by(today) }, [8] = 8, ["ran\107"] = 9 }
tier "zinc" { track = "side", rank = 9, entry = { joined = by() }, [today] = 10 }
tier "name" { track = "ta\1b", rank = 10, entry = { joined = by(today) } }
tier "deep" { track = "side", rank = 11, entry =
	{{{{{{{{{{{{{{{{{{{{{{{{{{{{}}}}}}}}}}}}}}}}}}}}}}}}}}}}
}
action "late" { offer = tier "basic" }
benefits "basic" { { "library", quantity == 3 } }
-- 會員：columns count characters, not bytes
tier "名前" { track = "side" }  tier "nickel" { track = "面", rnak = 12, entry = { joined = by(today) } }

-- Derived facts: their form, and circles.
derived "size" { integer, 3 }
derived "bare" { integer }
derived "untyped" { 3, 4 }
derived "texts" { text, fact "name" }
derived "wrong" { integer, fact "joined" }
derived "more" { yes_no, { size = at_least(2), syze = 3 } }
derived "many" { integer, sum("badges", "area") }
derived "moment" { date, on "anniversary" }
derived "other" { one_of { "silver", "bronze" }, otherwise(fact "language", "silver") }
derived "level" { one_of { "silver", "gold" }, fact "other" }
derived "sums" { integer, plus(fact "joined", 1) }
derived "prices" { money, times(usd "1.00", usd "2.00") }
derived "late" { date, later(fact "joined", 5) }
derived "years" { integer, years_since(fact "size"), 7, shon = yes }
derived "one" { integer, plus(fact "two", 1) }
derived "two" { integer, minus(fact "three", 1) }
derived "three" { integer, greatest(fact "one", 1) }
derived "rank" { yes_no, holds "own" }
tier "own" { track = "own", rank = 1, entry = { rank = yes } }
derived "tier" { one_of { "basic" }, tier_on "mainn" }
derived "unread" { integer, count("badges", { earned = year_before(0), level = this_year }) }
derived "deep" { integer, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, plus(1, 1)))))))))))))))))))))))))) }

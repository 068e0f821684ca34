sample "no share" { size = 3 }
sample "odd share" { share = "much", size = 3 }
sample "odd facts" { share = 0, size = between(5, 3), name = between("a", "b"), joined = between("2016-01-01", 3), language = choice { "en", "de-DE" },
  pack = { bought = any_name, paid = choice {}, auto = choice { { yes, 0 }, { no, 1 } } } , badges = { { area = any_name, level = "gold" } }, 5 }

-- Tables that hold themselves, and words where no word can be.
local t = { inputs = { "size" }, outputs = { { "itself", integer } } }
t[1] = t
decide "itself" (t)
local e = {}
e[1] = e
derived "round" { integer, plus(e, e) }
derived "words" { plus, plus }
derived "called" { integer, plus(plus, today) }
decide "fields" { inputs = today, outputs = any, any }
decide "far" { hit = "first", inputs = { "size" }, outputs = { { "far", integer } },
  { at_least(9223372036854775807), 9223372036854775807 }, { at_most(-9223372036854775807 - 1), 0 }, { any, times(9223372036854775807, 9223372036854775807) } }

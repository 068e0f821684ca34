-- A calculation that holds itself twice, again and again: 2^60 of them.
local e = fact "size"
for _ = 1, 60 do e = plus(e, e) end
derived "doubled" { integer, e }

-- One that holds one that holds one.
local e = fact "size"
for _ = 1, 20000 do e = plus(e, 1) end
derived "chained" { integer, e }

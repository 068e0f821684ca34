-- Few nodes deep, eight wide, all the same: 8^20.
local e = 1
for _ = 1, 20 do e = plus(e, e, e, e, e, e, e, e) end
derived "shared" { integer, e }

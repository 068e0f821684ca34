-- @tries two functions share a variable that the rule changes through one of them
-- @good refuse
-- @bad (?m)^[BV] .*ALICE-SECRET
local last = "nobody"
local function keep(x) last = x end
local function recall() return last end
function rule(m)
  local before = recall()
  keep(m.iban)
  return before
end

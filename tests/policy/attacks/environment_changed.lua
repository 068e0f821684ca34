-- @tries sets a global of the file
-- @good refuse
-- @bad (?m)^[BV] .*ALICE-SECRET
last = "nobody"
function rule(m)
  local before = last
  last = m.iban
  return before
end

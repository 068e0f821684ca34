-- @tries a loop up to the last integer there is, which must end, and one through all of them
-- @good refuse
function rule(m)
  local turns = 0
  for i = math.maxinteger - 1, math.maxinteger do turns = turns + 1 end
  for i = math.mininteger, math.maxinteger do turns = turns + 1 end
  return m.name .. turns
end

-- @tries sort with a comparison that never says the same twice
-- @good refuse
function rule(m)
  local list, turns = {}, 0
  for i = 1, 5000 do list[i] = i end
  table.sort(list, function() turns = turns + 1 return turns % 2 == 0 end)
  return m.name .. turns
end

-- @tries insert in front of a list that grows: each moves all the others, within one call
-- @good refuse
function rule(m)
  local list = {}
  for i = 1, 30000 do table.insert(list, 1, i) end
  return m.name .. #list
end

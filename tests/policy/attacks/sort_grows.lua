-- @tries a comparison that lengthens the list being sorted
-- @good safe
function rule(m)
  local list = { 3, 2, 1 }
  table.sort(list, function(a, b) list[#list + 1] = #list return a < b end)
  return m.name .. #list
end

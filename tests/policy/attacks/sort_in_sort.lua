-- @tries sorts within the order function of a sort, without end
-- @good refuse
local function less(a, b)
  local t = { 2, 1 }
  table.sort(t, less)
  return a < b
end
less = function(a, b) local t = { 2, 1 } table.sort(t, less) return a < b end
function rule(m)
  local t = { 3, 1, 2 }
  table.sort(t, less)
  return t[1]
end

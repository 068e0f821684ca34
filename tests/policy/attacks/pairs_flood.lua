-- @tries sorts the keys of a table without end
-- @good refuse
function rule(m)
  local t = {}
  for i = 1, 2000 do t["k" .. i] = i end
  while true do for k in pairs(t) do break end end
end

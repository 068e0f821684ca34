-- @tries the longest text there may be, over and over: little is kept, much is made
-- @good refuse
function rule(m)
  local n = 0
  for i = 1, 1000000 do n = n + #string.rep("x", 60000) end
  return m.name .. n
end

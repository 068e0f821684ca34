-- @tries the same with a table made when the file is loaded
-- @good refuse
local t = {}
for i = 1, 2000 do t[i * 2047] = i end
function rule(m)
  local s = 0
  while true do s = s + t[2000 * 2047] end
end

-- @tries joins numbers, each of which must be written out first
-- @good refuse
function rule(m)
  local s
  while true do s = 1 / 3 .. 1 / 7 .. 1 / 9 .. 1 / 11 .. 1 / 13 end
end

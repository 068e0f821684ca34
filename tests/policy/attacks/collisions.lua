-- @tries whole numbers that all fall into one place of a table of 16,384 keys
-- @good refuse
function rule(m)
  local t = {}
  t.x = 1
  for i = 1, 16000 do t[i * 16383] = i end
  local s = 0
  for k = 1, 1000 do for i = 1, 16000 do s = s + t[i * 16383] end end
  return s
end

-- @tries removes and adds keys while going through them
-- @good same
-- @value b,c,
function rule(m)
  local t, s = { a = 1, b = 2, c = 3 }, ""
  t.a = nil
  for k in pairs(t) do t[k] = nil t[k .. "x"] = 1 s = s .. k .. "," end
  return s
end

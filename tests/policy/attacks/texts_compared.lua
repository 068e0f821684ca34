-- @tries compares two equal long texts over and over
-- @good refuse
function rule(m)
  local x, y = ("x"):rep(65000), ("x"):rep(64999) .. "x"
  while x == y do end
end
